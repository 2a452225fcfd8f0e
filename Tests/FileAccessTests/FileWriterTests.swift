import Foundation
import Testing

@testable import FileAccess

struct FileWriterTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a pipe gets the contents as they come`() throws {
    let pipe = folder.place("pipe")
    try #require(mkfifo(pipe.path, 0o600) == 0)
    let thread = Thread { try? Files.write(Array("picture".utf8), to: pipe) }
    thread.start()
    #expect(try Files.readStream(pipe.path, limit: 100) == Array("picture".utf8))
    #expect(try folder.names == ["pipe"])
  }

  @Test func `a device that is full says so`() throws {
    let writer = try FileWriter(path: "/dev/full")
    let error = #expect(throws: FileError.self) {
      try writer.write([1])
      try writer.finish()
    }
    #expect(error?.description == "/dev/full: cannot be written: No space left on device")
  }

  @Test func `the name beside the place is of this process, and as long as can be`() throws {
    let name = TemporaryName(for: String(repeating: "ü", count: 127))
    #expect(name.text.utf8.count <= 255)
    #expect(TemporaryName(name.text) != nil)
    for other in [".bashrc", "a.1.2", "..", ".", ".x", ".a.b", ".a.-1", ".notes.2024", ".1.2"] {
      #expect(TemporaryName(other) == nil, "\(other)")
    }
    #expect(TemporaryName(".progress.csv.123.456") != nil)
  }

  @Test func `files of the dead are removed, those of the living and of others stay`() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/true")
    try process.run()
    process.waitUntilExit()
    let dead = process.processIdentifier
    for name in [".a.csv.\(dead).77", ".b.\(dead).9", ".a.\(getpid()).1", ".mine", "a.\(dead).1"] {
      _ = try folder.write("x", to: name)
    }
    _ = try folder.link(".link.\(dead).3", to: "/etc/passwd")
    let directory = try Directory(folder.url)
    // Who writes a file again removes what was left of that one.
    try Files.write([], to: folder.place("a.csv"))
    #expect(!directory.contains(".a.csv.\(dead).77") && directory.contains(".b.\(dead).9"))
    try directory.remove("a.csv")
    directory.removeAbandonedFiles()
    #expect(
      try folder.names
        == [".a.\(getpid()).1", ".link.\(dead).3", ".mine", "a.\(dead).1"].sorted()
    )
  }
}
