import Foundation
import Testing

@testable import FileAccess

struct DirectoryTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A directory with a link to a file beside it.
  private func stranger() throws -> Directory {
    try Files.makeDirectory(folder.place("run"))
    _ = try folder.write("precious", to: "mine")
    _ = try folder.link("run/log", to: "../mine")
    return try Directory(folder.place("run"))
  }

  @Test func `a link in it is not read, and what is written takes its place`() throws {
    let directory = try stranger()
    #expect(directory.contains("log"))
    #expect(try directory.read("log", limit: 100) == nil)
    try directory.write(Array("new".utf8), to: "log")
    #expect(try folder.text("mine") == "precious")
    #expect(try folder.text("run/log") == "new")
    #expect(try directory.read("log", limit: 100) == Array("new".utf8))
  }

  @Test func `pipes, devices and what is too long are no files of it`() throws {
    let directory = try stranger()
    try #require(mkfifo(folder.place("run/pipe").path, 0o600) == 0)
    #expect(try directory.read("pipe", limit: 10) == nil)
    #expect(try directory.read("none", limit: 10) == nil)
    _ = try folder.write("four", to: "run/long")
    #expect(throws: FileError.self) { try directory.read("long", limit: 3) }
    try directory.remove("pipe")
    try directory.remove("pipe")
    #expect(directory.names == ["log", "long"])
  }

  @Test func `it stays the same when its name goes to another`() throws {
    let directory = try stranger()
    try FileManager.default.moveItem(at: folder.place("run"), to: folder.place("moved"))
    _ = try folder.link("run", to: "/tmp")
    try directory.write([65], to: "kept")
    #expect(try folder.text("moved/kept") == "A")
  }

  @Test func `a file grows by whole parts, under a name of its own`() throws {
    let directory = try stranger()
    let file = try GrowingFile(replacing: "log", in: directory, with: Array("a\n".utf8))
    try file.append("b\n".utf8)
    #expect(try folder.text("run/log") == "a\nb\n" && folder.text("mine") == "precious")
    try file.append([])
    try file.synchronize()
    // Another name for the same bytes does not get the next part.
    try FileManager.default.linkItem(
      at: folder.place("run/log"),
      to: folder.place("hard")
    )
    let second = try GrowingFile(replacing: "log", in: directory, with: Array("a\n".utf8))
    try second.append("c\n".utf8)
    #expect(try folder.text("hard") == "a\nb\n" && folder.text("run/log") == "a\nc\n")
  }

  @Test func `one has the lock, and others are told who`() throws {
    let directory = try stranger()
    var lock: DirectoryLock? = try DirectoryLock(directory)
    let error = #expect(throws: FileError.self) { try DirectoryLock(directory) }
    #expect(error?.cause == "process \(getpid()) is writing there")
    // Another directory has another lock.
    _ = try DirectoryLock(Directory(folder.url))
    withExtendedLifetime(lock) {}
    lock = nil
    #expect(throws: Never.self) { try DirectoryLock(directory) }
  }
}
