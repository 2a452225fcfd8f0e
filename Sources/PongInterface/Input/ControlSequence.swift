/// The numbers of one control sequence while it comes in: `CSI marker values intermediate final`.
///
/// Values are separated by `;`, their parts by `:`. Storage is bounded: a sequence with more parts
/// than any terminal sends, or with two intermediate bytes, is marked as malformed.
struct ControlSequence {
  /// The private marker, one of `<`, `=`, `>`, `?`; or zero.
  private(set) var marker: UInt8 = 0
  /// The intermediate byte, as `$`; or zero.
  private(set) var intermediate: UInt8 = 0
  /// Whether it cannot be what any terminal means.
  private(set) var isMalformed = false

  private var parts: [Part] = []

  private static let maximumParts = 32
  private static let maximumValue = 9_999_999

  private struct Part {
    /// Which of the values it belongs to.
    var index: Int
    /// Which part of that value it is.
    var position: Int
    /// The number; nil where nothing stands.
    var number: Int?
  }

  /// Forgets everything, keeping the storage.
  mutating func reset() {
    marker = 0
    intermediate = 0
    isMalformed = false
    parts.removeAll(keepingCapacity: true)
  }

  /// Whether nothing has come in yet.
  var isEmpty: Bool {
    marker == 0 && intermediate == 0 && parts.isEmpty && !isMalformed
  }

  /// Takes in a byte between the introducer and the final byte: 0x20 to 0x3F.
  mutating func append(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      appendDigit(Int(byte - UInt8(ascii: "0")))
    case UInt8(ascii: ";"):
      appendPart { Part(index: $0.index + 1, position: 0) }
    case UInt8(ascii: ":"):
      appendPart { Part(index: $0.index, position: $0.position + 1) }
    case UInt8(ascii: "<")...UInt8(ascii: "?"):
      isMalformed = isMalformed || !isEmpty
      marker = byte
    default:
      isMalformed = isMalformed || intermediate != 0
      intermediate = byte
    }
  }

  private mutating func appendDigit(_ digit: Int) {
    if parts.isEmpty {
      parts.append(Part(index: 0, position: 0))
    }
    let last = parts.count - 1
    parts[last].number = min((parts[last].number ?? 0) * 10 + digit, Self.maximumValue)
    isMalformed = isMalformed || intermediate != 0
  }

  private mutating func appendPart(_ following: (Part) -> Part) {
    if parts.isEmpty {
      parts.append(Part(index: 0, position: 0))
    }
    guard let last = parts.last, parts.count < Self.maximumParts else {
      isMalformed = true
      return
    }
    parts.append(following(last))
  }

  /// How many values there are; a sequence with none at all has no values.
  var count: Int {
    guard let last = parts.last else { return 0 }
    return last.index + 1
  }

  /// The number at a value's part, or nil where nothing stands.
  func number(_ index: Int, part: Int = 0) -> Int? {
    for candidate in parts where candidate.index == index && candidate.position == part {
      return candidate.number
    }
    return nil
  }

  /// Whether it is the opening bracket of pasted text once a `~` ends it (xterm's mode 2004).
  var isPasteStart: Bool {
    marker == 0 && intermediate == 0 && !isMalformed && count == 1 && number(0) == 200
  }

  /// The first parts of all values, zero where nothing stands.
  var numbers: [Int] {
    (0..<count).map { number($0) ?? 0 }
  }
}
