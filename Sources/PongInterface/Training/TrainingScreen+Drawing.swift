import PongAgents
import PongEngine
import Reinforcement

extension TrainingScreen {
  /// Draws the match, the panels and what is open over them.
  public func draw(on surface: inout Surface) {
    surface.fill(theme.blank)
    if layout.matchPanelColumns != nil, let place { drawMatch(in: place, on: &surface) }
    surface.copy(picture, column: layout.panels.column, row: layout.panels.row)
  }

  /// The box over a match that somebody plays, if nothing else is open.
  func matchDialog(in place: MatchLayout) -> Dialog? {
    guard isTaken, dialog == nil else { return nil }
    return session.view(in: place).dialog(over: session, out: "give back")
  }

  // MARK: Goal

  /// What part of the way to the goal is gone.
  var fraction: Double? {
    if case .ended(.goal) = record.state { return 1 }
    // An untrained policy loses nearly every point of the 21.
    return setup.stopRule.fraction(record.latest, since: setup.start, startReward: -21)
  }

  /// The seconds to the goal at the pace so far.
  var timeLeft: Double? {
    setup.stopRule.timeLeft(record.latest, since: setup.start, slope: record.curve.slope)
  }

  // MARK: Curve

  /// The learning curve with what it is compared with.
  ///
  /// - Parameter isBrief: Whether there is little room for the legend.
  /// - Returns: The chart.
  func chart(isBrief: Bool) -> Chart {
    var series: [Chart.Series] = []
    let curve = record.curve
    let end = curve.points.last.map { axis.place(of: $0) } ?? 0
    for (index, reference) in setup.references.enumerated()
    where reference.axes.contains(axis) && end > 0 {
      series.append(
        Chart.Series(
          isBrief ? reference.shortTitle : reference.title,
          .line(reference.curve.points(of: \.runningReward, over: axis, upTo: end)),
          color: index + 2,
          isFaint: true
        )
      )
    }
    let dots = curve.points(of: \.reward, over: axis)
    series.append(Chart.Series("episodes", .dots(dots), color: 1, isFaint: true))
    let line = curve.points(of: \.runningReward, over: axis)
    series.append(Chart.Series(isBrief ? "running" : "running reward", .line(line), color: 0))
    return Chart(
      x: Chart.Axis(axis.title, range: end > 0 ? 0...end : nil, isCount: axis != .seconds),
      y: Chart.Axis("", range: -21...21),
      series: series
    )
  }

  // MARK: Status

  /// What there is to say about match and run in a line.
  func status(in place: MatchLayout, fitting room: Int) -> StyledText {
    guard layout.panels.isEmpty else {
      return session.view(in: place).status(of: session, fitting: room)
    }
    let state: String? =
      switch record.state {
      case .running: nil
      case .paused: "paused"
      case .ended(.goal): "goal reached"
      case .ended: "done"
      case .failed: "failed"
      }
    func figure(_ name: String, _ value: String) -> StyledText {
      StyledText(name + " ", theme.faint).adding(value, theme.text)
    }
    var parts = [
      figure("episode", String(record.latest.episodes)),
      figure("reward", FigureText.fixed(record.latest.runningReward, 1)),
      figure("last 100", FigureText.fixed(record.latest.meanReward, 1)),
    ]
    if let state { parts.insert(StyledText(state, theme.strong), at: 0) }
    return StyledText(parts, gap: StyledText("  ", theme.text), fitting: room)
  }

  func statusLine(in place: MatchLayout) -> StatusLine {
    let columns = place.status.columns
    // Where no panels are, the line tells of the run too.
    let usual = layout.panels.isEmpty ? columns / 2 : columns / 5
    let taken = notice.map { $0.text.unicodeScalars.count + 2 } ?? usual
    return StatusLine(
      frame: place.status,
      buttons: keyTable.hints.fitting(max(columns - taken, StatusLine.hintRoom(columns)))
    )
  }

  // MARK: Dialogs

  /// The question before the end.
  var stopQuestion: DialogScreen {
    let keys = settings.keys
    let playing = setup.policyFile == nil ? [] : keys[.against]
    let dialog = Dialog(
      title: StyledText("Stop training?", theme.strong),
      lines: [
        StyledText("The run is saved, and", theme.text),
        StyledText("--resume goes on with it.", theme.text),
      ],
      alignment: .centre,
      buttons: ButtonRow(
        [.init("Enter", "stop", .enter), .init("Esc", "go on", .escape)]
          + (playing.isEmpty ? [] : [keys.button(.against, "stop, play it", brief: "play it")])
      )
    )
    return DialogScreen(
      accepting: Set(playing + keys[.leave] + [.enter, .character("y")]),
      dismissing: [.escape, .character("n"), .character(" ")],
      theme: theme,
      after: commands
    ) { columns, rows in (dialog, Rect(columns: columns, rows: rows)) }
  }

  /// The keys as they are just now.
  var keyTable: KeyTable {
    let keys = settings.keys
    var rows = [keys.row(.help, help: nil, hint: .init("help", rank: 1))]
    if offersGame {
      rows.append(
        keys.row(.against, help: "play against the agent", hint: .init("play it", rank: 3))
      )
    }
    // Keys that hold the paddle are nothing else; those beside the letters stay.
    rows += session.paddleRows.map { row in
      var row = row
      row.hint = nil
      return row
    }
    rows += [
      keys.row(
        .pause,
        help: "pause training, go on",
        hint: record.isLearning ? .init(record.state == .paused ? "go on" : "pause", rank: 5) : nil
      ),
      keys.row(
        .takeBat,
        help: isTaken ? "give the left paddle back" : "take the left paddle",
        hint: .init(isTaken ? "give back" : "take paddle", rank: 4)
      ),
      .init("← →", "the agent's age; PgUp PgDn, too"),
      .init("Home End", "age 0, now"),
      keys.row(.again, help: "the same serve again"),
    ]
    if hasManyOpponents { rows.append(keys.row(.nextOpponent, help: "the next opponent")) }
    rows += session.timeRows
    rows += [
      keys.row(.inside, help: "look inside the network", hint: .init("inside", rank: 7)),
      keys.row(.view, help: "panels", hint: .init("panels", rank: 6)),
      keys.row(.axis, help: "curve by episodes, steps, seconds"),
      keys.row(.save, help: "save now", also: "F2"),
      keys.row(.colours, help: "colours"),
      keys.row(
        .leave,
        help: "stop; the run is saved",
        also: "Esc",
        hint: .init(record.isLearning ? "stop" : "leave", rank: 2)
      ),
    ]
    return KeyTable(rows + Inspector.keyRows(keys))
  }

  /// The key of whatever can be clicked at a column and row.
  func buttonKey(column: Int, row: Int) -> Key? {
    guard layout.matchPanelColumns != nil, let place, column < place.panels.column else {
      return nil
    }
    return buttonKey(column: column, row: row, in: place)
  }
}
