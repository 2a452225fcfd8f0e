import Foundation
import Testing

@testable import Training

struct FilesTests {
  @Test func `what is no ordinary file is refused, not waited for`() throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("pong-fifo-\(UUID().uuidString)")
    try #require(mkfifo(path.path, 0o600) == 0)
    defer { try? FileManager.default.removeItem(at: path) }
    for place in [path, URL(fileURLWithPath: "/dev/zero"), URL(fileURLWithPath: "/tmp")] {
      #expect { try Files.read(place, limit: 10) } throws: { "\($0)".contains("no ordinary file") }
    }
  }

  /// A folder that exists while `body` runs.
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("pong-files-\(UUID())", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test func `a file gives way as a whole: who has the old one open still reads it`() throws {
    try withFolder { folder in
      let (file, link) = (folder.appendingPathComponent("a"), folder.appendingPathComponent("b"))
      try Files.write([1, 2, 3], to: file)
      // Another name for the same bytes.
      try FileManager.default.linkItem(at: file, to: link)
      let handle = try FileHandle(forReadingFrom: file)
      try Files.write([9], to: file)
      #expect(try Files.read(file, limit: 10) == [9])
      #expect(try Files.read(link, limit: 10) == [1, 2, 3])
      #expect(try handle.readToEnd() == Data([1, 2, 3]))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
    }
  }

  @Test func `a file that cannot be written leaves nothing behind, and its name is told`() throws {
    try withFolder { folder in
      let place = folder.appendingPathComponent("taken")
      try FileManager.default.createDirectory(
        at: place.appendingPathComponent("inside"),
        withIntermediateDirectories: true
      )
      for place in [place, folder.appendingPathComponent("no/such/folder")] {
        #expect {
          try Files.write([1], to: place)
        } throws: {
          "\($0)".contains(place.path) && "\($0)".contains("cannot be written")
        }
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["taken"])
    }
  }

  @Test func `a file may be as long as the limit, and no longer`() throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("a")
      try Files.write([1, 2, 3], to: file)
      #expect(try Files.read(file, limit: 3) == [1, 2, 3])
      #expect { try Files.read(file, limit: 2) } throws: { "\($0)".contains("longer than 2") }
    }
  }
}
