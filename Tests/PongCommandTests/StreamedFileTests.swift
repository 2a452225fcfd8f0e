import Foundation
import Testing

@testable import PongCommand

struct StreamedFileTests {
  @Test func `what stood there stays until all is written, and nothing is left beside`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("old", to: "a")
    let file = try StreamedFile(path: path)
    try file.write(Array(repeating: 65, count: 1 << 17))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    try file.finish()
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count == 1 << 17)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a"])
  }

  @Test func `what is not finished leaves no trace`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("old", to: "a")
    do {
      let file = try StreamedFile(path: path)
      try file.write(Array(repeating: 65, count: 1 << 17))
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a"])
  }

  @Test func `a folder that has taken its place meanwhile is an error`() throws {
    let folder = try TemporaryFolder()
    let file = try StreamedFile(path: folder.path + "/a")
    try file.write([65])
    try FileManager.default.createDirectory(
      atPath: folder.path + "/a",
      withIntermediateDirectories: true
    )
    #expect(throws: CommandError.self) { try file.finish() }
  }
}
