import PongAgents
import PongEngine

/// Colours over the ground of a court, a half cell at a time.
struct CourtOverlay {
  /// What is painted in a place.
  private struct Mark {
    var level = 0
    var isSigned = true
    /// Whether it lies over bats and ball, too.
    var isInFront = false
  }

  /// The court.
  let court: CourtView
  private let field: Range<Int>
  private let width: Int
  private var marks: [Mark?]

  /// Nothing over a court.
  init(_ court: CourtView) {
    self.court = court
    width = court.frame.columns
    let height = court.frame.rows * court.glyphs.down
    field = court.field(of: height)
    marks = Array(repeating: nil, count: width * height)
  }

  /// Marks what an inspector shows of the network on `side`.
  init(_ court: CourtView, content: Inspector.Content, overlay: Inspector.Overlay, side: Side) {
    self.init(court)
    switch overlay {
    case .contributions: mark(content.attribution.pixels, side: side)
    case .saliency: content.saliency.map { mark($0, side: side) }
    case .map: content.map.map { mark($0) }
    case .none: break
    }
  }

  // MARK: Marks

  private mutating func mark(_ pixels: [Attribution.Pixel], side: Side) {
    let greatest = pixels.map { abs($0.contribution) }.max() ?? 0
    // A pixel of the difference and the same of the frame are one place of the court.
    var sums = Array(repeating: 0.0, count: PreprocessedFrame.count)
    for pixel in pixels { sums[pixel.row * 80 + pixel.column] += pixel.contribution }
    // From top left to bottom right, so that of equal marks in one cell always the same one is seen.
    for (place, sum) in sums.enumerated() where sum != 0 {
      let (row, column) = (place / 80, side == .right ? place % 80 : 79 - place % 80)
      let level = HeatScale.level(sum, greatest: greatest)
      paint(
        Mark(level: level, isInFront: true),
        columns: width.part(column, of: 80),
        rows: rows(row, of: 80)
      )
    }
  }

  private mutating func mark(_ saliency: Saliency, side: Side) {
    let greatest = Double(saliency.scores.max() ?? 0)
    let count = Saliency.side
    for (index, score) in saliency.scores.enumerated() where score > 0 {
      let column = side == .right ? index % count : count - 1 - index % count
      paint(
        Mark(level: HeatScale.level(Double(score), greatest: greatest), isSigned: false),
        columns: column * width / count..<(column + 1) * width / count,
        rows: rows(index / count, of: count)
      )
    }
  }

  private mutating func mark(_ map: BallMap) {
    for y in field {
      let row = (y - field.lowerBound) * map.rows / max(field.count, 1)
      for x in 0..<width {
        let probability = map.probabilities[row * map.columns + x * map.columns / width]
        // Seven levels: 0.5 is in the middle of the middle one.
        let level = Int(probability.finiteOrZero * 7) - 3
        marks[y * width + x] = Mark(level: min(level, HeatScale.levels))
      }
    }
  }

  /// The rows of the court's picture that row `row` of `count` between the walls is drawn in.
  private func rows(_ row: Int, of count: Int) -> Range<Int> {
    let part = field.count.part(row, of: count)
    return field.lowerBound + part.lowerBound..<field.lowerBound + part.upperBound
  }

  private mutating func paint(_ mark: Mark, columns: Range<Int>, rows: Range<Int>) {
    guard mark.level != 0 else { return }
    for y in rows.clamped(to: field) {
      for x in columns.clamped(to: 0..<width) {
        if let there = marks[y * width + x], abs(there.level) > abs(mark.level) { continue }
        marks[y * width + x] = mark
      }
    }
  }

  // MARK: Drawing

  /// Draws the marks over a court that has been drawn.
  ///
  /// A map leaves the cells around bats and ball free, so that they can be seen in it.
  func draw(scale: HeatScale, theme: Theme, on surface: inout Surface) {
    let down = court.glyphs.down
    let ground = theme.color(.court)
    let plain = surface
    func isGround(_ x: Int, _ y: Int) -> Bool {
      guard court.frame.contains(column: x, row: y) else { return true }
      guard let halves = plain[x, y].halves else { return plain[x, y].scalar == " " }
      return halves.upper == ground && halves.lower == ground || isWall(row: y)
    }
    func isFree(_ x: Int, _ y: Int) -> Bool {
      (y - 1...y + 1).contains { row in (x - 1...x + 1).contains { !isGround($0, row) } }
    }
    for row in 0..<court.frame.rows {
      for column in 0..<width {
        let upper = marks[row * down * width + column]
        let lower = down == 1 ? upper : marks[(row * down + 1) * width + column]
        guard upper != nil || lower != nil else { continue }
        let (x, y) = (court.frame.column + column, court.frame.row + row)
        if (upper ?? lower)?.isInFront == false, isFree(x, y) { continue }
        if scale.isMono || down == 1 {
          drawSign(upper ?? lower ?? Mark(), lower, scale, theme, at: (x, y), on: &surface)
        } else if let halves = surface[x, y].halves {
          surface[x, y] = Cell(
            halves: Self.color(upper, over: halves.upper, ground: ground, scale),
            Self.color(lower, over: halves.lower, ground: ground, scale)
          )
        }
      }
    }
  }

  /// Whether a row of cells shows a wall, in part at least.
  private func isWall(row: Int) -> Bool {
    let first = (row - court.frame.row) * court.glyphs.down
    return first < field.lowerBound || first + court.glyphs.down > field.upperBound
  }

  private static func color(_ mark: Mark?, over color: Color, ground: Color, _ scale: HeatScale)
    -> Color
  {
    guard let mark, mark.isInFront || color == ground else { return color }
    return mark.isSigned ? scale.color(mark.level) : scale.neutralColor(mark.level)
  }

  /// Writes a sign where there are no colours, or no half cells, to show a level.
  private func drawSign(
    _ upper: Mark,
    _ lower: Mark?,
    _ scale: HeatScale,
    _ theme: Theme,
    at place: (x: Int, y: Int),
    on surface: inout Surface
  ) {
    let mark = lower.map { abs($0.level) > abs(upper.level) ? $0 : upper } ?? upper
    let cell = surface[place.x, place.y]
    guard cell.scalar == " " || mark.isInFront else { return }
    let (scalar, attributes) = scale.sign(mark.level)
    guard scalar != " " else { return }
    var style = cell.scalar == " " ? cell.style : theme.onCourt(theme.text)
    style.attributes = attributes
    if !scale.isMono {
      style.foreground =
        mark.isSigned ? scale.color(mark.level) : scale.neutralColor(mark.level)
    }
    surface[place.x, place.y] = Cell(scalar: mark.isSigned ? scalar : "*", style: style)
  }
}
