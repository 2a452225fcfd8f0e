import PongAgents
import PongEngine

/// A match as it is shown, whoever plays it and whenever.
protocol ShownMatch {
  /// The game after its last frame.
  var game: Game { get }
  /// The side that has just won a point, while its score is lit.
  var scorer: Side? { get }
  /// What looks into the networks of the match; `nil` while it is closed.
  var inspector: Inspector? { get }

  /// The points of a side.
  func score(of side: Side) -> Int
  /// What a side is called.
  func name(of side: Side) -> String
}

/// Draws a match: score, names, court and what is announced on it.
///
/// It has no part in how the game goes on, so that it shows any match: one that is played, one that
/// is watched, or one that a learner plays.
struct MatchView: Sendable {
  /// Where things stand.
  let layout: MatchLayout
  /// The characters that pictures are made of.
  let glyphs: GlyphSet
  /// The colours.
  let theme: Theme
  /// Which keys give which command.
  var keys = KeyMap.usual

  /// The court within the view.
  var court: CourtView {
    CourtView(frame: layout.court, glyphs: glyphs)
  }

  /// Draws the match after its last frame: score, names and court, and the inspector if it is open;
  /// what lies beside them is left alone.
  func draw(_ shown: some ShownMatch, on surface: inout Surface) {
    let game = shown.inspector?.triedGame ?? shown.game
    drawHeader(shown, on: &surface)
    court.draw(game, on: &surface, theme: theme)
    if game.serveWait > 0, game.isPlaying, !game.isOver {
      drawServe(frames: Int(game.serveWait), to: game.receiver, on: &surface)
    }
    guard let inspector = shown.inspector else { return }
    inspector.drawOverlay(on: court, theme: theme, on: &surface)
    inspector.draw(
      in: layout.panels,
      name: shown.name(of: inspector.side),
      glyphs: glyphs,
      theme: theme,
      keys: keys,
      on: &surface
    )
  }

  // MARK: Header

  private func drawHeader(_ shown: some ShownMatch, on surface: inout Surface) {
    var canvas = Canvas(frame: layout.header, glyphs: glyphs)
    for side in Side.allCases {
      paintScore(of: side, shown, on: &canvas)
    }
    canvas.draw(on: &surface, theme: theme)
    for side in Side.allCases {
      writeName(of: side, shown, on: &surface)
    }
  }

  private func paintScore(of side: Side, _ shown: some ShownMatch, on canvas: inout Canvas) {
    guard layout.digitScale > 0 else { return }
    let number = number(side, shown)
    let middle = canvas.width / 2
    let gap = scoreGap * glyphs.across
    let x = side == .left ? middle - gap - number.width : middle + gap - number.leadingWidth
    // Where bats differ by shape, digits need not: the left bat's shape is the easier to read.
    let plain = theme.differsByShape ? Ink.left : .bat(side)
    let ink = shown.scorer == side ? Ink.ball : plain
    let y = (canvas.height - BigNumber.height(scale: layout.digitScale)) / 2
    number.paint(ink, x: x, y: y, on: &canvas)
  }

  private func number(_ side: Side, _ shown: some ShownMatch) -> BigNumber {
    BigNumber(
      value: shown.score(of: side),
      cellHeight: layout.digitScale,
      // Atari's digits are wide; where the names would have no room they are narrow.
      cellWidth: layout.digitScale * glyphs.across * (layout.header.columns < 56 ? 1 : 2)
    )
  }

  /// The cells between the middle of the court and either score.
  private var scoreGap: Int {
    max(2, layout.header.columns / 16)
  }

  private func writeName(of side: Side, _ shown: some ShownMatch, on surface: inout Surface) {
    let header = layout.header
    var style = theme.onCourt(theme.style(side))
    style.attributes.insert(.bold)
    let digits =
      layout.digitScale > 0 ? number(side, shown).width / glyphs.across : 4
    let margin = max(1, header.columns / 16)
    let room = header.columns / 2 - scoreGap - digits - margin - 1
    let mark = mark(of: side)
    var name = shown.name(of: side).cut(to: room - (mark.isEmpty ? 0 : 2))
    if !mark.isEmpty {
      name = side == .left ? "\(mark) \(name)" : "\(name) \(mark)"
    }
    let row = header.row + header.rows / 2
    let width = name.unicodeScalars.count
    let column =
      side == .left ? header.column + margin : header.column + header.columns - margin - width
    surface.write(name, column: column, row: row, style: style)
    if layout.digitScale == 0 {
      let middle = header.column + header.columns / 2
      let text = String(shown.score(of: side))
      let scoreColumn = side == .left ? middle - 2 - text.count : middle + 2
      surface.write(text, column: scoreColumn, row: row, style: style)
    }
  }

  /// What the bat of `side` is made of, where that is what tells the sides apart.
  private func mark(of side: Side) -> String {
    guard theme.differsByShape else { return "" }
    let ink = Ink.bat(side)
    return String(Character(glyphs == .ascii ? ink.letter : theme.block(ink)))
  }

  // MARK: Serve

  /// Announces a serve where it will be: a dot for each third of a second, and whom it goes to.
  private func drawServe(frames: Int, to receiver: Side, on surface: inout Surface) {
    let count = (frames + 20) / 21
    let dots = Array(repeating: "●", count: count).joined(separator: " ")
    let text = receiver == .left ? "◀ \(dots)" : "\(dots) ▶"
    var style = theme.onCourt(theme.style(receiver))
    style.attributes.insert(.bold)
    let middle = layout.court.column + layout.court.columns / 2
    let column = receiver == .left ? middle - text.unicodeScalars.count : middle
    surface.write(text, column: column, row: court.middleRow, style: style)
  }
}
