import FileAccess
public import Foundation

extension Safetensors {
  /// Reads the strings in a file's header, and no tensor.
  ///
  /// - Throws: If the file cannot be read or has no such header.
  public static func metadata(of url: URL) throws -> [String: String] {
    let file = try PartialFile(url, limit: PolicyFile.maximumSize)
    return try header(of: file, wanted: { _ in false }).header.metadata
  }

  /// Reads a file of a policy or a run; tensors that are neither's are checked, and not read.
  ///
  /// - Throws: `PolicyFileError`, or what the system says of a file that cannot be read.
  static func read(_ url: URL) throws -> Safetensors {
    let file = try PartialFile(url, limit: PolicyFile.maximumSize)
    let (header, start) = try header(of: file, wanted: PolicyFile.isKnown)
    try header.checkLength(file.length - start)
    return try Safetensors(header) { range in
      let bytes = try file.read(start + range.lowerBound..<start + range.upperBound)
      guard bytes.count == range.count else {
        throw PolicyFileError.truncated("it has become shorter while it was read")
      }
      return bytes
    }
  }

  /// Reads a file's header; returns where it ends.
  private static func header(
    of file: PartialFile,
    wanted isWanted: (String) -> Bool
  ) throws -> (header: SafetensorsHeader, end: Int) {
    let end = 8 + (try SafetensorsHeader.length(file.read(0..<8)))
    guard end <= file.length else {
      throw PolicyFileError.truncated("its header of \(end - 8) bytes goes beyond its end")
    }
    let bytes = try file.read(8..<end)
    return (try SafetensorsHeader(bytes, bytes.indices, wanted: isWanted), end)
  }
}
