import PongAgents
import PongEngine

extension MatchScreen {
  /// Draws the match, or says how much room it needs.
  public func draw(on surface: inout Surface) {
    surface.fill(theme.blank)
    guard let layout else {
      surface.writeTooSmall(needed: MatchLayout.smallest, theme: theme)
      return
    }
    drawCourt(in: layout, on: &surface)
    drawStatus(in: layout, on: &surface)
    dialog?.draw(in: stage(layout), theme: theme, on: &surface)
  }

  /// Draws what goes on: score, names and court, and the inspector if it is open.
  func drawCourt(in layout: MatchLayout, on surface: inout Surface) {
    let view = MatchView(layout: layout, glyphs: settings.glyphs, theme: theme)
    view.draw(inspector?.triedGame ?? match.game, caption: caption, on: &surface)
    drawInspector(layout, on: &surface)
  }

  /// The part of the screen that is not left to panels.
  func stage(_ layout: MatchLayout) -> Rect {
    Rect(columns: layout.panels.column, rows: size.rows)
  }

  private var caption: MatchView.Caption {
    var scorer: Side?
    // A point is worth nearly half a second of light, on and off.
    if let point = lastPoint, point.age < 24, point.age / 6 % 2 == 0, !match.isOver {
      scorer = point.side
    }
    return MatchView.Caption(
      leftName: name(of: .left),
      rightName: name(of: .right),
      leftScore: scores.left,
      rightScore: scores.right,
      scorer: scorer
    )
  }

  /// What the screen calls a side: the only person is "You".
  func name(of side: Side) -> String {
    let choice = side == .left ? left : right
    guard match.seat(side).isHuman else { return choice.title }
    if humans.count == 1 { return "You" }
    return side == .left ? "Left" : "Right"
  }

  // MARK: Status

  private func drawStatus(in layout: MatchLayout, on surface: inout Surface) {
    let hints = hints(in: layout)
    let hintColumn = hintColumn(in: layout)
    let room = hintColumn - layout.status.column - 2
    surface.write(status(fitting: room), column: layout.status.column, row: layout.status.row)
    hints.draw(column: hintColumn, row: layout.status.row, theme: theme, on: &surface)
  }

  private func hintColumn(in layout: MatchLayout) -> Int {
    layout.status.column + layout.status.columns - hints(in: layout).width
  }

  /// The keys worth knowing just now.
  private func hints(in layout: MatchLayout) -> ButtonRow {
    let out = ButtonRow.Button("q", outTitle, .character("q"))
    var buttons = [ButtonRow.Button("?", "help", .character("?"))]
    if !match.isOver {
      buttons.append(.init("p", pause == nil ? "pause" : "go on", .character("p")))
    }
    buttons.append(out)
    if controls.isEmpty {
      buttons.append(.init("+", "faster", .character("+")))
      buttons.append(.init("-", "slower", .character("-")))
    } else {
      buttons.append(.init("i", "input", .character("i")))
    }
    return ButtonRow(buttons).fitting(layout.status.columns / 2)
  }

  /// What there is to say about the game, the most important first, as far as it fits.
  func status(fitting room: Int) -> StyledText {
    if let notice {
      return StyledText(notice.text.cut(to: room), theme.strong)
    }
    var parts: [StyledText] = []
    if let mode = inputTitle {
      parts.append(StyledText(mode, theme.text))
    }
    if settings.speed != .normal || controls.isEmpty {
      parts.append(StyledText(settings.speed.title, theme.strong))
    }
    parts.append(StyledText("rally ", theme.faint).adding("\(rally)", theme.text))
    let speed = Int(match.game.velocityX.magnitude)
    if speed > 0 {
      let gauge =
        String(repeating: "▸", count: speed)
        + String(repeating: settings.glyphs == .ascii ? "-" : "·", count: max(0, 4 - speed))
      parts.append(StyledText("ball ", theme.faint).adding(gauge, theme.text))
    }
    parts.append(StyledText("longest ", theme.faint).adding("\(longestRally)", theme.text))
    parts.append(
      StyledText("to ", theme.faint).adding("\(match.game.rules.pointsToWin)", theme.text)
    )
    var line = StyledText()
    for part in parts {
      let gap = line.width == 0 ? 0 : 3
      guard line.width + gap + part.width <= room else { break }
      if gap > 0 {
        line.append("   ", theme.text)
      }
      for span in part.spans {
        line.append(span.text, span.style)
      }
    }
    return line
  }

