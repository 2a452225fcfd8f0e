public import Pictures

extension ChartFigure.Ink {
  /// The colour on white; series have those of Okabe and Ito.
  var pixel: Bitmap.Pixel {
    switch self {
    case .text: return .black
    case .faintText: return Bitmap.Pixel(96, 96, 96)
    case .grid: return Bitmap.Pixel(224, 224, 224)
    case .series(let number, let isFaint):
      let colors = [
        Bitmap.Pixel(0, 114, 178), Bitmap.Pixel(213, 94, 0), Bitmap.Pixel(0, 158, 115),
        Bitmap.Pixel(204, 121, 167), Bitmap.Pixel(230, 159, 0), Bitmap.Pixel(86, 180, 233),
      ]
      let color = colors[number.modulo(colors.count)]
      return isFaint ? color.mixed(with: .white, parts: 144) : color
    }
  }
}

extension ChartFigure {
  /// The figure as a picture, on white.
  public var bitmap: Bitmap {
    var bitmap = Bitmap(width: width, height: height, filledWith: .white)
    let all = (x: 0..<width, y: 0..<height)
    for mark in frame { draw(mark, on: &bitmap, within: all) }
    let inside = (
      x: Int(field.left)..<Int(field.right) + 1, y: Int(field.top)..<Int(field.bottom) + 1
    )
    for mark in series { draw(mark, on: &bitmap, within: inside) }
    return bitmap
  }

  private typealias Area = (x: Range<Int>, y: Range<Int>)

  private func draw(_ mark: Mark, on bitmap: inout Bitmap, within area: Area) {
    switch mark {
    case .text(let text, let place, let anchor, let ink):
      let width = text.unicodeScalars.count * BitmapFont.advance * unit
      let shift =
        switch anchor {
        case .start: 0
        case .middle: width / 2
        case .end: width
        }
      let (x, y) = (Int(place.x) - shift, Int(place.y))
      bitmap.write(text, x: x, y: y, in: ink.pixel, scale: unit)
    case .line(let points, let width, let ink):
      let size = max(1, Int(width.rounded()))
      if let point = points.first, points.count == 1 {
        stamp(point, size: size, ink.pixel, on: &bitmap, within: area)
      }
      for (start, end) in zip(points, points.dropFirst()) {
        let length = max(abs(end.x - start.x), abs(end.y - start.y)).rounded(.up)
        for step in 0...Int(length) {
          let part = Double(step) / max(1, length)
          let point = Chart.Point(
            start.x + part * (end.x - start.x),
            start.y + part * (end.y - start.y)
          )
          stamp(point, size: size, ink.pixel, on: &bitmap, within: area)
        }
      }
    case .dots(let points, let radius, let ink):
      let size = max(1, Int((2 * radius).rounded()))
      for point in points { stamp(point, size: size, ink.pixel, on: &bitmap, within: area) }
    case .band(let intervals, let ink):
      for (interval, next) in zip(intervals, intervals.dropFirst()) {
        draw(interval, until: next, ink.pixel, on: &bitmap, within: area)
      }
    }
  }

  /// Fills a square of a size around a point.
  private func stamp(
    _ point: Chart.Point,
    size: Int,
    _ pixel: Bitmap.Pixel,
    on bitmap: inout Bitmap,
    within area: Area
  ) {
    let x = Int(point.x.rounded()) - (size - 1) / 2
    let y = Int(point.y.rounded()) - (size - 1) / 2
    guard x + size > area.x.lowerBound, x < area.x.upperBound, y + size > area.y.lowerBound,
      y < area.y.upperBound
    else { return }
    bitmap.fill(
      pixel,
      x: (x..<x + size).clamped(to: area.x),
      y: (y..<y + size).clamped(to: area.y)
    )
  }

  /// Tints the columns from one interval to the next, without the last.
  private func draw(
    _ interval: Chart.Interval,
    until next: Chart.Interval,
    _ pixel: Bitmap.Pixel,
    on bitmap: inout Bitmap,
    within area: Area
  ) {
    guard interval.x < next.x else { return }
    for column in (Int(interval.x)..<Int(next.x)).clamped(to: area.x) {
      let part = max(0, (Double(column) - interval.x) / (next.x - interval.x))
      let (one, other) = interval.ends(at: part, to: next)
      let rows = (Int(min(one, other))..<Int(max(one, other)) + 1).clamped(to: area.y)
      for row in rows {
        bitmap[column, row] = bitmap[column, row].mixed(with: pixel, parts: 64)
      }
    }
  }
}
