/// The field of a chart as dots, finer than cells; each cell has the colour of one series.
struct ChartDots {
  private let glyphs: ChartGlyphs
  private let columns: Int
  private let rows: Int
  /// Dots of the field from left to right.
  private let width: Int
  /// Dots of the field from top to bottom.
  private let height: Int
  private let x: ChartScale
  private let y: ChartScale
  /// For every cell the series in front, -1 for none, and which of its dots are set.
  private var cells: [(series: Int, bits: UInt8)]

  /// Starts an empty field.
  init(columns: Int, rows: Int, glyphs: ChartGlyphs, x: ChartScale, y: ChartScale) {
    self.glyphs = glyphs
    self.columns = columns
    self.rows = rows
    self.x = x
    self.y = y
    width = columns * glyphs.across
    height = rows * glyphs.down
    cells = Array(repeating: (-1, 0), count: columns * rows)
  }

  /// The series in front in a cell and the dots of it; nil if the cell is empty.
  func cell(column: Int, row: Int) -> (series: Int, bits: UInt8)? {
    let cell = cells[row * columns + column]
    return cell.series < 0 ? nil : cell
  }

  /// Draws a series in front of all that has been drawn.
  mutating func draw(_ shape: Chart.Shape, series: Int) {
    switch shape {
    case .dots(let points):
      for point in points where point.isDrawable { dot(place(point), series) }
    case .line(let points):
      var last: (x: Double, y: Double)?
      for point in points {
        let next = point.isDrawable ? place(point) : nil
        if let next { line(from: last ?? next, to: next, series) }
        last = next
      }
    case .band(let intervals):
      for (index, interval) in intervals.enumerated() where interval.isDrawable {
        let next = index + 1 < intervals.count ? intervals[index + 1] : interval
        fill(interval, until: next.isDrawable ? next : interval, series)
      }
    }
  }

  /// A place in dots, from the upper left corner; it may lie outside, but not so far that no
  /// arithmetic is possible.
  private func place(_ point: Chart.Point) -> (x: Double, y: Double) {
    (
      max(-1e9, min(1e9, x.place(of: point.x))) * Double(width - 1),
      (1 - max(-1e9, min(1e9, y.place(of: point.y)))) * Double(height - 1)
    )
  }

  private mutating func dot(_ place: (x: Double, y: Double), _ series: Int) {
    guard (-0.5..<Double(width) - 0.5).contains(place.x),
      (-0.5..<Double(height) - 0.5).contains(place.y)
    else { return }
    set(x: Int((place.x + 0.5).rounded(.down)), y: Int((place.y + 0.5).rounded(.down)), series)
  }

  private mutating func set(x: Int, y: Int, _ series: Int) {
    let index = y / glyphs.down * columns + x / glyphs.across
    if cells[index].series < series { cells[index] = (series, 0) }
    guard cells[index].series == series else { return }
    cells[index].bits |= 1 << UInt8(y % glyphs.down * glyphs.across + x % glyphs.across)
  }

  /// A straight line of dots, the part of it that lies inside.
  private mutating func line(
    from start: (x: Double, y: Double),
    to end: (x: Double, y: Double),
    _ series: Int
  ) {
    // Liang and Barsky: the part of the way, from 0 to 1, within each of the four edges.
    var (from, to) = (0.0, 1.0)
    let (right, bottom) = (Double(width) - 0.51, Double(height) - 0.51)
    for (begin, way, most) in [
      (start.x, end.x - start.x, right), (start.y, end.y - start.y, bottom),
    ] {
      if way == 0 {
        guard begin >= -0.5, begin <= most else { return }
      } else {
        let (low, high) = ((-0.5 - begin) / way, (most - begin) / way)
        from = max(from, min(low, high))
        to = min(to, max(low, high))
      }
    }
    guard from <= to else { return }
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let count = Int((max(abs(dx), abs(dy)) * (to - from)).rounded(.up))
    for step in 0...count {
      let part = from + (to - from) * Double(step) / Double(max(count, 1))
      dot((start.x + part * dx, start.y + part * dy), series)
    }
  }

  /// The area of a band from one interval to the next: every other dot of it.
  private mutating func fill(
    _ interval: Chart.Interval,
    until next: Chart.Interval,
    _ series: Int
  ) {
    let (left, right) = (place(Chart.Point(interval.x, 0)).x, place(Chart.Point(next.x, 0)).x)
    let first = max(0, (min(left, right) + 0.5).rounded(.down))
    let last = min(Double(width - 1), (max(left, right) + 0.5).rounded(.down))
    guard first <= last else { return }
    for column in Int(first)...Int(last) {
      let way = right == left ? 0 : max(0, min(1, (Double(column) - left) / (right - left)))
      let (lower, upper) = interval.ends(at: way, to: next)
      let (one, other) = (place(Chart.Point(0, lower)).y, place(Chart.Point(0, upper)).y)
      let top = max(0, (min(one, other) + 0.5).rounded(.down))
      let bottom = min(Double(height - 1), (max(one, other) + 0.5).rounded(.down))
      guard top <= bottom else { continue }
      for row in Int(top)...Int(bottom) where glyphs != .braille || (column + row) % 2 == 0 {
        set(x: column, y: row, series)
      }
    }
  }
}
