extension Cell {
  /// The cell as a terminal without colours can show it: light on dark becomes plain or reverse.
  ///
  /// Where text is darker than its ground the two are exchanged, and a half block whose halves are
  /// equally bright becomes a whole or an empty cell.
  public var withoutColor: Cell {
    var cell = Cell(scalar: scalar, style: Style(attributes: style.attributes))
    let ground = style.background.brightness
    let text = style.foreground.brightness
    let groundIsLight = style.background.isLight == true
    switch (text, ground) {
    case (nil, nil): break
    case (let text?, let ground?) where text == ground:
      cell.scalar = " "
      if groundIsLight { cell.style.attributes.formSymmetricDifference(.reverse) }
    case (let text?, let ground?):
      if ground > text { cell.style.attributes.formSymmetricDifference(.reverse) }
    case (nil, _?):
      if groundIsLight { cell.style.attributes.formSymmetricDifference(.reverse) }
    case (_?, nil): break
    }
    return cell
  }

  /// The cell as a terminal without Unicode can show it.
  public var withoutUnicode: Cell {
    guard !scalar.isASCII else { return self }
    var cell = self
    cell.scalar =
      switch scalar {
      case "█", "▉", "▊", "▋", "▐", "▌", "■", "▓": "#"
      case "▀", "▔": "\""
      case "▄", "▂", "▁", "▃": "_"
      case "▒", "░": ":"
      case "─", "━", "═", "╌", "┄", "–", "—", "‐", "−": "-"
      case "│", "┃", "║", "╎", "┆", "┊": "|"
      case "┌", "┐", "└", "┘", "├", "┤", "┬", "┴", "┼", "╭", "╮", "╰", "╯", "╔", "╗", "╚", "╝":
        "+"
      case "●", "○", "◉", "•", "◦", "·", "∙": "o"
      case "▶", "►", "▸", "›", "→", "❯": ">"
      case "◀", "◄", "◂", "‹", "←": "<"
      case "▲", "▴", "↑": "^"
      case "▼", "▾", "↓": "v"
      case "×": "x"
      case "✓": "*"
      case "’", "‘": "'"
      case "“", "”": "\""
      case "…": "."
      default: "?"
      }
    return cell
  }
}

extension Color {
  /// The brightness in thousandths of a level of 0 to 255, nil if unknown.
  ///
  /// The weights are those of ITU-R BT.601.
  public var brightness: Int? {
    guard case .rgb(let red, let green, let blue) = self else { return nil }
    return 299 * Int(red) + 587 * Int(green) + 114 * Int(blue)
  }

  /// Whether the colour is nearer to white than to black; nil if unknown.
  public var isLight: Bool? {
    brightness.map { $0 > 127_500 }
  }
}
