/// A line of text in several styles.
struct StyledText: Hashable, Sendable {
  /// A piece of it in one style.
  struct Span: Hashable, Sendable {
    var text: String
    var style: Style
  }

  /// The pieces from left to right.
  private(set) var spans: [Span] = []

  /// Makes an empty line.
  init() {}

  /// Makes a line in one style.
  init(_ text: String, _ style: Style) {
    spans = [Span(text: text, style: style)]
  }

  /// Makes a line of parts with gaps between them, without those that do not fit in `room` cells.
  init(_ parts: [StyledText], gap: StyledText, fitting room: Int) {
    for part in parts {
      let gap = spans.isEmpty ? StyledText() : gap
      guard width + gap.width + part.width <= room else { break }
      spans += gap.spans + part.spans
    }
  }

  /// Adds a piece at the right.
  mutating func append(_ text: String, _ style: Style) {
    spans.append(Span(text: text, style: style))
  }

  /// The line with a piece added at the right.
  func adding(_ text: String, _ style: Style) -> StyledText {
    var line = self
    line.append(text, style)
    return line
  }

  /// The line without what does not fit in `width` cells.
  func cut(to width: Int) -> StyledText {
    var line = StyledText()
    for span in spans where line.width < width {
      let room = width - line.width
      line.append(
        String(String.UnicodeScalarView(span.text.unicodeScalars.prefix(room))),
        span.style
      )
    }
    return line
  }

  /// The width in cells.
  var width: Int {
    spans.reduce(0) { $0 + $1.text.unicodeScalars.count }
  }
}

extension String {
  /// The text cut to `width` characters, the last of them then being an ellipsis.
  func cut(to width: Int) -> String {
    guard unicodeScalars.count > width else { return self }
    guard width > 0 else { return "" }
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: unicodeScalars.prefix(width - 1))
    scalars.append("…")
    return String(scalars)
  }

  /// The end of the text, `width` characters, the first of them then being an ellipsis.
  func end(of width: Int) -> String {
    guard unicodeScalars.count > width else { return self }
    guard width > 0 else { return "" }
    return "…" + String(String.UnicodeScalarView(unicodeScalars.suffix(width - 1)))
  }

  /// The text with spaces before it, `width` characters wide.
  func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - unicodeScalars.count)) + self
  }

  /// The text with spaces after it, `width` characters wide.
  func rightPadded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - unicodeScalars.count))
  }
}
