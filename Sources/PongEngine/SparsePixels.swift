/// A pixel of a sparse picture that is not 0: its index, and whether it is +1 or -1.
public struct SparsePixel: Hashable, Sendable {
  /// The index in bits 0...14, and the sign, 1 for -1, in bit 15.
  public let rawValue: UInt16

  /// The pixel at `index`, at most 32,767, with the value +1 or -1.
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
  /// The most pixels that one call writes: more than a few dozen only long after a time-out.
  public static let maximumSparsePixels = count

  /// The pixels of this frame minus those of `previous`: the article's difference frame.
  public func difference(from previous: PreprocessedFrame) -> [SparsePixel] {
    Self.list { writeDifference(from: previous, into: $0) }
  }

  /// The pixels of this frame that are 1.
  public func sparse() -> [SparsePixel] {
    Self.list { writeSparse(into: $0) }
  }

  /// Writes the pixels in which this frame differs from `previous`, each once, in an order that
  /// depends on the two frames alone.
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
        list.append(row: 0, column: index, isNegative: value == 0)
      }
      return list.count
    }
    if hidesBallInBat || previous.hidesBallInBat {
      writeColumns(from: previous, into: &list)
      return list.count
    }
    list.append(leftBat, minus: previous.leftBat, column: Self.leftBatColumn, columns: 2)
    list.append(rightBat, minus: previous.rightBat, column: Self.rightBatColumn, columns: 2)
    if ballColumn == previous.ballColumn {
      list.append(ball, minus: previous.ball, column: Int(ballColumn), columns: 1)
    } else {
      list.append(ball, column: Int(ballColumn), isNegative: false)
      list.append(previous.ball, column: Int(previous.ballColumn), isNegative: true)
    }
    return list.count
  }

  /// Writes the pixels of this frame that are 1, each once.
  ///
  /// - Parameter pixels: Room for ``maximumSparsePixels``.
  /// - Returns: The number of pixels written.
  public func writeSparse(into pixels: UnsafeMutablePointer<SparsePixel>) -> Int {
    var empty = self
    empty.leftBat.end = leftBat.start
    empty.rightBat.end = rightBat.start
    empty.ball.end = ball.start
    empty.hue = 0
    return writeDifference(from: empty, into: pixels)
  }

  /// Whether ball and bat share a column, so that their pixels may coincide.
  @inline(__always)
  private var hidesBallInBat: Bool {
    ball.start != ball.end && (ballColumn &- 8 < 2 || ballColumn &- 70 < 2)
  }

  /// The slow way for a ball in a bat's columns: one pixel after the other.
  @inline(never)
  private func writeColumns(from previous: PreprocessedFrame, into list: inout PixelWriter) {
    let bats = [8, 9, 70, 71]
    let balls = [Int(ballColumn), Int(previous.ballColumn)]
    var columns = bats
    for column in balls where !columns.contains(column) {
      columns.append(column)
    }
    for column in columns {
      for row in 0..<Self.side {
        let isLit = shows(row: row, column: column)
        if isLit != previous.shows(row: row, column: column) {
          list.append(row: row, column: column, isNegative: !isLit)
        }
      }
    }
  }

  private func shows(row: Int, column: Int) -> Bool {
    func covers(_ stretch: Stretch) -> Bool {
      row >= Int(stretch.start) && row < Int(stretch.end)
    }
    return column >> 1 == 4 && covers(leftBat) || column >> 1 == 35 && covers(rightBat)
      || column == Int(ballColumn) && covers(ball)
  }

  private static func list(
    _ write: (UnsafeMutablePointer<SparsePixel>) -> Int
  ) -> [SparsePixel] {
    [SparsePixel](unsafeUninitializedCapacity: maximumSparsePixels) { buffer, count in
      count = buffer.baseAddress.map(write) ?? 0
    }
  }
}

/// A list of pixels being written.
private struct PixelWriter {
  private let pixels: UnsafeMutablePointer<SparsePixel>
  private(set) var count = 0

  init(_ pixels: UnsafeMutablePointer<SparsePixel>) {
    self.pixels = pixels
  }

  @inline(__always)
  mutating func append(row: Int, column: Int, isNegative: Bool) {
    pixels[count] = SparsePixel(
      index: row * PreprocessedFrame.side + column,
      isNegative: isNegative
    )
    count += 1
  }

  /// Appends the pixels of `stretch` in `column`.
  @inline(__always)
  mutating func append(
    _ stretch: PreprocessedFrame.Stretch,
    column: Int,
    isNegative: Bool
  ) {
    append(rows: Int(stretch.start), Int(stretch.end), column, 1, isNegative)
  }

  /// Appends what `stretch` has and `other` has not as +1, and the reverse as -1.
  @inline(__always)
  mutating func append(
    _ stretch: PreprocessedFrame.Stretch,
    minus other: PreprocessedFrame.Stretch,
    column: Int,
    columns: Int
  ) {
    let (start, end) = (Int(stretch.start), Int(stretch.end))
    let (otherStart, otherEnd) = (Int(other.start), Int(other.end))
    append(rows: start, min(end, otherStart), column, columns, false)
    append(rows: max(start, otherEnd), end, column, columns, false)
    append(rows: otherStart, min(otherEnd, start), column, columns, true)
    append(rows: max(otherStart, end), otherEnd, column, columns, true)
  }

  @inline(__always)
  private mutating func append(
    rows start: Int,
    _ end: Int,
    _ column: Int,
    _ columns: Int,
    _ isNegative: Bool
  ) {
    var row = start
    while row < end {
      append(row: row, column: column, isNegative: isNegative)
      if columns == 2 {
        append(row: row, column: column + 1, isNegative: isNegative)
      }
      row += 1
    }
  }
}
