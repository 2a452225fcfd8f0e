/// One character position of a surface.
public struct Cell: Hashable, Sendable {
  /// The character; it must be one column wide (the terminal shows `?` for any other).
  public var scalar: Unicode.Scalar
  /// How the character looks.
  public var style: Style

  /// Makes a cell; left alone, it is a space in the terminal's own colours.
  public init(scalar: Unicode.Scalar = " ", style: Style = .plain) {
    self.scalar = scalar
    self.style = style
  }

  /// A space in the terminal's own colours.
  public static let blank = Cell()
}

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

  /// The cell as it is shown where pictures are made of ASCII but the terminal has more: letters of
  /// people's names stay.
  public var withASCIIPicture: Cell {
    scalar.value < 0x250 && scalar.properties.isAlphabetic ? self : withoutUnicode
  }

  /// The cell as a terminal without Unicode can show it.
  public var withoutUnicode: Cell {
    guard !scalar.isASCII else { return self }
    var cell = self
    cell.scalar =
      switch scalar {
      case "█", "▉", "▊", "▋", "▐", "▌", "■", "▓", "▅", "▆", "▇": "#"
      case "▙", "▛", "▜", "▟", "▚", "▞": "#"
      case "▀", "▔", "▘", "▝": "\""
      case "▄", "▂", "▁", "▃", "▖", "▗": "_"
      case "▒", "░": ":"
      case "─", "━", "═", "╌", "┄", "–", "—", "‐", "−": "-"
      case "│", "┃", "║", "╎", "┆", "┊", "▏": "|"
      case "┌", "┐", "└", "┘", "├", "┤", "┬", "┴", "┼", "╭", "╮", "╰", "╯", "╔", "╗", "╚", "╝":
        "+"
      case "●", "○", "◉", "•", "◦", "·", "∙": "o"
      case "▶", "►", "▸", "›", "→", "❯": ">"
      case "◀", "◄", "◂", "‹", "←": "<"
      case "▲", "▴", "↑": "^"
      case "▼", "▾", "↓": "v"
      case "×": "x"
      case "±", "≈": "~"
      case "½", "¼": "/"
      case "γ": "g"
      case "ε": "e"
      case "λ": "l"
      case "✓": "*"
      case "’", "‘": "'"
      case "“", "”": "\""
      case "…": "."
      default: "?"
      }
    return cell
  }
}
