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
}
