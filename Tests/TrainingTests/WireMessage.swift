import Foundation
import Testing

/// A message in protocol buffers' wire format, taken apart: what event files are made of.
struct WireMessage {
  private(set) var fields: [(number: Int, bytes: [UInt8], integer: UInt64)] = []

  init(_ bytes: some Sequence<UInt8>) throws {
    var rest = Array(bytes)[...]
    func varint() throws -> UInt64 {
      var (value, shift) = (UInt64(0), UInt64(0))
      while true {
        let next = rest.popFirst()
        let byte = try #require(next)
        value |= UInt64(byte & 0x7F) << shift
        shift += 7
        if byte < 0x80 { return value }
      }
    }
    func take(_ count: Int) throws -> [UInt8] {
      try #require(rest.count >= count)
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
    while !rest.isEmpty {
      let key = try varint()
      let number = Int(key >> 3)
      switch key & 7 {
      case 0: fields.append((number, [], try varint()))
      case 1: fields.append((number, try take(8), 0))
      case 2: fields.append((number, try take(Int(try varint())), 0))
      default: fields.append((number, try take(4), 0))
      }
    }
  }

  /// The bytes of all fields of a number.
  func all(_ number: Int) -> [[UInt8]] { fields.filter { $0.number == number }.map(\.bytes) }

  func message(_ number: Int) throws -> WireMessage {
    try WireMessage(#require(all(number).first))
  }

  func string(_ number: Int) throws -> String {
    String(decoding: try #require(all(number).first), as: UTF8.self)
  }

  func integer(_ number: Int) throws -> Int {
    Int(try #require(fields.first { $0.number == number }).integer)
  }

  func double(_ number: Int) throws -> Double { try #require(try doubles(number).first) }

  func doubles(_ number: Int) throws -> [Double] {
    let bytes = try #require(all(number).first)
    return stride(from: 0, to: bytes.count, by: 8).map { start in
      Double(bitPattern: bytes[start..<start + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }
  }

  func float(_ number: Int) throws -> Float {
    let bytes = try #require(all(number).first)
    return Float(bitPattern: bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) })
  }

  /// The events of the only event file in a directory.
  static func events(in directory: URL) throws -> [WireMessage] {
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
      .filter { $0.hasPrefix("events.out.tfevents.") }
    try #require(names.count == 1)
    var rest = Array(try Data(contentsOf: directory.appendingPathComponent(names[0])))[...]
    var events: [WireMessage] = []
    while !rest.isEmpty {
      let length = rest.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
      try #require(rest.count >= 16 + length)
      events.append(try WireMessage(rest.dropFirst(12).prefix(length)))
      rest = rest.dropFirst(16 + length)
    }
    return events
  }

  /// An event's values by their tags, each with the event's step.
  static func summaries(in directory: URL) throws -> [(tag: String, step: Int, value: WireMessage)]
  {
    try events(in: directory).flatMap { event in
      try event.all(5).flatMap { summary in
        try WireMessage(summary).all(1).map { bytes in
          let value = try WireMessage(bytes)
          return (try value.string(1), try event.integer(2), value)
        }
      }
    }
  }
}
