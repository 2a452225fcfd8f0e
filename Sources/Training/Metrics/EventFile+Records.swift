import Checksums

extension EventFile {
  /// A record of an event file.
  struct Record {
    /// What an event holds.
    enum Content: Equatable {
      /// Scalars.
      case scalars
      /// A histogram or picture, with its tag.
      case summary(String)
      /// Something else, such as the version.
      case other
    }

    /// Where it is in the file, its length and checks included.
    var range: Range<Int>
    /// The step.
    var step = 0
    /// What it holds.
    var content = Content.other
  }

  /// The records of a file, in order, up to its end or one that is torn or damaged.
  static func records(in bytes: [UInt8]) -> [Record] {
    var records: [Record] = []
    var start = 0
    while start + 12 <= bytes.count {
      let head = bytes[start..<start + 8]
      let length = head.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      guard check(of: head, at: start + 8, in: bytes), length <= UInt64(bytes.count - start - 12)
      else { break }
      let data = start + 12..<start + 12 + Int(length)
      guard data.upperBound + 4 <= bytes.count,
        check(of: bytes[data], at: data.upperBound, in: bytes)
      else { break }
      var record = Record(range: start..<data.upperBound + 4)
      read(bytes[data], into: &record)
      records.append(record)
      start = record.range.upperBound
    }
    return records
  }

  private static func check(of data: ArraySlice<UInt8>, at place: Int, in bytes: [UInt8]) -> Bool {
    let stored = bytes[place..<place + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return stored == masked(RedundancyCheck.crc32c(Array(data)))
  }

  /// Reads an event as far as it matters: its step, and the first value of its summary.
  private static func read(_ event: ArraySlice<UInt8>, into record: inout Record) {
    for field in WireFields(event) {
      if field.number == 2 { record.step = Int(truncatingIfNeeded: field.integer) }
      guard field.number == 5, let entry = WireFields(field.bytes).first(where: { $0.number == 1 })
      else { continue }
      var tag = ""
      var isScalar = false
      for value in WireFields(entry.bytes) {
        if value.number == 1 { tag = String(decoding: value.bytes, as: UTF8.self) }
        if value.number == 2 { isScalar = true }
      }
      record.content = isScalar ? .scalars : .summary(tag)
    }
  }
}

/// The fields of a message in protocol buffers' wire format, up to its end or what is none.
private struct WireFields: Sequence, IteratorProtocol {
  struct Field {
    var number: UInt64
    /// The value of an integer.
    var integer: UInt64 = 0
    /// The bytes of everything else.
    var bytes: ArraySlice<UInt8> = []
  }

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  mutating func next() -> Field? {
    guard let key = integer() else { return nil }
    var field = Field(number: key >> 3)
    switch key & 7 {
    case 0:
      guard let value = integer() else { return nil }
      field.integer = value
    case 1, 5:
      let size = key & 7 == 1 ? 8 : 4
      guard rest.count >= size else { return nil }
      field.bytes = rest.prefix(size)
      rest = rest.dropFirst(size)
    case 2:
      guard let length = integer(), length <= UInt64(rest.count) else { return nil }
      field.bytes = rest.prefix(Int(length))
      rest = rest.dropFirst(Int(length))
    default: return nil
    }
    return field
  }

  private mutating func integer() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard let byte = rest.popFirst() else { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }
}
