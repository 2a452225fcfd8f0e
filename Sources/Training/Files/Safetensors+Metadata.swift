public import Foundation

extension Safetensors {
  /// Reads the strings in a file's header, and no tensor.
  ///
  /// - Throws: If the file cannot be read or has no such header.
  public static func metadata(of url: URL) throws -> [String: String] {
    let first = try Files.readStart(url, count: 8)
    let end = 8 + (try SafetensorsHeader.length(first))
    let bytes = try Files.readStart(url, count: end)
    guard bytes.count == end else {
      throw PolicyFileError.truncated("its header of \(end - 8) bytes goes beyond its end")
    }
    return try SafetensorsHeader(bytes, 8..<end, wanted: { _ in false }).metadata
  }

  /// Reads a file of a policy or a run; tensors that are neither's are checked and left out.
  ///
  /// - Throws: `PolicyFileError`, or what the system says of a file that cannot be read.
  static func read(_ url: URL) throws -> Safetensors {
    try Safetensors(
      Files.read(url, limit: PolicyFile.maximumSize),
      wanted: PolicyFile.isKnown
    )
  }
}
