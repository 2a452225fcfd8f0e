import PongAgents
import PongEngine

/// What a policy would have done in a replay, worked out bit by bit: its bat as a ghost, and how the
/// position stood.
struct ReplayGhost: Sendable {
  /// What the policy is called.
  let name: String
  /// What has been worked out.
  private(set) var analysis: ReplayAnalysis
  /// The moments in which points were lost, as far as they are known.
  private(set) var moments: [Int] = []

  private let outline: ReplayOutline
  private var nextPoint = 0

  /// The frames that are worked out in a frame of the screen: a few milliseconds.
  private static let slice = 300

  /// Prepares a ghost of the bat of a side.
  init(
    _ track: ReplayTrack,
    outline: ReplayOutline,
    policy: PongPolicy,
    environment: EnvironmentID,
    side: Side,
    name: String
  ) {
    self.name = name
    self.outline = outline
    analysis = ReplayAnalysis(track, policy: policy, environment: environment, side: side)
  }

  /// The side whose bat it is.
  var side: Side { analysis.side }

  /// Works some more out.
  mutating func tick() {
    guard !analysis.isComplete else { return }
    analysis.advance(by: Self.slice)
    while nextPoint < outline.pointCount,
      outline.rallies[nextPoint].frames.upperBound <= analysis.frameCount
    {
      if let moment = analysis.costliestMoment(ofPoint: nextPoint) { moments.append(moment) }
      nextPoint += 1
    }
  }

  /// The next moment that lost a point, after the last one the first; `nil` if none is known.
  func moment(after frame: Int) -> Int? { moments.first { $0 > frame } ?? moments.first }

  // MARK: Curve

  /// Draws the value as a curve whose columns are those of a timeline.
  ///
  /// - Parameters:
  ///   - frame: The cells, under the timeline.
  ///   - timeline: The timeline.
  ///   - position: Where the replay stands.
  ///   - glyphs: The characters that pictures are made of.
  ///   - theme: The colours.
  ///   - surface: The picture.
  func drawCurve(
    in frame: Rect,
    under timeline: ReplayTimeline,
    at position: Int,
    glyphs: GlyphSet,
    theme: Theme,
    on surface: inout Surface
  ) {
    let columns = timeline.cells.count
    guard frame.rows > 0, columns > 1 else { return }
    let chartGlyphs = ChartGlyphs(glyphs)
    let points = (0..<columns * chartGlyphs.across).compactMap { dot -> Chart.Point? in
      let place = dot * timeline.frameCount / max(1, columns * chartGlyphs.across - 1)
      return analysis.value(atFrame: place).map { Chart.Point(Double(place), Double($0)) }
    }
    let (low, high) = (points.map(\.y).min() ?? 0, points.map(\.y).max() ?? 0)
    let x = ChartScale(
      Chart.Axis("", range: 0...Double(max(1, timeline.frameCount))),
      values: [Double](),
      ticks: 2,
      isRounded: false
    )
    let y = ChartScale(
      Chart.Axis("", range: min(-0.1, low)...max(0.1, high)),
      values: [Double](),
      ticks: 2,
      isRounded: false
    )
    var dots = ChartDots(columns: columns, rows: frame.rows, glyphs: chartGlyphs, x: x, y: y)
    let zero = Chart.Series("", .line([]), color: 0, isFaint: true)
    let value = Chart.Series("", .line(points), color: 0)
    dots.draw(.line([Chart.Point(0, 0), Chart.Point(Double(timeline.frameCount), 0)]), series: 0)
    dots.draw(value.shape, series: 1)
    let now = timeline.column(ofFrame: position) - timeline.cells.lowerBound
    for row in 0..<frame.rows {
      for column in 0..<columns {
        let cell = dots.cell(column: column, row: row)
        var style = cell?.series == 1 ? theme.style(side) : theme.faint
        if column == now { style = theme.selected }
        guard cell != nil || column == now else { continue }
        let series = cell?.series == 1 ? value : zero
        let scalar = cell.map { chartGlyphs.character($0.bits, of: series) } ?? " "
        surface[timeline.cells.lowerBound + column, frame.row + row] = Cell(
          scalar: scalar,
          style: style
        )
      }
    }
    for moment in moments {
      guard let height = analysis.value(atFrame: moment) else { continue }
      let place = (1 - y.place(of: Double(height))) * Double(frame.rows - 1)
      surface.write(
        glyphs == .ascii ? "x" : "×",
        column: timeline.column(ofFrame: moment),
        row: frame.row + max(0, min(frame.rows - 1, Int(place.rounded()))),
        style: theme.strong
      )
    }
  }
}
