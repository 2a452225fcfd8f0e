/// A screen with a match on it, a line of buttons below and now and then a box over it.
protocol MatchHost: AdjustableScreen {
  /// The match.
  var session: MatchSession { get }
  /// What the line below the match says in place of the usual.
  var notice: Notice? { get }

  /// Takes a key.
  mutating func handle(_ event: KeyEvent, at time: Duration)

  /// Says something in the line below the match.
  mutating func say(_ text: String, at time: Duration)

  /// The line below the match, with the keys worth knowing just now.
  func statusLine(in layout: MatchLayout) -> StatusLine

  /// What the line says without a notice, in at most `room` cells.
  func status(in layout: MatchLayout, fitting room: Int) -> StyledText

  /// The box over the match, if there is one.
  func matchDialog(in layout: MatchLayout) -> Dialog?
}

extension MatchHost {
  /// The picture's colours.
  var theme: Theme { Theme(session.settings.theme) }

  /// Does what a reply of the match asks for, and tells whether the match knew what to do.
  @discardableResult
  mutating func take(_ reply: MatchSession.Reply, at time: Duration) -> Bool {
    switch reply {
    case .unknown: return false
    case .done: break
    case .notice(let text): say(text, at: time)
    case .key(let key): handle(KeyEvent(key), at: time)
    }
    return true
  }

  /// Draws the match with its line and box.
  func drawMatch(in layout: MatchLayout, on surface: inout Surface) {
    session.view(in: layout).draw(session, on: &surface)
    if let seconds = session.secondsToStart {
      let text = StyledText("  \(seconds)  ", theme.selected)
      surface.write(text, centredIn: layout.court, row: layout.court.row + layout.court.rows / 4)
    }
    let line = statusLine(in: layout)
    let text =
      notice.map { StyledText($0.text.cut(to: line.room), theme.strong) }
      ?? status(in: layout, fitting: line.room)
    line.draw(text, theme: theme, on: &surface)
    matchDialog(in: layout)?.draw(in: layout.stage, theme: theme, on: &surface)
  }

  /// The key of whatever can be clicked at a column and row.
  func buttonKey(column: Int, row: Int, in layout: MatchLayout) -> Key? {
    if let dialog = matchDialog(in: layout) {
      return dialog.key(column: column, row: row, in: layout.stage)
    }
    return statusLine(in: layout).key(column: column, row: row)
  }
}
