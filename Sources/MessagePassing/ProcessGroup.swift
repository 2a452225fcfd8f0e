#if MPI
import CMPI
public import Reinforcement

/// Workers that are processes of an MPI world, on one machine or several.
///
/// None of them can go on without the others: where a call fails, all of them are ended.
public struct ProcessGroup: WorkerGroup {
  /// This worker's number, from 0.
  public let rank: Int

  /// How many workers there are.
  public let size: Int

  /// Takes this process into MPI's world; call it once.
  ///
  /// - Returns: `nil` if MPI does not start.
  public static func begin() -> ProcessGroup? {
    guard cmpi_begin() == 0 else { return nil }
    let (rank, size) = (Int(cmpi_rank()), Int(cmpi_size()))
    guard rank >= 0, size > rank else { return nil }
    return ProcessGroup(rank: rank, size: size)
  }

  /// Takes this process out of MPI's world, when all of them have come to their end.
  public func end() { check(cmpi_end()) }

  /// Ends all processes of the world.
  public func abort(exitCode: Int32) { cmpi_abort(exitCode) }

  /// Hands in bytes and receives everybody's in the order of ranks.
  public func gather(_ bytes: UnsafeRawBufferPointer, into all: UnsafeMutableRawBufferPointer) {
    guard let from = bytes.baseAddress, let into = all.baseAddress else { return }
    check(cmpi_gather(from, Int32(bytes.count), into))
  }

  /// The bytes that rank 0 hands in; those of the others say nothing.
  public func broadcast(_ bytes: [UInt8]) -> [UInt8] {
    let count = gather([Int32(bytes.count)])[0]
    var result = rank == 0 ? bytes : [UInt8](repeating: 0, count: Int(count))
    result.withUnsafeMutableBytes { buffer in
      if let base = buffer.baseAddress { check(cmpi_broadcast(base, count)) }
    }
    return result
  }

  /// Ends all processes, with MPI's number of the error, if a call has failed.
  private func check(_ result: Int32) {
    if result != 0 { abort(exitCode: result) }
  }
}
#endif
