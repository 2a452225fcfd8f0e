/// Reads the JSON (RFC 8259) of a safetensors header value by value.
///
/// No tree is built of it, so that a header of a hundred megabytes takes no more memory than what is
/// kept of it. Nesting has the limit that the reference implementation's parser has, far more than a
/// header needs and far less than a stack holds.
struct HeaderScanner {
  /// How deep values may be nested.
  static let maximumDepth = 128

  private let bytes: [UInt8]
  private let start: Int
  private let end: Int
  private var position: Int
  private var depth = 0
  /// Whether the object or array has just been opened: no comma stands before its first member.
  private var isFirst = false

  /// Scans a part of some bytes.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    start = range.lowerBound
    end = range.upperBound
    position = range.lowerBound
  }

  // MARK: Objects and arrays

  /// Goes into an object; `nextKey()` then tells its members.
  mutating func openObject() throws(PolicyFileError) { try open("{") }

  /// Goes into an array; `nextElement()` then tells whether there is one more.
  mutating func openArray() throws(PolicyFileError) { try open("[") }

  /// Goes to the next member's value; `nil` where the object ends.
  mutating func nextKey() throws(PolicyFileError) -> String? {
    guard try next(before: "}") else { return nil }
    skipSpace()
    let key = try string()
    guard take(":") else { throw notJSON }
    return key
  }

  /// Goes to the next element; false where the array ends.
  mutating func nextElement() throws(PolicyFileError) -> Bool { try next(before: "]") }

  private mutating func open(_ bracket: Unicode.Scalar) throws(PolicyFileError) {
    guard take(bracket) else { throw notJSON }
    guard depth < Self.maximumDepth else {
      throw .notSafetensors("its header is nested more than \(Self.maximumDepth) deep")
    }
    depth += 1
    isFirst = true
  }

  private mutating func next(before bracket: Unicode.Scalar) throws(PolicyFileError) -> Bool {
    let isFirst = isFirst
    self.isFirst = false
    if take(bracket) {
      depth -= 1
      return false
    }
    guard isFirst || take(",") else { throw notJSON }
    return true
  }

  // MARK: Values

  /// What kind of value comes next, by its first character; `nil` at the end.
  mutating func kind() -> Unicode.Scalar? {
    skipSpace()
    return position < end ? Unicode.Scalar(bytes[position]) : nil
  }

  /// Reads a string.
  mutating func string() throws(PolicyFileError) -> String {
    guard take("\"") else { throw notJSON }
    let first = position
    while position < end, bytes[position] != 0x22, bytes[position] != 0x5C, bytes[position] >= 0x20
    {
      position += 1
    }
    guard position < end, bytes[position] == UInt8(ascii: "\\") else {
      return try closed(String(validating: bytes[first..<position], as: UTF8.self))
    }
    var units = Array(bytes[first..<position])
    while position < end, bytes[position] != UInt8(ascii: "\""), bytes[position] >= 0x20 {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\\") { try readEscape(into: &units) } else { units.append(byte) }
    }
    return try closed(String(validating: units, as: UTF8.self))
  }

  private mutating func closed(_ text: String?) throws(PolicyFileError) -> String {
    guard let text, position < end, bytes[position] == UInt8(ascii: "\"") else { throw notJSON }
    position += 1
    return text
  }

  private mutating func readEscape(into units: inout [UInt8]) throws(PolicyFileError) {
    guard position < end else { throw notJSON }
    let escape = bytes[position]
    position += 1
    switch escape {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): units.append(escape)
    case UInt8(ascii: "b"): units.append(0x08)
    case UInt8(ascii: "f"): units.append(0x0C)
    case UInt8(ascii: "n"): units.append(0x0A)
    case UInt8(ascii: "r"): units.append(0x0D)
    case UInt8(ascii: "t"): units.append(0x09)
    case UInt8(ascii: "u"):
      let first = try fourDigits()
      var scalar = Unicode.Scalar(first)
      if (0xD800..<0xDC00).contains(first) {
        guard position + 1 < end, bytes[position] == UInt8(ascii: "\\"),
          bytes[position + 1] == UInt8(ascii: "u")
        else { throw notJSON }
        position += 2
        let second = try fourDigits()
        guard (0xDC00..<0xE000).contains(second) else { throw notJSON }
        scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      }
      guard let scalar else { throw notJSON }
      units += Array(String(Character(scalar)).utf8)
    default: throw notJSON
    }
  }

  private mutating func fourDigits() throws(PolicyFileError) -> UInt32 {
    guard position + 4 <= end else { throw notJSON }
    var value: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw notJSON
      }
      value = value << 4 | UInt32(digit)
    }
    position += 4
    return value
  }

  /// Reads a value; `nil` if it is none of the whole numbers from 0 to 2⁶³ - 1.
  mutating func wholeNumber() throws(PolicyFileError) -> Int? {
    skipSpace()
    let first = position
    try skip()
    var value = 0
    for byte in bytes[first..<position] {
      guard (0x30...0x39).contains(byte) else { return nil }
      let (tens, isTooMuch) = value.multipliedReportingOverflow(by: 10)
      let (sum, isMore) = tens.addingReportingOverflow(Int(byte - 0x30))
      guard !isTooMuch, !isMore else { return nil }
      value = sum
    }
    return value
  }

  /// Skips a value, whatever it is.
  mutating func skip() throws(PolicyFileError) {
    switch kind() {
    case "{":
      try openObject()
      while try nextKey() != nil { try skip() }
    case "[":
      try openArray()
      while try nextElement() { try skip() }
    case "\"": _ = try string()
    case "t": try skip("true")
    case "f": try skip("false")
    case "n": try skip("null")
    default: try skipNumber()
    }
  }

  /// Skips a value, and returns it as it is written.
  mutating func text() throws(PolicyFileError) -> String {
    skipSpace()
    let first = position
    try skip()
    return String(decoding: bytes[first..<position], as: UTF8.self)
  }

  /// Makes sure that nothing but space follows.
  mutating func finish() throws(PolicyFileError) {
    skipSpace()
    guard position == end else { throw notJSON }
  }

  private mutating func skip(_ word: StaticString) throws(PolicyFileError) {
    let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard bytes[position..<end].starts(with: expected) else { throw notJSON }
    position += expected.count
  }

  private mutating func skipNumber() throws(PolicyFileError) {
    skipByte("-")
    if skipByte("0") == nil { guard skipDigits() else { throw notJSON } }
    if skipByte(".") != nil { guard skipDigits() else { throw notJSON } }
    if skipByte("e") ?? skipByte("E") != nil {
      _ = skipByte("+") ?? skipByte("-")
      guard skipDigits() else { throw notJSON }
    }
  }

  /// Skips digits, and says whether there were any.
  private mutating func skipDigits() -> Bool {
    let first = position
    while position < end, (0x30...0x39).contains(bytes[position]) { position += 1 }
    return position > first
  }

  @discardableResult
  private mutating func skipByte(_ character: Unicode.Scalar) -> Void? {
    guard position < end, bytes[position] == UInt8(ascii: character) else { return nil }
    position += 1
    return ()
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    return skipByte(character) != nil
  }

  private mutating func skipSpace() {
    while position < end {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private var notJSON: PolicyFileError {
    .notSafetensors("its header is not JSON, at byte \(position - start) of it")
  }
}
