#if MPI
import CMPI
public import Reinforcement

/// Workers that are processes of an MPI world, on one machine or several.
///
/// MPI ends all of them where a call fails, as its standard handler of errors does.
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
    return ProcessGroup(rank: Int(cmpi_rank()), size: Int(cmpi_size()))
  }

  /// Takes this process out of MPI's world, when all of them have come to their end.
  public func end() { cmpi_end() }

  /// Ends all processes of the world.
  public func abort(exitCode: Int32) { cmpi_abort(exitCode) }

  /// Hands in bytes and receives everybody's in the order of ranks.
  public func gather(_ bytes: UnsafeRawBufferPointer, into all: UnsafeMutableRawBufferPointer) {
    guard let from = bytes.baseAddress, let into = all.baseAddress else { return }
    _ = cmpi_gather(from, Int32(bytes.count), into)
  }

  /// The bytes that rank 0 hands in; those of the others say nothing.
  public func broadcast(_ bytes: [UInt8]) -> [UInt8] {
    let count = gather([Int32(bytes.count)])[0]
    var result = rank == 0 ? bytes : [UInt8](repeating: 0, count: Int(count))
    result.withUnsafeMutableBytes { buffer in
      if let base = buffer.baseAddress { _ = cmpi_broadcast(base, count) }
    }
    return result
  }
}
#endif
