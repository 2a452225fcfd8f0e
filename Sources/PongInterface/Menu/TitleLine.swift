/// The title of the game in one line, with bats at its ends and a ball that goes to and fro.
struct TitleLine {
  /// The cells that it fills, one row.
  let frame: Rect

  /// Draws the title as it is in frame `tick`.
  func draw(tick: Int, theme: Theme, on surface: inout Surface) {
    guard frame.columns >= 24 else { return }
    let text = "P  O  N  G"
    let (left, right) = (frame.column + 1, frame.column + frame.columns - 2)
    let way = right - left - 2
    let phase = tick / 2 % (2 * way)
    let ball = left + 1 + (phase <= way ? phase : 2 * way - phase)
    surface.write("■", column: ball, row: frame.row, style: theme.text)
    surface.write("▐", column: left, row: frame.row, style: theme.left)
    surface.write("▌", column: right, row: frame.row, style: theme.right)
    // The ball passes behind the title.
    surface.write(StyledText(text, theme.strong), centredIn: frame, row: frame.row)
  }
}
