/// A reader of one line of JSON that is an object (RFC 8259), by hand: an answer is read thousands of
/// times a second, and nothing is allocated for it.
///
/// Members of no interest may hold anything, nested objects and arrays too, of which only the
/// brackets and strings are looked at.
struct JSONLine {
  /// Where a string stands, without its quotes.
  typealias Text = Range<Int>

  /// A member's value.
  enum Value {
    case string(Text)
    case number(Double)
    case truth(Bool)
    /// `null`, an object or an array.
    case other
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// Reads the line, and hands its members to the body in order.
  mutating func readObject(
    _ member: (JSONLine, _ key: Text, Value) throws(ProgramReply.Fault) -> Void
  ) throws(ProgramReply.Fault) {
    try expect("{")
    if !take("}") {
      repeat {
        skipSpace()
        let key = try readString()
        try expect(":")
        let value = try readValue()
        try member(self, key, value)
      } while take(",")
      try expect("}")
    }
    skipSpace()
    guard position == bytes.count else { throw .notAnObject }
  }

  // MARK: Texts

  /// Whether a string of the line is `text`, which needs no escapes.
  func text(_ range: Text, is text: StaticString) -> Bool {
    range.count == text.utf8CodeUnitCount
      && UnsafeBufferPointer(rebasing: bytes[range])
        .elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: range.count))
  }

  /// Whether a string of the line is `text`, which needs no escapes.
  func text(_ range: Text, is text: String) -> Bool {
    bytes[range].elementsEqual(text.utf8)
  }

  /// A string of the line, its escapes resolved.
  func string(_ range: Text) -> String {
    var units: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "\\"), index < range.upperBound else {
        units.append(byte)
        continue
      }
      let escape = bytes[index]
      index += 1
      switch escape {
      case UInt8(ascii: "n"): units.append(0x0A)
      case UInt8(ascii: "t"): units.append(0x09)
      case UInt8(ascii: "r"): units.append(0x0D)
      case UInt8(ascii: "b"): units.append(0x08)
      case UInt8(ascii: "f"): units.append(0x0C)
      case UInt8(ascii: "u"): units.append(contentsOf: scalar(at: &index, before: range.upperBound))
      default: units.append(escape)
      }
    }
    return String(decoding: units, as: UTF8.self)
  }

  /// The character of a `\u` escape's four digits, or of a surrogate pair of such escapes, in UTF-8.
  private func scalar(at index: inout Int, before end: Int) -> [UInt8] {
    func unit(at index: Int) -> UInt16? {
      guard index + 4 <= end else { return nil }
      return UInt16(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
    }
    let replacement = Array("\u{FFFD}".utf8)
    guard let first = unit(at: index) else { return replacement }
    index += 4
    if let scalar = Unicode.Scalar(first) { return Array(String(Character(scalar)).utf8) }
    guard index + 6 <= end, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u"), let second = unit(at: index + 2),
      UTF16.isLeadSurrogate(first), UTF16.isTrailSurrogate(second)
    else { return replacement }
    index += 6
    return Array(String(decoding: [first, second], as: UTF16.self).utf8)
  }

  // MARK: Scanning

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0D].contains(bytes[position]) { position += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(ProgramReply.Fault) {
    guard take(character) else { throw .notAnObject }
  }

  private mutating func readString() throws(ProgramReply.Fault) -> Text {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
      throw .notAnObject
    }
    let start = position + 1
    var index = start
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      guard bytes[index] >= 0x20 else { throw .notAnObject }
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard index < bytes.count else { throw .notAnObject }
    position = index + 1
    return start..<index
  }

  private mutating func readValue() throws(ProgramReply.Fault) -> Value {
    skipSpace()
    guard position < bytes.count else { throw .notAnObject }
    switch bytes[position] {
    case UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      try skipNested()
      return .other
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try readNumber())
    default: return try readWord()
    }
  }

  private mutating func readWord() throws(ProgramReply.Fault) -> Value {
    let words: [(StaticString, Value)] = [
      ("true", .truth(true)), ("false", .truth(false)), ("null", .other),
    ]
    for (word, value) in words {
      let end = position + word.utf8CodeUnitCount
      if end <= bytes.count, text(position..<end, is: word) {
        position = end
        return value
      }
    }
    throw .notAnObject
  }

  private mutating func readNumber() throws(ProgramReply.Fault) -> Double {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    var whole = 0
    while position < bytes.count, position - start < 16,
      case UInt8(ascii: "0")...UInt8(ascii: "9") = bytes[position]
    {
      whole = whole * 10 + Int(bytes[position] - UInt8(ascii: "0"))
      position += 1
    }
    let isNegative = bytes[start] == UInt8(ascii: "-")
    let hasDigits = position > start + (isNegative ? 1 : 0)
    if hasDigits, position == bytes.count || !Self.continuesNumber(bytes[position]) {
      return Double(isNegative ? -whole : whole)
    }
    while position < bytes.count, Self.continuesNumber(bytes[position]) { position += 1 }
    guard
      hasDigits, let number = Double(String(decoding: bytes[start..<position], as: UTF8.self))
    else { throw .notAnObject }
    return number
  }

  private static func continuesNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "e"),
      UInt8(ascii: "E"), UInt8(ascii: "+"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// Skips an object or an array.
  private mutating func skipNested() throws(ProgramReply.Fault) {
    var depth = 0
    repeat {
      guard position < bytes.count else { throw .notAnObject }
      switch bytes[position] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        position += 1
      case UInt8(ascii: "\""): _ = try readString()
      default: position += 1
      }
    } while depth > 0
  }
}
