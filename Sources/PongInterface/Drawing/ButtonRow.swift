/// Keys and what they do, side by side in a line; a click on one is as good as the key.
struct ButtonRow: Hashable, Sendable {
  /// A key and what it does.
  struct Button: Hashable, Sendable {
    /// The name of the key, as in "Enter".
    var cap: String
    /// What it does.
    var title: String
    /// The same in fewer letters, for where there is little room.
    var brief: String
    /// The key.
    var key: Key

    /// Makes a button.
    init(_ cap: String, _ title: String, _ key: Key, brief: String? = nil) {
      self.cap = cap
      self.title = title
      self.brief = brief ?? title
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

  /// The row as it fits in `width` cells: words are shortened from the last button on, and if that is
  /// not enough, the last buttons go.
  func fitting(_ width: Int) -> ButtonRow {
    var fitting = buttons
    for index in fitting.indices.reversed() where Self.width(fitting[...]) > width {
      fitting[index].title = fitting[index].brief
    }
    while Self.width(fitting[...]) > width, !fitting.isEmpty {
      fitting.removeLast()
    }
    // Where some have gone, the others may have their words back.
    for index in fitting.indices {
      var longer = fitting
      longer[index].title = buttons[index].title
      if Self.width(longer[...]) <= width { fitting = longer }
    }
    return ButtonRow(fitting)
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
