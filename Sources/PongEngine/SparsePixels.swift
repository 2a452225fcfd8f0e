/// A pixel of a sparse picture that is not 0: its index, and whether it is +1 or -1.
public struct SparsePixel: Hashable, Sendable {
  /// The index in bits 0 to 14; bit 15 is set for -1.
  public let rawValue: UInt16

  /// Makes a pixel.
  ///
  /// - Parameters:
  ///   - index: Its row-major index, 0 to 32,767.
  ///   - isNegative: Whether it is -1.
  @inlinable
  public init(index: Int, isNegative: Bool = false) {
    rawValue = UInt16(truncatingIfNeeded: index) | (isNegative ? 0x8000 : 0)
  }

  /// The row-major index of the pixel.
  @inlinable
  public var index: Int {
    Int(rawValue & 0x7FFF)
  }

  /// Whether the pixel is -1 and not +1.
  @inlinable
  public var isNegative: Bool {
    rawValue & 0x8000 != 0
  }
}

extension PreprocessedFrame {
  /// The number of pixels that ``writeDifference(from:into:)`` needs room for.
  ///
  /// More than a few dozen are written only long after a time-out, when the colours drift.
  public static let maximumSparsePixels = count + PixelWriter.slack

  /// The difference frame: the pixels of this frame minus those of `previous`, without zeros.
  public func difference(from previous: PreprocessedFrame) -> [SparsePixel] {
    [SparsePixel](unsafeUninitializedCapacity: Self.maximumSparsePixels) { buffer, count in
      count = buffer.baseAddress.map { writeDifference(from: previous, into: $0) } ?? 0
    }
  }

  /// Writes what ``difference(from:)`` returns: each pixel once, in an order that depends on the two
  /// frames alone.
  ///
  /// - Parameters:
  ///   - previous: The frame to subtract.
  ///   - pixels: Room for ``maximumSparsePixels``.
  /// - Returns: The number of pixels written.
  public func writeDifference(
    from previous: PreprocessedFrame,
    into pixels: UnsafeMutablePointer<SparsePixel>
  ) -> Int {
    var list = PixelWriter(pixels)
    guard isPlain, previous.isPlain else {
      let before = previous.pixels()
      for (index, value) in self.pixels().enumerated() where value != before[index] {
        list.append(index: index, isNegative: value == 0)
      }
      return list.count
    }
    if hidesBallInBat || previous.hidesBallInBat {
      writeColumns(from: previous, into: &list)
      return list.count
    }
    list.append(bat: leftBat, minus: previous.leftBat, column: Self.leftBatColumn)
    list.append(bat: rightBat, minus: previous.rightBat, column: Self.rightBatColumn)
    if ballColumn == previous.ballColumn {
      list.append(ball: ball, minus: previous.ball, column: ballColumn)
    } else {
      list.append(ball: ball, column: ballColumn, isNegative: false)
      list.append(ball: previous.ball, column: previous.ballColumn, isNegative: true)
    }
    return list.count
  }

  /// Whether ball and bat share a column, so that their pixels may coincide.
  @inline(__always)
  private var hidesBallInBat: Bool {
    ball.start != ball.end && Self.isBat(Int(ballColumn))
  }

  /// The difference where ball and bat share a column and pixels coincide: whole columns as bits.
  @inline(never)
  private func writeColumns(from previous: PreprocessedFrame, into list: inout PixelWriter) {
    func write(_ column: Int) {
      let new = bits(ofColumn: column)
      let old = previous.bits(ofColumn: column)
      list.append(new & ~old, column: column, isNegative: false)
      list.append(old & ~new, column: column, isNegative: true)
    }
    write(Self.leftBatColumn)
    write(Self.leftBatColumn + 1)
    write(Self.rightBatColumn)
    write(Self.rightBatColumn + 1)
    let (column, before) = (Int(ballColumn), Int(previous.ballColumn))
    if !Self.isBat(column) {
      write(column)
    }
    if before != column, !Self.isBat(before) {
      write(before)
    }
  }

  @inline(__always)
  private static func isBat(_ column: Int) -> Bool {
    column >> 1 == leftBatColumn >> 1 || column >> 1 == rightBatColumn >> 1
  }

  /// The pixels of one column, bit r for row r.
  private func bits(ofColumn column: Int) -> UInt128 {
    var bits: UInt128 = 0
    if column >> 1 == Self.leftBatColumn >> 1 {
      bits = leftBat.bits
    } else if column >> 1 == Self.rightBatColumn >> 1 {
      bits = rightBat.bits
    }
    return column == Int(ballColumn) ? bits | ball.bits : bits
  }
}

