/// A line with something to say at its left end and buttons at its right one.
struct StatusLine: Hashable, Sendable {
  /// Where it stands.
  let frame: Rect
  /// What can be clicked.
  let buttons: ButtonRow

  /// The columns that hints may take of a line: half of it, or more where they would be too few.
  static func hintRoom(_ columns: Int) -> Int { max(columns / 2, min(columns - 11, 26)) }

  private var buttonColumn: Int { frame.column + frame.columns - buttons.width }

  /// The columns for what there is to say.
  var room: Int { frame.columns - buttons.width - 2 }

  /// Draws the line.
  func draw(_ text: StyledText, theme: Theme, on surface: inout Surface) {
    surface.write(text, column: frame.column, row: frame.row)
    buttons.draw(column: buttonColumn, row: frame.row, theme: theme, on: &surface)
  }

  /// The key of the button at a column and row of the screen.
  func key(column: Int, row: Int) -> Key? {
    row == frame.row ? buttons.key(atColumn: column, drawnAt: buttonColumn) : nil
  }
}

/// Something that a status line says for a while.
struct Notice: Hashable, Sendable {
  /// What it says.
  let text: String
  /// When it goes.
  let end: Duration

  /// Says something from a moment on, for two seconds unless more are asked for.
  init(_ text: String, at time: Duration, lasting seconds: Int = 2) {
    self.text = text
    end = time + .seconds(seconds)
  }
}
