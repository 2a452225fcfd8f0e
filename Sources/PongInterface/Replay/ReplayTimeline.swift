import PongEngine

/// The line that a replay runs along: points, rallies, and where it stands.
///
/// ● is a point of one side, ○ one of the other; the line is heavy where the ball is in play.
struct ReplayTimeline: Hashable, Sendable {
  /// The row that it fills.
  let frame: Rect
  /// The number of frames.
  let frameCount: Int

  /// The cells between the ends.
  var cells: Range<Int> {
    frame.column + 1..<max(frame.column + 1, frame.column + frame.columns - 1)
  }

  /// The column at which a frame of the replay stands.
  func column(ofFrame frame: Int) -> Int {
    guard cells.count > 1, frameCount > 0 else { return cells.lowerBound }
    return cells.lowerBound + max(0, min(frameCount, frame)) * (cells.count - 1) / frameCount
  }

  /// The first frame of the replay at a column, or at the nearest that there is.
  func replayFrame(atColumn column: Int) -> Int {
    guard cells.count > 1 else { return 0 }
    let place = max(0, min(cells.count - 1, column - cells.lowerBound))
    return (place * frameCount + cells.count - 2) / (cells.count - 1)
  }

  /// Draws it.
  ///
  /// - Parameters:
  ///   - outline: What happens when.
  ///   - position: Where the replay stands.
  ///   - ours: The side whose points are ●.
  ///   - glyphs: The characters that pictures are made of.
  ///   - theme: The colours.
  ///   - surface: The picture.
  func draw(
    _ outline: ReplayOutline,
    at position: Int,
    ours: Side,
    glyphs: GlyphSet,
    theme: Theme,
    on surface: inout Surface
  ) {
    guard frame.columns >= 3 else { return }
    let isASCII = glyphs == .ascii
    let row = frame.row
    let ends = isASCII ? ("|", "|") : ("├", "┤")
    surface.write(ends.0, column: frame.column, row: row, style: theme.faint)
    surface.write(ends.1, column: cells.upperBound, row: row, style: theme.faint)
    for column in cells {
      surface.write(isASCII ? "-" : "─", column: column, row: row, style: theme.faint)
    }
    for rally in outline.rallies {
      // A wait that is shorter than a cell is not seen.
      let first = column(ofFrame: rally.serve)
      for column in first..<max(first, column(ofFrame: rally.frames.upperBound)) {
        surface.write(isASCII ? "=" : "━", column: column, row: row, style: theme.faint)
      }
    }
    for rally in outline.rallies {
      guard let winner = rally.winner else { continue }
      let mark = winner == ours ? (isASCII ? "*" : "●") : (isASCII ? "o" : "○")
      surface.write(
        mark,
        column: column(ofFrame: rally.frames.upperBound),
        row: row,
        style: theme.style(winner)
      )
    }
    surface.write(
      isASCII ? "v" : "▼",
      column: column(ofFrame: position),
      row: row,
      style: theme.selected
    )
  }
}
