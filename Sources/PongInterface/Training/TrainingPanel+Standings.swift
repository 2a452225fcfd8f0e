import Reinforcement

// Who plays against the agent, and how the agent does: a bar for each.

extension TrainingPanel {
  /// The points of a game.
  private static let points = 21.0
  private static let longestTitle = 12
  /// The columns of a mean with its sign.
  private static let valueColumns = 6

  /// The opponents, where there are several.
  var standings: [OpponentStanding] {
    let all = screen.record.latest.standings
    return all.count > 1 ? all : []
  }

  /// The rows that the curve keeps, with the one above it, beside bars and figures.
  var leastCurveRows: Int { screen.panels == .all ? 6 : 0 }

  /// Draws the mean points of a game against each opponent as a bar, full at 21:0 and half at a draw.
  ///
  /// The first row is the one that the figures have left free.
  func drawStandings(_ rest: inout Rect, on surface: inout Surface) {
    let rows = min(standings.count, rest.rows - leastCurveRows)
    guard rows > 0 else { return }
    let head = StyledText("points a game, last 100, against", theme.faint)
    if rest.row > 0 {
      surface.write(head.cut(to: rest.columns), column: rest.column, row: rest.row - 1)
    }
    let titles = standings.map { $0.title.cut(to: Self.longestTitle) as String }
    let width = titles.map(\.unicodeScalars.count).max() ?? 0
    for (index, standing) in standings.prefix(rows).enumerated() {
      let isShown = !screen.isTaken && index == screen.opponent
      let row = rest.row + index
      let line = StyledText(isShown ? "> " : "  ", theme.strong)
        .adding(titles[index].rightPadded(to: width + 1), isShown ? theme.strong : theme.text)
        .adding(
          bar(standing.meanReward, columns: rest.columns - width - 3 - Self.valueColumns),
          (standing.meanReward ?? 0) < 0 ? theme.left : theme.right
        )
        .adding(value(standing.meanReward), theme.text)
      surface.write(line.cut(to: rest.columns), column: rest.column, row: row)
    }
    rest = rest.withoutTop(min(rows + 1, rest.rows))
  }

  private func value(_ mean: Double?) -> String {
    let text = FigureText.fixed(mean, 1)
    let isPositive = (mean ?? 0) >= 0.05
    return ((isPositive ? "+" : "") + text).leftPadded(to: Self.valueColumns)
  }

  /// A bar of so many cells, with a mark where a draw would end it.
  private func bar(_ mean: Double?, columns: Int) -> String {
    guard columns > 0 else { return "" }
    let part = mean.map { max(0, min(1, ($0 + Self.points) / (2 * Self.points))) } ?? 0
    let full = Int((part * Double(columns)).rounded())
    let (on, off, middle) = isASCII ? ("#", "-", "|") : ("█", "░", "│")
    return (0..<columns).map { column in
      if column == columns / 2, column >= full { return middle }
      return column < full ? on : off
    }
    .joined()
  }
}
