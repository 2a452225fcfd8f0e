/// Cuts bytes into lines as they come, whatever system wrote them.
///
/// A line ends with LF, with CR and LF, or with a CR alone (as Python's universal newlines have it);
/// other characters that break lines, such as U+2028, belong to a line. A byte order mark at the
/// beginning belongs to none. What follows the last line end is a line too, unless it is empty.
public struct LineSplitter {
  /// How many lines have been cut off.
  public private(set) var count = 0

  /// The bytes of the line that goes on.
  public private(set) var pending: [UInt8] = []

  /// Whether the last byte was a CR, to which a LF belongs.
  private var isBehindReturn = false

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Has cut nothing yet.
  public init() {}

  /// Takes more bytes, and hands on every line that ends in them, without its end.
  ///
  /// - Parameters:
  ///   - bytes: What follows.
  ///   - line: Is given each line; ``count`` is then its number, from 1.
  /// - Throws: What `line` throws.
  public mutating func append<Failure: Error>(
    _ bytes: [UInt8],
    _ line: (_ number: Int, ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    var start = 0
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == 0x0A, isBehindReturn {
        isBehindReturn = false
        start = index + 1
        continue
      }
      isBehindReturn = byte == 0x0D
      guard byte == 0x0A || byte == 0x0D else { continue }
      if pending.isEmpty {
        try cut(bytes[start..<index], line)
      } else {
        pending += bytes[start..<index]
        try cutPending(line)
      }
      start = index + 1
    }
    pending += bytes[start...]
  }

  /// Hands on what stands behind the last line end.
  ///
  /// - Parameter line: Is given it.
  /// - Throws: What `line` throws.
  public mutating func finish<Failure: Error>(
    _ line: (_ number: Int, ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    if !pending.isEmpty { try cutPending(line) }
  }

  private mutating func cutPending<Failure: Error>(
    _ line: (_ number: Int, ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    let whole = pending
    pending.removeAll()
    try cut(whole[...], line)
  }

  private mutating func cut<Failure: Error>(
    _ bytes: ArraySlice<UInt8>,
    _ line: (_ number: Int, ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    count += 1
    let hasMark = count == 1 && bytes.starts(with: Self.mark)
    try line(count, hasMark ? bytes.dropFirst(Self.mark.count) : bytes)
  }
}

extension StringProtocol {
  /// The text's lines, as ``LineSplitter`` cuts them.
  public var lines: [String] {
    var lines: [String] = []
    var splitter = LineSplitter()
    let add = { (_: Int, line: ArraySlice<UInt8>) in
      lines.append(String(decoding: line, as: UTF8.self))
    }
    splitter.append(Array(utf8), add)
    splitter.finish(add)
    return lines
  }
}
