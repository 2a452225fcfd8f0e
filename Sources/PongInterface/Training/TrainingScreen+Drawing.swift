import PongAgents
import PongEngine
import Reinforcement

extension TrainingScreen {
  /// Draws the match, the panels and what is open over them.
  public func draw(on surface: inout Surface) {
    surface.fill(theme.blank)
    if layout.matchPanelColumns != nil, let place = match.layout {
      match.drawCourt(in: place, on: &surface)
      drawStatus(in: place, on: &surface)
      if isTaken, dialog == nil {
        match.dialog?.draw(in: match.stage(place), theme: theme, on: &surface)
      }
    }
    surface.copy(picture, column: layout.panels.column, row: layout.panels.row)
    box?.draw(in: stage, theme: theme, on: &surface)
  }

  private var stage: Rect {
    Rect(columns: size.columns, rows: size.rows)
  }

  // MARK: Goal

  /// What part of the way to the goal is gone.
  var fraction: Double? {
    if case .ended(.goal) = state { return 1 }
    return setup.stopRule.fraction(figures)
  }

  /// The seconds to the goal at the pace so far.
  var timeLeft: Double? {
    setup.stopRule.timeLeft(figures, since: setup.start, slope: curve.slope)
  }

  // MARK: Curve

  /// The learning curve with what it is compared with.
  ///
  /// - Parameter isBrief: Whether there is little room for the legend.
  /// - Returns: The chart.
  func chart(isBrief: Bool) -> Chart {
    var series: [Chart.Series] = []
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

  private func drawStatus(in place: MatchLayout, on surface: inout Surface) {
    let row = place.status.row
    let buttons = hints(in: place)
    let column = place.status.column + place.status.columns - buttons.width
    let room = column - place.status.column - 2
    if let notice = shownNotice {
      surface.write(
        StyledText(notice.text.cut(to: room), theme.strong),
        column: place.status.column,
        row: row
      )
    } else {
      surface.write(status(fitting: room), column: place.status.column, row: row)
    }
    buttons.draw(column: column, row: row, theme: theme, on: &surface)
  }

  /// What is to be shown for a while, of the run or of the match.
  private var shownNotice: MatchScreen.Notice? { notice ?? match.notice }

  /// What there is to say about match and run in a line.
  private func status(fitting room: Int) -> StyledText {
    guard layout.panels.isEmpty else { return match.status(fitting: room) }
    let figures = figures
    var text = StyledText()
    let state: String? =
      switch self.state {
      case .running: nil
      case .paused: "paused"
      case .ended(.goal): "goal reached"
      case .ended: "done"
      case .failed: "failed"
      }
    var parts = [
      StyledText("episode ", theme.faint).adding(String(figures.episodes), theme.text),
      StyledText("reward ", theme.faint)
        .adding(FigureText.fixed(figures.runningReward, 1), theme.text),
      StyledText("last 100 ", theme.faint)
        .adding(FigureText.fixed(figures.meanReward, 1), theme.text),
    ]
    if let state { parts.insert(StyledText(state, theme.strong), at: 0) }
    for part in parts {
      let gap = text.width == 0 ? 0 : 2
      guard text.width + gap + part.width <= room else { break }
      if gap > 0 { text.append("  ", theme.text) }
      for span in part.spans { text.append(span.text, span.style) }
    }
    return text
  }

  /// The keys worth knowing just now.
  private func hints(in place: MatchLayout) -> ButtonRow {
    var buttons = [ButtonRow.Button("?", "keys", .character("?"))]
    buttons.append(.init("t", isTaken ? "give back" : "take paddle", .character("t")))
    buttons.append(.init("q", isLearning ? "stop" : "leave", .character("q")))
    if isLearning {
      buttons.append(.init("p", state == .paused ? "go on" : "pause", .character("p")))
    }
    buttons.append(.init("v", "panels", .character("v")))
    let columns = place.status.columns
    // Where no panels are, the line tells of the run too.
    let usual = layout.panels.isEmpty ? columns / 2 : columns / 5
    let taken = shownNotice.map { $0.text.unicodeScalars.count + 2 } ?? usual
    return ButtonRow(buttons).fitting(columns - taken)
  }

  // MARK: Boxes

  /// The box over the screen, if there is one.
  private var box: Dialog? {
    switch dialog {
    case .help: help
    case .stop: stop
    case nil: nil
    }
  }

  private var stop: Dialog {
    Dialog(
      title: StyledText("Stop training?", theme.strong),
      lines: [
        StyledText("The run is saved, and", theme.text),
        StyledText("--resume goes on with it.", theme.text),
      ],
      alignment: .centre,
      buttons: ButtonRow([
        .init("Enter", "stop", .enter),
        .init("Esc", "go on", .escape),
      ])
    )
  }

  private var help: Dialog {
    var entries = [
      ("p Space", "pause training, go on"),
      ("t", isTaken ? "give the left paddle back" : "take the left paddle"),
      ("← → [ ]", "the agent's age: younger, older"),
      ("Home End", "age 0, now"),
      ("r", "the same serve again"),
      ("+ - 0", "match: faster, slower, 1×"),
      (", .", "slow motion, a frame (Enter: on)"),
      ("n", "look inside the network"),
      ("v", "panels"),
      ("x", "curve by episodes, steps, seconds"),
      ("s F2", "save now"),
      ("c", "colours"),
      ("q Esc", "stop; the run is saved"),
    ]
    if isTaken {
      // Keys that hold the paddle are nothing else; the bracket and function keys stay.
      entries = match.paddleHelp + entries
    }
    entries = Array(entries.prefix(max(1, size.rows - 6)))
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

  /// The key of whatever can be clicked at a column and row.
  func buttonKey(column: Int, row: Int) -> Key? {
    if let box { return box.key(column: column, row: row, in: stage) }
    guard layout.matchPanelColumns != nil, let place = match.layout,
      row == place.status.row, column < place.panels.column
    else { return nil }
    let buttons = hints(in: place)
    let start = place.status.column + place.status.columns - buttons.width
    return buttons.key(atColumn: column, drawnAt: start)
  }
}
