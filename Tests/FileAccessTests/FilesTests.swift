import FileAccess
import Foundation
import Testing

struct FilesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `what is no ordinary file is refused, not waited for`() throws {
    let pipe = folder.place("pipe")
    try #require(mkfifo(pipe.path, 0o600) == 0)
    for (place, cause) in [
      (pipe, "no ordinary file"), (URL(fileURLWithPath: "/dev/zero"), "no ordinary file"),
      (folder.url, "a directory"), (folder.place("none"), "No such file"),
      (try folder.link("loop", to: folder.place("loop").path), "symbolic links"),
    ] {
      #expect { try Files.read(place, limit: 10) } throws: { "\($0)".contains(cause) }
    }
  }

  @Test func `a file gives way as a whole: who has the old one open still reads it`() throws {
    let (file, link) = (folder.place("a"), folder.place("b"))
    try Files.write([1, 2, 3], to: file)
    // Another name for the same bytes.
    try FileManager.default.linkItem(at: file, to: link)
    let handle = try FileHandle(forReadingFrom: file)
    try Files.write([9], to: file)
    #expect(try Files.read(file, limit: 10) == [9])
    #expect(try Files.read(link, limit: 10) == [1, 2, 3])
    #expect(try handle.readToEnd() == Data([1, 2, 3]))
    #expect(try folder.names == ["a", "b"])
  }

  @Test func `a file that cannot be written leaves nothing behind, and its name is told`() throws {
    let place = folder.place("taken")
    try FileManager.default.createDirectory(
      at: place.appendingPathComponent("inside"),
      withIntermediateDirectories: true
    )
    for place in [place, folder.place("no/such/folder")] {
      let error = #expect(throws: FileError.self) { try Files.write([1], to: place) }
      #expect(error?.path == place.path && error?.operation == .create)
    }
    #expect(try folder.names == ["taken"])
  }

  @Test func `a file may be as long as the limit, and no longer`() throws {
    let file = folder.place("a")
    try Files.write([1, 2, 3], to: file)
    #expect(try Files.read(file, limit: 3) == [1, 2, 3])
    #expect { try Files.read(file, limit: 2) } throws: { "\($0)".contains("longer than 2") }
    #expect(try Files.readStart(file, count: 2) == [1, 2])
    // Three gigabytes of nothing are not read.
    try #require(truncate(file.path, 3 << 30) == 0)
    #expect { try Files.read(file, limit: 1 << 20) } throws: { "\($0)".contains("longer") }
    #expect { try Files.readStream(file.path, limit: 9) } throws: { "\($0)".contains("longer") }
  }

  @Test func `a stream is read to its end, though not for ever`() throws {
    let pipe = folder.place("pipe")
    try #require(mkfifo(pipe.path, 0o600) == 0)
    let thread = Thread { try? Data("frame".utf8).write(to: URL(fileURLWithPath: pipe.path)) }
    thread.start()
    #expect(try Files.readStream(pipe.path, limit: 100) == Array("frame".utf8))
    #expect(throws: FileError.self) { try Files.readStream("/dev/zero", limit: 1 << 17) }
    #expect(throws: FileError.self) { try Files.readStream(folder.url.path, limit: 10) }
    #expect(try Files.readStream("/dev/null", limit: 0) == [])
  }

  @Test func `a link stays one, and its target is written, be it new or not`() throws {
    _ = try folder.write("old", to: "real")
    let link = try folder.link("link", to: "real")
    let second = try folder.link("second", to: link.path)
    let dangling = try folder.link("dangling", to: "new")
    try Files.write(Array("one".utf8), to: link)
    #expect(try folder.text("real") == "one")
    try Files.write(Array("two".utf8), to: second)
    #expect(try folder.text("real") == "two")
    try Files.write(Array("three".utf8), to: dangling)
    #expect(try folder.text("new") == "three")
    for name in ["link", "second", "dangling"] {
      let type = try FileManager.default.attributesOfItem(atPath: folder.place(name).path)[.type]
      #expect(type as? FileAttributeType == .typeSymbolicLink)
    }
    let loop = try folder.link("loop", to: "loop")
    #expect(throws: FileError.self) { try Files.write([1], to: loop) }
  }

  @Test func `who may read a file stays as it was`() throws {
    let file = try folder.write("old", to: "a")
    try #require(chmod(file.path, 0o640) == 0)
    try Files.write([1], to: file)
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
    #expect(mode as? Int == 0o640)
  }

  @Test func `directories are made down to the last, links to one are one`() throws {
    let deep = folder.place("a/b/c")
    try Files.makeDirectory(deep)
    try Files.makeDirectory(deep)
    #expect(Files.isDirectory(deep))
    try Files.makeDirectory(try folder.link("link", to: "a"))
    try Files.makeDirectory(folder.place("link/d"))
    #expect(Files.directories(in: folder.url).map(\.lastPathComponent) == ["a", "link"])
    _ = try folder.write("", to: "file")
    for place in ["file", "file/below"] {
      #expect(throws: FileError.self) { try Files.makeDirectory(folder.place(place)) }
    }
  }
}