  /// How the paddle is held just now.
  private var inputTitle: String? {
    guard let controls = controls.last else { return nil }
    if settings.input == .mouse { return "mouse" }
    return controls.reading == .toggle ? "press, press to stop" : "hold keys"
  }

  // MARK: Dialogs

  /// The box over the court, if there is one.
  var dialog: Dialog? {
    if showsHelp { return help }
    if isTrying { return nil }
    if match.isOver { return gameOver }
    // While frames are asked for one by one, nothing may hide them.
    if let pause, !isStepping { return paused(pause) }
    return nil
  }

  private var outTitle: String {
    switch exit {
    case .menu: "menu"
    case .shell: "quit"
    case .training: "give back"
    }
  }

  private func paused(_ reason: Pause) -> Dialog {
    let why: String? =
      switch reason {
      case .asked: nil
      case .away: "while you were away"
      case .tooSmall: "because there was no room"
      }
    return Dialog(
      title: StyledText("Paused", theme.strong),
      lines: why.map { [StyledText($0, theme.faint)] } ?? [],
      alignment: .centre,
      buttons: ButtonRow([
        .init("Enter", "go on", .enter),
        .init("r", "restart", .character("r")),
        .init("q", outTitle, .character("q")),
      ])
    )
  }

  private var gameOver: Dialog {
    let result = result
    var title: StyledText
    var lines = [
      StyledText(name(of: .left), theme.left)
        .adding("  \(result.leftScore) : \(result.rightScore)  ", theme.strong)
        .adding(name(of: .right), theme.right)
    ]
    switch result.ending {
    case .won(let side):
      let name = name(of: side)
      title = StyledText(name == "You" ? "You win!" : "\(name) wins", theme.style(side))
    default:
      title = StyledText("Time is up", theme.strong)
      lines.append(StyledText("After 18 minutes the console", theme.text))
      lines.append(StyledText("gives a game up: nobody wins.", theme.text))
    }
    lines.append(StyledText("longest rally \(longestRally)", theme.faint))
    return Dialog(
      title: title,
      lines: lines,
      alignment: .centre,
      buttons: ButtonRow([
        .init("Enter", "rematch", .enter),
        .init("q", outTitle, .character("q")),
      ])
    )
  }

  private var help: Dialog {
    let network = Inspector.canOpen(match) ? [("n", "inside the network")] : []
    let entries =
      paddleHelp + network + [
        ("p", "pause"),
        ("r", "restart"),
        ("+ -", "faster, slower"),
        (",", "slow motion"),
        (".", "a single frame"),
        ("t", "colours"),
        ("q Esc", exit == .menu ? "back to the menu" : "quit"),
      ]
    let width = entries.map { $0.0.unicodeScalars.count }.max() ?? 0
    return Dialog(
      title: StyledText("Keys", theme.strong),
      lines: entries.map { cap, what in
        let padding = String(repeating: " ", count: width - cap.unicodeScalars.count + 2)
        return StyledText(cap + padding, theme.strong).adding(what, theme.text)
      },
      alignment: .leading,
      buttons: ButtonRow([.init("Enter", "close", .enter)])
    )
  }

  var paddleHelp: [(String, String)] {
    let faster = match.game.rules.mode == .classic ? "fire: hits harder" : "fire: steeper"
    let stops = controls.last?.reading == .toggle ? ", stops" : ""
    return switch controls.count {
    case 0: []
    case 1:
      [
        ("↑ ↓  W S", "move the bat"),
        ("Space", faster + stops),
        ("click", "hold it with the mouse"),
        ("i", "how keys are read"),
      ]
    default:
      [
        ("W S  D", "left: move, fire"),
        ("↑ ↓  ← →", "right: move, fire"),
        ("i", "how keys are read"),
      ]
    }
  }

  /// The key of whatever can be clicked at a column and row.
  func buttonKey(column: Int, row: Int) -> Key? {
    guard let layout else { return nil }
    if let dialog {
      return dialog.key(column: column, row: row, in: stage(layout))
    }
    guard row == layout.status.row else { return nil }
    return hints(in: layout).key(atColumn: column, drawnAt: hintColumn(in: layout))
  }
}
