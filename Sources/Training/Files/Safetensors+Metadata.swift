public import Foundation

extension Safetensors {
  /// Reads the strings in a file's header, and no tensor.
  ///
  /// - Throws: If the file cannot be read or has no such header.
  public static func metadata(of url: URL) throws -> [String: String] {
    let file = try FileHandle(forReadingFrom: url)
    defer { try? file.close() }
    let size = try file.read(upToCount: 8) ?? Data()
    guard size.count == 8 else {
      throw PolicyFileError.notSafetensors("it has only \(size.count) bytes")
    }
    let length = size.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length >= 2, length <= UInt64(maximumHeader) else {
      throw PolicyFileError.notSafetensors("its header is said to have \(length) bytes")
    }
    let header = try file.read(upToCount: Int(length)) ?? Data()
    let object = try JSONSerialization.jsonObject(with: header) as? [String: Any]
    return object?["__metadata__"] as? [String: String] ?? [:]
  }
}