/// A list of pixels being written, without branches on how far a bat has moved, which no processor
/// can predict.
///
/// A stretch has at most 8 rows of 2 pixels: one vector holds it, is stored whole, and the count says
/// how many of its pixels belong to the list.
struct PixelWriter {
  private let pixels: UnsafeMutableRawPointer
  private(set) var count = 0

  /// The most pixels that a store writes beyond the list's end.
  static let slack = 16
  private static let sign: UInt16 = 0x8000

  init(_ pixels: UnsafeMutablePointer<SparsePixel>) {
    self.pixels = UnsafeMutableRawPointer(pixels)
  }

  /// Appends the rows whose bits are set.
  mutating func append(_ rows: UInt128, column: Int, isNegative: Bool) {
    var rest = rows
    while rest != 0 {
      append(index: rest.trailingZeroBitCount * 80 + column, isNegative: isNegative)
      rest &= rest &- 1
    }
  }

  mutating func append(index: Int, isNegative: Bool) {
    let pixel = SparsePixel(index: index, isNegative: isNegative)
    pixels.storeBytes(of: pixel.rawValue, toByteOffset: count * 2, as: UInt16.self)
    count += 1
  }

  /// Appends the ball's pixels.
  @inline(__always)
  mutating func append(ball: PreprocessedFrame.Stretch, column: UInt8, isNegative: Bool) {
    append(column: Int(column), rows: Int(ball.start), Int(ball.end), isNegative: isNegative)
  }

  /// Appends what a ball has and another in the same column has not, and the reverse as -1.
  @inline(__always)
  mutating func append(
    ball: PreprocessedFrame.Stretch,
    minus other: PreprocessedFrame.Stretch,
    column: UInt8
  ) {
    forEachDifference(ball, other) { writer, start, end, isNegative in
      writer.append(column: Int(column), rows: start, end, isNegative: isNegative)
    }
  }

  /// Appends what a bat has and another has not as +1, and the reverse as -1.
  @inline(__always)
  mutating func append(
    bat: PreprocessedFrame.Stretch,
    minus other: PreprocessedFrame.Stretch,
    column: Int
  ) {
    forEachDifference(bat, other) { writer, start, end, isNegative in
      writer.append(columnsFrom: column, rows: start, end, isNegative: isNegative)
    }
  }

  /// Calls `body` with the four stretches, most of them empty, in which two stretches differ.
  @inline(__always)
  private mutating func forEachDifference(
    _ stretch: PreprocessedFrame.Stretch,
    _ other: PreprocessedFrame.Stretch,
    _ body: (inout PixelWriter, _ start: Int, _ end: Int, _ isNegative: Bool) -> Void
  ) {
    let (start, end) = (Int(stretch.start), Int(stretch.end))
    let (otherStart, otherEnd) = (Int(other.start), Int(other.end))
    body(&self, start, min(end, otherStart), false)
    body(&self, max(start, otherEnd), end, false)
    body(&self, otherStart, min(otherEnd, start), true)
    body(&self, max(otherStart, end), otherEnd, true)
  }

  /// Appends rows `start..<end`, at most 8, of two columns.
  @inline(__always)
  private mutating func append(
    columnsFrom column: Int,
    rows start: Int,
    _ end: Int,
    isNegative: Bool
  ) {
    let pattern = SIMD16<UInt16>(
      0,
      1,
      80,
      81,
      160,
      161,
      240,
      241,
      320,
      321,
      400,
      401,
      480,
      481,
      560,
      561
    )
    let first = UInt16(truncatingIfNeeded: start &* 80 &+ column) | (isNegative ? Self.sign : 0)
    pixels.storeBytes(of: pattern &+ first, toByteOffset: count &* 2, as: SIMD16<UInt16>.self)
    count &+= 2 &* max(0, end &- start)
  }

  /// Appends rows `start..<end`, at most 4, of one column.
  @inline(__always)
  private mutating func append(
    column: Int,
    rows start: Int,
    _ end: Int,
    isNegative: Bool
  ) {
    let pattern = SIMD4<UInt16>(0, 80, 160, 240)
    let first = UInt16(truncatingIfNeeded: start &* 80 &+ column) | (isNegative ? Self.sign : 0)
    pixels.storeBytes(of: pattern &+ first, toByteOffset: count &* 2, as: SIMD4<UInt16>.self)
    count &+= max(0, end &- start)
  }
}
