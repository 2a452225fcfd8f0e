import Foundation
import Testing
import Training

struct SafetensorsMetadataTests {
  private func write(_ bytes: [UInt8]) throws -> URL {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("pong-metadata-\(UUID().uuidString)")
    try Data(bytes).write(to: url)
    return url
  }

  @Test func `only the header is read`() throws {
    let file = Safetensors(
      metadata: ["algorithm": "ppo"],
      tensors: ["a": .init(shape: [3], floats: [1, 2, 3])]
    )
    // The tensors are cut off.
    let url = try write(file.encoded.dropLast(8))
    defer { try? FileManager.default.removeItem(at: url) }
    #expect(try Safetensors.metadata(of: url) == ["algorithm": "ppo"])
  }

  @Test(arguments: [
    [], [1, 2, 3], [255, 255, 255, 255, 255, 255, 255, 127], [2, 0, 0, 0, 0, 0, 0, 0, 1, 2],
  ])
  func `what has no header is an error`(bytes: [UInt8]) throws {
    let url = try write(bytes)
    defer { try? FileManager.default.removeItem(at: url) }
    #expect(throws: (any Error).self) { try Safetensors.metadata(of: url) }
  }
}
