/// The characters that a chart in the terminal is made of, and so how fine it is.
public enum ChartGlyphs: String, CaseIterable, Hashable, Sendable {
  /// Braille patterns: two by four dots a cell. Some fonts lack them.
  case braille
  /// Quarter blocks: two by two dots a cell.
  case blocks
  /// Letters and signs that every terminal has: one mark a cell, another for every series.
  case ascii

  /// Those that go with the characters of a court: braille with half blocks, which leave the choice
  /// to us, and quarter blocks where these were asked for.
  public init(_ glyphs: GlyphSet) {
    switch glyphs {
    case .ascii: self = .ascii
    case .half: self = .braille
    case .quarter: self = .blocks
    }
  }

  /// Dots side by side in a cell.
  var across: Int {
    self == .ascii ? 1 : 2
  }

  /// Dots one above the other in a cell.
  var down: Int {
    switch self {
    case .braille: 4
    case .blocks: 2
    case .ascii: 1
    }
  }

  /// The cell whose dots are set that `bits` says: bit `row * across + column`.
  func character(_ bits: UInt8, of series: Chart.Series) -> Unicode.Scalar {
    switch (self, series.shape) {
    case (.ascii, _): return mark(of: series)
    case (.blocks, .band): return "░"
    case (.blocks, _): return Self.quarters[Int(bits & 15)]
    case (.braille, _):
      // Unicode counts the upper three rows column by column, and the fourth row after them.
      let places: [UInt32] = [0, 3, 1, 4, 2, 5, 6, 7]
      var pattern: UInt32 = 0x2800
      for (bit, place) in places.enumerated() where bits >> UInt8(bit) & 1 == 1 {
        pattern |= 1 << place
      }
      return Unicode.Scalar(pattern) ?? " "
    }
  }

  /// The sign of a series in the legend and, of letters, in the chart.
  func mark(of series: Chart.Series) -> Unicode.Scalar {
    switch (series.shape, self == .ascii) {
    case (.dots, true): return "."
    case (.dots, false): return "•"
    case (.band, true): return ":"
    case (.band, false): return "░"
    case (.line, true):
      let letters: [Unicode.Scalar] = ["*", "o", "+", "x", "%", "@"]
      return series.isFaint ? "-" : letters[series.color.modulo(letters.count)]
    case (.line, false): return series.isFaint ? "╌" : "━"
    }
  }

  /// The blocks whose quarters are lit by the bits, from the lowest: upper left, upper right, lower
  /// left, lower right.
  private static let quarters: [Unicode.Scalar] = [
    " ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█",
  ]
}

extension Int {
  /// The remainder that is never negative.
  func modulo(_ divisor: Int) -> Int {
    let rest = self % divisor
    return rest < 0 ? rest + divisor : rest
  }
}
