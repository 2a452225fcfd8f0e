import Foundation

/// A folder that exists as long as the object.
final class TemporaryFolder {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("pong-files-\(UUID())", isDirectory: true)

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The place of a name.
  func place(_ name: String) -> URL { url.appendingPathComponent(name) }

  /// Writes a text, and returns where.
  func write(_ text: String, to name: String) throws -> URL {
    try Data(text.utf8).write(to: place(name))
    return place(name)
  }

  /// Makes a link.
  func link(_ name: String, to target: String) throws -> URL {
    try FileManager.default.createSymbolicLink(
      atPath: place(name).path,
      withDestinationPath: target
    )
    return place(name)
  }

  func text(_ name: String) throws -> String {
    try String(contentsOf: place(name), encoding: .utf8)
  }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
  }
}
