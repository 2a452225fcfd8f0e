import PongAgents
import PongEngine

extension MatchSession: ShownMatch {
  /// The game after its last frame.
  var game: Game { match.game }

  /// Where the match stands on a screen of a size in cells; `nil` if that is too small.
  ///
  /// - Parameters:
  ///   - columns: The width of the screen.
  ///   - rows: The height of the screen.
  ///   - panelColumns: The width wanted for panels, besides what the inspector wants.
  /// - Returns: The layout.
  func layout(columns: Int, rows: Int, panelColumns: Int = 0) -> MatchLayout? {
    MatchLayout(
      columns: columns,
      rows: rows,
      glyphs: settings.glyphs,
      panelColumns: max(
        panelColumns,
        inspector == nil ? 0 : Inspector.wantedColumns(of: columns)
      )
    )
  }

  /// The points of a side.
  func score(of side: Side) -> Int { side == .left ? tally.scores.left : tally.scores.right }

  /// The side that has just won a point, while its score is lit: nearly half a second, on and off.
  var scorer: Side? {
    guard let point = tally.lastPoint, point.age < 24, point.age / 6 % 2 == 0, !match.isOver else {
      return nil
    }
    return point.side
  }

  /// The seconds until a game begins for which people need a moment; `nil` if there is none.
  var secondsToStart: Int? {
    pace.countdown > 0 && pace.pause == nil ? (pace.countdown + 59) / 60 : nil
  }

  /// What draws the match.
  func view(in layout: MatchLayout) -> MatchView {
    MatchView(
      layout: layout,
      glyphs: settings.glyphs,
      theme: Theme(settings.theme),
      keys: settings.keys
    )
  }
}

extension MatchView {
  // MARK: Status

  /// What there is to say about the game, the most important first, as far as it fits.
  func status(of session: MatchSession, fitting room: Int) -> StyledText {
    let settings = session.settings
    var parts: [StyledText] = []
    if let controls = session.controls.last {
      let isToggled = controls.reading == .toggle
      let mode =
        settings.input == .mouse
        ? "mouse" : isToggled ? "press, press to stop" : "hold keys"
      parts.append(StyledText(mode, theme.text))
    }
    if settings.speed != .normal || session.controls.isEmpty {
      parts.append(StyledText(settings.speed.title, theme.strong))
    }
    func figure(_ name: String, _ value: String) -> StyledText {
      StyledText(name + " ", theme.faint).adding(value, theme.text)
    }
    parts.append(figure("rally", "\(session.tally.rally)"))
    let speed = Int(session.match.game.velocityX.magnitude)
    if speed > 0 {
      let rest = String(repeating: glyphs == .ascii ? "-" : "·", count: max(0, 4 - speed))
      parts.append(figure("ball", String(repeating: "▸", count: speed) + rest))
    }
    parts.append(figure("longest", "\(session.tally.longestRally)"))
    parts.append(figure("to", "\(session.match.game.rules.pointsToWin)"))
    return StyledText(parts, gap: StyledText("   ", theme.text), fitting: room)
  }

  // MARK: Dialogs

  /// The box over a match that waits for people; `nil` over any other.
  ///
  /// - Parameters:
  ///   - session: The match.
  ///   - out: Where leaving leads, in a word or two.
  ///   - next: What else can be played when the game is over.
  ///   - rating: What became of the rating when the game was over.
  /// - Returns: The box, for ``MatchLayout/stage``.
  func dialog(
    over session: MatchSession,
    out: String,
    next: [ButtonRow.Button] = [],
    rating: RatingHistory.Outcome? = nil
  ) -> Dialog? {
    guard session.isWaiting else { return nil }
    if session.match.isOver { return gameOver(session, out: out, next: next, rating: rating) }
    return session.pace.pause.map { paused($0, session, out: out) }
  }

  private func paused(_ reason: MatchSession.Pause, _ session: MatchSession, out: String) -> Dialog
  {
    let why: String? =
      switch reason {
      case .asked: nil
      case .away: "while you were away"
      case .tooSmall: "because there was no room"
      case .leaving:
        session.isPractice
          ? "The practice is not kept." : "It counts only when finished."
      }
    let again = session.isPractice ? "again from there" : "restart"
    return Dialog(
      title: StyledText(reason == .leaving ? "Leave the match?" : "Paused", theme.strong),
      lines: why.map { [StyledText($0, theme.faint)] } ?? [],
      alignment: .centre,
      buttons: KeyTable([
        .init("Enter", nil, key: .enter, hint: .init("go on", rank: 1)),
        keys.row(.leave, help: nil, hint: .init(out, rank: 2)),
        keys.row(.again, help: nil, hint: .init(again, brief: "again", rank: 3)),
      ]).hints
    )
  }

  private func gameOver(
    _ session: MatchSession,
    out: String,
    next: [ButtonRow.Button],
    rating: RatingHistory.Outcome?
  ) -> Dialog {
    let result = session.result
    var title: StyledText
    var lines = [
      StyledText(session.name(of: .left), theme.left)
        .adding("  \(result.leftScore) : \(result.rightScore)  ", theme.strong)
        .adding(session.name(of: .right), theme.right)
    ]
    switch result.ending {
    case .won(let side):
      let name = session.name(of: side)
      title = StyledText(name == "You" ? "You win!" : "\(name) wins", theme.style(side))
    default:
      title = StyledText("Time is up", theme.strong)
      lines.append(StyledText("After 18 minutes the console", theme.text))
      lines.append(StyledText("gives a game up: nobody wins.", theme.text))
    }
    lines.append(StyledText("longest rally \(session.tally.longestRally)", theme.faint))
    if let rating { lines.append(rating.line(theme, glyphs)) }
    return Dialog(
      title: title,
      lines: lines,
      alignment: .centre,
      buttons: ButtonRow(
        [
          .init(
            "Enter",
            session.isPractice ? "again from there" : "rematch",
            .enter,
            brief: "again"
          ),
          keys.button(.leave, out),
        ] + next
      )
    )
  }
}

extension MatchSession {
  /// The keys of the paddles, and what they do.
  var paddleRows: [KeyTable.Row] {
    let faster = match.game.rules.mode == .classic ? "fire: hits harder" : "fire: steeper"
    let stops = controls.last?.reading == .toggle ? ", stops" : ""
    let keys = settings.paddleKeys
    let input = settings.keys.row(
      .input,
      help: "how keys are read",
      hint: .init("input", rank: 6)
    )
    return switch controls.count {
    case 0: []
    case 1:
      [
        .init(
          keys.title(.rightUp, .rightDown) + "  " + keys.title(.leftUp, .leftDown),
          "move the bat"
        ),
        .init("Space", faster + stops),
        .init("click", "hold it with the mouse"),
        input,
      ]
    default:
      [
        .init(
          keys.title(.leftUp, .leftDown) + "  " + keys.title(.leftFire),
          "left: move, fire"
        ),
        .init(
          keys.title(.rightUp, .rightDown) + "  " + keys.title(.rightFire),
          "right: move, fire"
        ),
        input,
      ]
    }
  }

  /// The keys of time and of the inspector in any match, and what they do.
  var timeRows: [KeyTable.Row] {
    let keys = settings.keys
    return [
      keys.row(.faster, .slower, help: "faster, slower"),
      keys.row(.usualSpeed, help: "the usual speed"),
      keys.row(.frame, help: "a single frame"),
    ]
  }
}
