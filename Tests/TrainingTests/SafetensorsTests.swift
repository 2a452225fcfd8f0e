import Randomness
import Testing

@testable import Training

struct SafetensorsTests {
  private var file: Safetensors {
    Safetensors(
      metadata: ["format": "test", "quote": "a \"b\" ü"],
      tensors: [
        "b": .init(shape: [2, 3], floats: [1, 2, 3, 4, 5, -0.5]),
        "a": .init(words: [1, .max]),
        "empty": .init(shape: [0], floats: []),
      ]
    )
  }

  @Test func `what is written is read`() throws {
    let bytes = try file.encoded
    let read = try Safetensors(bytes)
    #expect(read.metadata == file.metadata)
    #expect(read.tensors["b"]?.shape == [2, 3])
    #expect(read.tensors["b"]?.floats == [1, 2, 3, 4, 5, -0.5])
    #expect(read.tensors["a"]?.words == [1, .max])
    #expect(read.tensors["empty"]?.floats == [])
    #expect(read.tensors["b"]?.words == nil)
    #expect(try read.encoded == bytes)
    let header = bytes[0..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    #expect(header % 8 == 0)
  }

  @Test(arguments: [
    "{",
    "[]",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,-4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"I16\",\"shape\":[1],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F4\",\"shape\":[3],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4,0],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[\"1\"],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":null,\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":32,\"shape\":[1],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}",
    "{\"a\":[]}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} x",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[01],\"data_offsets\":[0,4]}}",
    "{\"a\\ud800\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
    "{\"a\n\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
      + "\"\\u0061\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[4,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"__metadata__\":3}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,9223372036854775807]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,1e300]}}",
    "{\"__metadata__\":{\"a\":1}}",
    "{\"__metadata__\":{}}",
  ])
  func `hostile headers get an error that says what is wrong`(header: String) {
    let length = header.utf8.count
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8)
    #expect(throws: PolicyFileError.self) { try Safetensors(bytes + [0, 0, 0, 0]) }
  }

  @Test func `too short or too long files get an error`() throws {
    let bytes = try file.encoded
    for count in 0..<bytes.count {
      #expect(throws: PolicyFileError.self) { try Safetensors(Array(bytes.prefix(count))) }
    }
    #expect(throws: PolicyFileError.self) { try Safetensors(bytes + [0]) }
    let huge = [UInt8](repeating: 0xFF, count: 8)
    #expect(throws: PolicyFileError.self) { try Safetensors(huge + bytes.dropFirst(8)) }
  }

  @Test func `no change of bytes traps`() throws {
    let bytes = try file.encoded
    var generator = SplitMix64(seed: 1)
    var refused = 0
    for _ in 0..<5000 {
      var mutated = bytes
      for _ in 0...generator.integer(below: 3) {
        mutated[generator.integer(below: mutated.count)] = UInt8(generator.integer(below: 256))
      }
      do {
        _ = try Safetensors(mutated)
      } catch {
        refused += 1
      }
    }
    #expect(refused > 1000)
  }

  @Test func `tensors that leave a gap or lie on one another are refused`() {
    func read(_ first: String, _ second: String, bytes: Int) throws {
      let entry = "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":"
      let header = "{\"a\":\(entry)\(first)},\"b\":\(entry)\(second)}}"
      let length = header.utf8.count
      _ = try Safetensors(
        (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8)
          + [UInt8](repeating: 0, count: bytes)
      )
    }
    #expect(throws: Never.self) { try read("[0,4]", "[4,8]", bytes: 8) }
    for (first, second, bytes) in [
      ("[0,4]", "[8,12]", 12), ("[4,8]", "[8,12]", 12), ("[0,4]", "[0,4]", 4),
    ] {
      #expect(throws: PolicyFileError.self) { try read(first, second, bytes: bytes) }
    }
  }
}
