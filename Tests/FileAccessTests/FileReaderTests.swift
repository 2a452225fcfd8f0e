import FileAccess
import Foundation
import Testing

struct FileReaderTests {
  /// All that comes from what is named.
  private func all(_ path: String) throws -> [UInt8] {
    let reader = try FileReader(path: path)
    var bytes: [UInt8] = []
    while case let part = try reader.next(), !part.isEmpty { bytes += part }
    return bytes
  }

  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("pong-reader-\(UUID())", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test func `a file is read to its end, bit by bit`() throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("a")
      let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
      try Data(bytes).write(to: file)
      #expect(try all(file.path) == bytes)
      try Data().write(to: file)
      #expect(try all(file.path) == [])
    }
  }

  @Test func `a pipe is read from its writer's first word to its last`() throws {
    try withFolder { folder in
      let pipe = folder.appendingPathComponent("pipe").path
      #expect(mkfifo(pipe, 0o600) == 0)
      let writer = Process()
      writer.executableURL = URL(fileURLWithPath: "/bin/sh")
      writer.arguments = ["-c", "exec >'\(pipe)'; echo one; sleep 0.2; echo two"]
      try writer.run()
      #expect(try all(pipe) == Array("one\ntwo\n".utf8))
      writer.waitUntilExit()
    }
  }

  @Test func `what cannot be read is said, and nothing is waited for without end`() throws {
    try withFolder { folder in
      let pipe = folder.appendingPathComponent("pipe").path
      #expect(mkfifo(pipe, 0o600) == 0)
      let loop = folder.appendingPathComponent("loop").path
      #expect(symlink(loop, loop) == 0)
      let clock = ContinuousClock.now
      for (path, cause) in [
        (pipe, "nobody writes"), (folder.path, "directory"), (loop, "symbolic links"),
        (folder.path + "/none", "No such file"),
      ] {
        let error = #expect(throws: FileError.self) { try all(path) }
        #expect(error?.operation == .read && error?.cause.contains(cause) == true, "\(path)")
      }
      #expect(ContinuousClock.now - clock < .seconds(30))
    }
  }

  @Test func `parts of a file are read where they stand, within its limit`() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("a")
      try Data((0..<100).map { UInt8($0) }).write(to: url)
      let file = try PartialFile(url, limit: 100)
      #expect(file.length == 100)
      #expect(try file.read(10..<13) == [10, 11, 12])
      #expect(try file.read(98..<120) == [98, 99] && file.read(200..<300) == [])
      var all: [UInt8] = []
      try file.forEachPart { all += $0 }
      #expect(all == (0..<100).map { UInt8($0) })
      #expect(throws: FileError.self) { try PartialFile(url, limit: 99) }
      #expect(throws: FileError.self) { try PartialFile(folder, limit: 1 << 30) }
      #expect(throws: FileError.self) {
        try PartialFile(URL(fileURLWithPath: "/dev/zero"), limit: 1 << 30)
      }
      // No memory is taken for what is too long, nor for what is not wanted.
      let sparse = folder.appendingPathComponent("sparse")
      try Data().write(to: sparse)
      #expect(truncate(sparse.path, off_t(3) << 30) == 0)
      #expect(throws: FileError.self) { try PartialFile(sparse, limit: 1 << 30) }
      #expect(try PartialFile(sparse, limit: .max).read(1 << 31..<(1 << 31) + 2) == [0, 0])
    }
  }

  @Test func `a name that is not UTF-8 is told, and stands for no other file`() throws {
    try withFolder { folder in
      for bytes: [UInt8] in [Array("é".utf8), Array("b".utf8), [0x62, 0xFF]] {
        let path = Array(folder.path.utf8) + [0x2F] + bytes + [0]
        let made = path.withUnsafeBufferPointer { buffer in
          buffer.withMemoryRebound(to: CChar.self) {
            open($0.baseAddress!, O_CREAT | O_WRONLY, 0o600)
          }
        }
        #expect(made >= 0)
        close(made)
      }
      #expect(Files.names(in: folder) == ["b", "é"])
      #expect(Files.illegibleNames(in: folder) == [[0x62, 0xFF]])
      #expect(Files.names(in: folder.appendingPathComponent("none")) == [])
      let held = try Directory(folder)
      #expect(held.names == ["b", "é"])
    }
  }
}
