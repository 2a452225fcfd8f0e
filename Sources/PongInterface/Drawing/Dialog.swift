/// A box of text over the middle of a picture, with buttons at its lower edge.
struct Dialog: Hashable, Sendable {
  /// How the lines stand.
  enum Alignment: Hashable, Sendable {
    /// One under the other from the left.
    case leading
    /// Each in the middle.
    case centre
  }

  /// The line at the top.
  var title: StyledText
  /// The lines below.
  var lines: [StyledText]
  /// How the lines stand.
  var alignment: Alignment
  /// What can be done.
  var buttons: ButtonRow

  /// A key, or several, and what they do.
  typealias KeyHelp = (cap: String, title: String)

  /// Where the box stands in `space`; what does not fit is cut off.
  func frame(in space: Rect) -> Rect {
    let inner = max(title.width, lines.map(\.width).max() ?? 0, buttons.width)
    return space.centred(columns: inner + 6, rows: lines.count + (lines.isEmpty ? 5 : 6))
  }

  /// Draws the box in the middle of `space`.
  func draw(in space: Rect, theme: Theme, on surface: inout Surface) {
    let frame = frame(in: space)
    guard frame.columns >= 2, frame.rows >= 2 else { return }
    surface.drawBox(frame, theme: theme)
    let bottom = frame.row + frame.rows - 1
    let inner = Rect(
      column: frame.column + 3,
      row: frame.row + 1,
      columns: frame.columns - 6,
      rows: frame.rows - 2
    )
    surface.write(title.cut(to: inner.columns), centredIn: inner, row: inner.row)
    for (index, line) in lines.enumerated() where index + 2 < inner.rows - 1 {
      let row = inner.row + 2 + index
      let line = line.cut(to: inner.columns)
      switch alignment {
      case .leading: surface.write(line, column: inner.column, row: row)
      case .centre: surface.write(line, centredIn: inner, row: row)
      }
    }
    let buttons = buttons.fitting(inner.columns)
    buttons.draw(column: buttonColumn(in: frame), row: bottom - 1, theme: theme, on: &surface)
  }

  /// The key of the button at a column and row of the screen.
  func key(column: Int, row: Int, in space: Rect) -> Key? {
    let frame = frame(in: space)
    guard row == frame.row + frame.rows - 2, frame.contains(column: column, row: row) else {
      return nil
    }
    return buttons.fitting(frame.columns - 6)
      .key(atColumn: column, drawnAt: buttonColumn(in: frame))
  }

  private func buttonColumn(in frame: Rect) -> Int {
    let width = buttons.fitting(frame.columns - 6).width
    return frame.column + (frame.columns - width) / 2
  }
}
