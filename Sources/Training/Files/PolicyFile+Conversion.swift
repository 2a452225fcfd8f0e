import PongAgents

extension PolicyFile {
  /// What a checkpoint's metadata say of the run, not of the policy.
  private static let ofTheRun: Set = ["configuration", "league", "progress", "seconds", "state"]

  /// Returns the policy of a file, and nothing else, with numbers of 16 or of 32 bits.
  ///
  /// 16 bits halve the file. They are the nearest to the numbers that were (to a 2,048th of each, and
  /// to 3e-8 where they are smaller than 6.1e-5), so the policy plays almost as it did; 32 bits hold
  /// them exactly, so nothing changes when what was converted is read, or converted again.
  ///
  /// - Parameters:
  ///   - file: A policy, or a checkpoint, of which the run's state is left out.
  ///   - toHalves: Whether numbers get 16 bits (F16) or 32 (F32).
  /// - Returns: The file; metadata that were missing say what was guessed.
  /// - Throws: Why it is no policy, or which tensor's numbers 16 bits do not reach.
  public static func convert(
    _ file: Safetensors,
    toHalves: Bool
  ) throws(PolicyFileError) -> Safetensors {
    var result: Safetensors
    switch try trainedPolicy(from: file) {
    case .pixels(let policy):
      result = Safetensors(metadata: metadata(of: policy), tensors: tensors(of: policy))
    case .ram(let policy):
      let tensors = tensors(of: policy.network, prefix: "pi")
      result = Safetensors(metadata: metadata(of: policy), tensors: tensors)
    }
    result.metadata.merge(file.metadata.filter { !ofTheRun.contains($0.key) }) { $1 }
    guard toHalves else { return result }
    for (name, tensor) in result.tensors {
      // To the nearest, ties to even; what is 65,520 or more becomes infinite.
      let halves = (tensor.floats ?? []).map { Float16($0) }
      guard halves.allSatisfy(\.isFinite) else { throw .beyondHalves(name) }
      result.tensors[name] = .init(shape: tensor.shape, halves: halves)
    }
    return result
  }
}
