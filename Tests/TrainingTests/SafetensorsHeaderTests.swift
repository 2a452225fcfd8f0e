import Foundation
import PongAgents
import Testing

@testable import Training

/// Headers that the reference implementation reads, or does not.
struct SafetensorsHeaderTests {
  /// A file with this header, and bytes behind it.
  static func file(_ header: String, _ data: [UInt8] = []) -> [UInt8] {
    let length = header.utf8.count
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8) + data
  }

  private static func entry(
    _ name: String,
    _ type: String,
    _ shape: String,
    _ start: Int,
    _ end: Int
  ) -> String {
    "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":[\(start),\(end)]}"
  }

  @Test(arguments: [
    ("BOOL", "[4]"), ("U8", "[2,2]"), ("I8", "[4]"), ("F8_E4M3", "[4]"), ("F8_E5M2", "[4]"),
    ("F4", "[8]"), ("I16", "[2]"), ("U16", "[2]"), ("I32", "[]"), ("U32", "[1]"),
    ("of later", "[7]"),
  ])
  func `a type that no network has stands in no other tensor's way`(
    type: String,
    shape: String
  ) throws {
    let header = "{\(Self.entry("a", type, shape, 0, 4)),\(Self.entry("b", "F32", "[1]", 4, 8))}"
    let file = try Safetensors(Self.file(header, [1, 2, 3, 4, 0, 0, 0x80, 0x3F]))
    #expect(file.tensors["b"]?.floats == [1])
    #expect(file.tensors["a"]?.floats == nil && file.tensors["a"]?.bytes == [1, 2, 3, 4])
  }

  @Test func `numbers of 16, 32 and 64 bits are the numbers that they are`() throws {
    let header =
      "{" + Self.entry("half", "F16", "[1]", 0, 2) + "," + Self.entry("brain", "BF16", "[1]", 2, 4)
      + "," + Self.entry("single", "F32", "[1]", 4, 8) + ","
      + Self.entry("double", "F64", "[2]", 8, 24) + "}"
    // -2 as binary16 and as the upper half of binary32, -2, and as binary64 -2 and 1e300.
    let data: [UInt8] =
      [0x00, 0xC0, 0x00, 0xC0, 0, 0, 0x00, 0xC0, 0, 0, 0, 0, 0, 0, 0x00, 0xC0]
      + withUnsafeBytes(of: 1e300.bitPattern.littleEndian) { Array($0) }
    let tensors = try Safetensors(Self.file(header, data)).tensors
    #expect(tensors["half"]?.floats == [-2] && tensors["brain"]?.floats == [-2])
    #expect(tensors["single"]?.floats == [-2])
    #expect(tensors["double"]?.floats == [-2, .infinity])
  }

  @Test func `empty tensors stand before, between and behind others, whatever they are called`()
    throws
  {
    let data: [UInt8] = [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40]
    for names in [["a", "b", "c"], ["c", "b", "a"], ["b", "c", "a"], ["x", "y", "z"]] {
      for place in [0, 4, 8] {
        let entries = [
          Self.entry(names[0], "F32", "[0]", place, place),
          Self.entry(names[1], "F32", "[1]", 0, 4), Self.entry(names[2], "F32", "[1]", 4, 8),
          Self.entry("\(names[0])2", "I64", "[3,0,5]", place, place),
        ]
        for order in [entries, entries.reversed()] {
          let header = "{\(order.joined(separator: ","))}"
          let file = try Safetensors(Self.file(header, data))
          #expect(file.tensors[names[0]]?.floats == [] && file.tensors[names[1]]?.floats == [1])
          #expect(file.tensors[names[2]]?.floats == [2])
        }
      }
      // One that begins within another belongs nowhere.
      let bad = [
        Self.entry(names[0], "F32", "[0]", 2, 2), Self.entry(names[1], "F32", "[2]", 0, 8),
      ]
      #expect(throws: PolicyFileError.self) {
        try Safetensors(Self.file("{\(bad.joined(separator: ","))}", data))
      }
    }
  }

  @Test(arguments: [
    ("null", [:]), ("{}", [:]), ("{\"a\":\"b\"}", ["a": "b"]),
    ("{\"a\":null,\"b\":\"\\u00fc\\ud83d\\ude00\\n\\/\"}", ["b": "ü😀\n/"]),
    ("{\"steps\":3,\"done\":true}", ["steps": "3", "done": "true"]),
    ("{\"actions\":[\"UP\", {\"x\": -1.5e3}]}", ["actions": "[\"UP\", {\"x\": -1.5e3}]"]),
  ])
  func `metadata are strings, none, or what stands there`(
    json: String,
    metadata: [String: String]
  ) throws {
    let header = " {\"__metadata__\" : \(json) ,\(Self.entry("a", "F32", "[]", 0, 4))}  \n"
    let file = try Safetensors(Self.file(header, [0, 0, 0x80, 0x3F]))
    #expect(file.metadata == metadata)
    #expect(file.tensors["a"]?.shape == [] && file.tensors["a"]?.floats == [1])
  }

  @Test func `what a later version of the format adds is skipped`() throws {
    let entry =
      "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"strides\":[1,[{}]],\"x\":null}"
    let file = try Safetensors(Self.file("{\"a\":\(entry)}", [0, 0, 0, 0]))
    #expect(file.tensors["a"]?.floats == [0])
  }

  @Test(arguments: ["[", "{\"a\":", "{\"__metadata__\":{\"a\":", "{\"a\":{\"x\":["])
  func `however deep a header is nested, it is an error`(start: String) {
    for count in [1, 100, 1000, 1_000_000] {
      let last = start.last == "[" ? "[" : "{\"a\":"
      let header = start + String(repeating: last, count: count)
      #expect(throws: PolicyFileError.self) { try Safetensors(Self.file(header)) }
    }
  }

  @Test func `a header has at most the reference implementation's hundred million bytes`() throws {
    func error(_ length: Int) throws -> String {
      let bytes = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + [0x7B, 0x7D]
      return "\(try #require(throws: PolicyFileError.self) { try Safetensors(bytes) })"
    }
    #expect(try error(100_000_000).contains("truncated"))
    #expect(try error(100_000_001).contains("100000001 bytes"))
    #expect(try error(1).contains("1 bytes"))
  }

  @Test func `tensors that nobody wants are checked and left out`() throws {
    let header = "{\(Self.entry("a", "F32", "[1]", 0, 4)),\(Self.entry("b", "F32", "[1]", 4, 8))}"
    let bytes = Self.file(header, [0, 0, 0x80, 0x3F, 0, 0, 0, 0])
    #expect(try Safetensors(bytes, wanted: { $0 == "a" }).tensors.keys.sorted() == ["a"])
    #expect(throws: PolicyFileError.self) {
      try Safetensors(Array(bytes.dropLast()), wanted: { $0 == "a" })
    }
  }

  @Test func `only what is damaged is called so`() throws {
    func error(_ header: String, _ data: [UInt8]) throws -> String {
      let bytes = Self.file(header, data)
      return
        "\(try #require(throws: PolicyFileError.self) { try PolicyFile.policy(from: Safetensors(bytes)) })"
    }
    let four: [UInt8] = [0, 0, 0, 0]
    let word = try error("{\(Self.entry("hidden.weight", "I32", "[1,1]", 0, 4))}", four)
    #expect(word.contains("has the type I32") && !word.contains("damaged"))
    #expect(try !error("{\(Self.entry("a", "F32", "[1]", 0, 4))}", four).contains("damaged"))
    #expect(try !error("{}", []).contains("damaged"))
    #expect(try !error("hello", []).contains("damaged"))
    #expect(try error("{\(Self.entry("a", "F32", "[2]", 0, 4))}", four).contains("damaged"))
    #expect(try error("{\(Self.entry("a", "F32", "[1]", 0, 4))}", four + four).contains("damaged"))
  }
}
