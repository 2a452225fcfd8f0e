/// Says what a terminal must be sent so that it shows a surface: text with ECMA-48's sequences.
///
/// Colours and characters are brought within what the terminal has, as the program itself does.
public struct ANSIPainter: Sendable {
  private let depth: ColorDepth
  private let usesUnicode: Bool
  /// What the terminal shows; nil if nobody knows.
  private var shown: Surface?
  /// The style in force in the terminal.
  private var style: Style?

  /// Makes a painter for a terminal with these abilities.
  public init(depth: ColorDepth, usesUnicode: Bool = true) {
    self.depth = depth
    self.usesUnicode = usesUnicode
  }

  /// The text that changes what the last call left into `surface`; empty if it is the same.
  public mutating func changes(to surface: Surface) -> String {
    var text = ""
    let isKnown = shown?.columns == surface.columns && shown?.rows == surface.rows
    if !isKnown {
      text += "\u{1B}[0m\u{1B}[2J"
      style = nil
    }
    let old = isKnown ? shown : nil
    for row in 0..<surface.rows {
      var cursor: Int?
      for column in 0..<surface.columns {
        let index = row * surface.columns + column
        if let old, old.cells[index] == surface.cells[index] { continue }
        if cursor != column { text += "\u{1B}[\(row + 1);\(column + 1)H" }
        text += put(surface.cells[index])
        cursor = column + 1
      }
    }
    shown = surface
    return text
  }

  /// The surface as lines of text for the end of a terminal's output, blanks at their ends left out.
  public mutating func lines(of surface: Surface) -> [String] {
    (0..<surface.rows).map { row in
      var cells = surface.cells[row * surface.columns..<(row + 1) * surface.columns]
      while let last = cells.last, last.scalar == " ", last.style.background == .standard,
        !last.style.attributes.contains(.reverse)
      {
        cells.removeLast()
      }
      style = .plain
      let text = cells.map { put($0) }.joined()
      return style == .plain ? text : text + "\u{1B}[0m"
    }
  }

  /// A cell at the cursor, its style first if it is another.
  private mutating func put(_ cell: Cell) -> String {
    var cell = cell
    if depth == .mono { cell = cell.withoutColor }
    if !usesUnicode { cell = cell.withoutUnicode }
    let character = String(Character(cell.scalar))
    guard cell.style != style else { return character }
    style = cell.style
    return sequence(for: cell.style) + character
  }

  /// The sequence that sets a style, whatever was in force.
  private func sequence(for style: Style) -> String {
    var codes = ["0"]
    if style.attributes.contains(.bold) { codes.append("1") }
    if style.attributes.contains(.dim) { codes.append("2") }
    if style.attributes.contains(.reverse) { codes.append("7") }
    codes += code(of: style.foreground, from: 30)
    codes += code(of: style.background, from: 40)
    return "\u{1B}[\(codes.joined(separator: ";"))m"
  }

  private func code(of color: Color, from base: Int) -> [String] {
    guard case .rgb(let red, let green, let blue) = color,
      let index = depth.index(red: red, green: green, blue: blue)
    else { return [] }
    switch depth {
    case .mono: return []
    case .ansi8: return ["\(base + index)"]
    case .ansi16: return ["\(index < 8 ? base + index : base + 60 + index - 8)"]
    case .indexed256: return ["\(base + 8)", "5", "\(index)"]
    case .truecolor: return ["\(base + 8)", "2", "\(red)", "\(green)", "\(blue)"]
    }
  }
}
