/// Keys and what they do, side by side in a line; a click on one is as good as the key.
struct ButtonRow: Hashable, Sendable {
  /// A key and what it does.
  struct Button: Hashable, Sendable {
    /// The name of the key, as in "Enter".
    var cap: String
    /// What it does.
    var title: String
    /// The key.
    var key: Key

    /// Makes a button.
    init(_ cap: String, _ title: String, _ key: Key) {
      self.cap = cap
      self.title = title
      self.key = key
    }

    fileprivate var width: Int {
      cap.unicodeScalars.count + 1 + title.unicodeScalars.count
    }
  }

  /// The buttons, the most important one first.
  var buttons: [Button]

  private static let gap = 2

  /// Makes a row.
  init(_ buttons: [Button]) {
    self.buttons = buttons
  }

  /// The width in cells.
  var width: Int {
    Self.width(buttons[...])
  }

  /// The row without the last buttons, as far as need be to fit in `width` cells.
  func fitting(_ width: Int) -> ButtonRow {
    var fitting = buttons[...]
    while Self.width(fitting) > width, !fitting.isEmpty {
      fitting.removeLast()
    }
    return ButtonRow(Array(fitting))
  }

  /// Draws the row from a column on.
  func draw(column: Int, row: Int, theme: Theme, on surface: inout Surface) {
    var column = column
    for button in buttons {
      surface.write(
        StyledText(button.cap, theme.strong).adding(" " + button.title, theme.faint),
        column: column,
        row: row
      )
      column += button.width + Self.gap
    }
  }

  /// The key under `pointer`, a column of the screen, for a row drawn from `column` on.
  func key(atColumn pointer: Int, drawnAt column: Int) -> Key? {
    var column = column
    for button in buttons {
      if (column..<column + button.width).contains(pointer) {
        return button.key
      }
      column += button.width + Self.gap
    }
    return nil
  }

  private static func width(_ buttons: ArraySlice<Button>) -> Int {
    buttons.reduce(0) { $0 + $1.width } + max(0, buttons.count - 1) * gap
  }
}
