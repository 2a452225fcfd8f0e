public import Pictures
public import PongAgents

/// A tournament's payoff matrix laid out on a plane of pixels, for files: what each row wins by against
/// each column, in points a game, from orange (-21) over white to blue (+21).
///
/// Colours only repeat what the figures say. A thick frame marks a cell in which the lower rated
/// player certainly wins.
public struct MatrixFigure: Sendable {
  /// A filled rectangle.
  struct Area: Hashable, Sendable {
    var x: Range<Int>
    var y: Range<Int>
    var pixel: Bitmap.Pixel
  }

  /// A line of text; y is the top of tall letters.
  struct Label: Hashable, Sendable {
    /// Which point of the text stands at x.
    enum Anchor: Hashable, Sendable {
      case start
      case middle
      case end
    }

    var text: String
    var x: Int
    var y: Int
    var anchor: Anchor
    /// The side of a letter's pixel: letters are 5 by 9 of them.
    var unit: Int
    var pixel = Bitmap.Pixel.black
  }

  /// The width in pixels.
  public private(set) var width = 0
  /// The height in pixels.
  public private(set) var height = 0
  /// What is filled, in this order.
  private(set) var areas: [Area] = []
  /// What is written on it.
  private(set) var labels: [Label] = []

  /// The size of a cell.
  private static let cell = (width: 84, height: 48)
  /// The space around everything.
  private static let margin = 16
  private static let faint = Bitmap.Pixel(96, 96, 96)

  /// Lays a table out.
  public init(_ table: TournamentTable) {
    let standings = table.standings
    let names = standings.enumerated().map { place, standing in
      "\(place + 1) \(table.players[standing.player].id.cut(to: 30))"
    }
    let ratings = standings.map(Self.rating)
    let (margin, cell) = (Self.margin, Self.cell)
    let nameEnd = margin + 12 * (names.map(\.unicodeScalars.count).max() ?? 0)
    let left = nameEnd + 24 + 12 * max(3, ratings.map(\.unicodeScalars.count).max() ?? 0) + 12
    let top = margin + 64
    width = max(left + standings.count * cell.width + margin, 560)
    height = top + standings.count * cell.height + 72
    add("Points a game that the row wins by against the column", x: margin, y: margin)
    add("Elo", x: left - 12, y: margin + 36, .end, in: Self.faint)
    for (row, standing) in standings.enumerated() {
      let y = top + row * cell.height
      let x = left + row * cell.width + cell.width / 2
      add(names[row], x: margin, y: y + 15)
      add(ratings[row], x: left - 12, y: y + 15, .end)
      add(String(row + 1), x: x, y: margin + 36, .middle, in: Self.faint)
      for (column, other) in standings.enumerated() {
        let result = table.result(of: standing.player, against: other.player)
        let isUpset = result.map { $0.isCertain && ($0.meanMargin > 0) == (row > column) } ?? false
        add(result, isUpset: isUpset, x: left + column * cell.width, y: y)
      }
    }
    addScale(x: margin, y: height - 44)
  }

  private static func rating(_ standing: TournamentTable.Standing) -> String {
    let rating = FigureText.fixed(standing.rating, 0)
    return standing.interval95 > 0
      ? "\(rating) ±\(FigureText.fixed(standing.interval95, 0))" : rating
  }

  private mutating func add(
    _ text: String,
    x: Int,
    y: Int,
    _ anchor: Label.Anchor = .start,
    in pixel: Bitmap.Pixel = .black,
    unit: Int = 2
  ) {
    labels.append(Label(text: text, x: x, y: y, anchor: anchor, unit: unit, pixel: pixel))
  }

  private mutating func add(_ result: PairingResult?, isUpset: Bool, x: Int, y: Int) {
    let (columns, rows) = (x..<x + Self.cell.width - 2, y..<y + Self.cell.height - 2)
    guard let result else {
      areas.append(Area(x: columns, y: rows, pixel: Bitmap.Pixel(240, 240, 240)))
      return
    }
    let pixel = Self.color(result.meanMargin)
    if isUpset { areas.append(Area(x: columns, y: rows, pixel: .black)) }
    let frame = isUpset ? 3 : 0
    areas.append(
      Area(
        x: columns.lowerBound + frame..<columns.upperBound - frame,
        y: rows.lowerBound + frame..<rows.upperBound - frame,
        pixel: pixel
      )
    )
    let ink = Self.ink(on: pixel)
    let middle = x + Self.cell.width / 2 - 1
    add(FigureText.signed(result.meanMargin, 1), x: middle, y: y + 9, .middle, in: ink)
    if let interval = result.interval95 {
      let text = "±\(FigureText.fixed(interval, 1))"
      add(text, x: middle, y: y + 32, .middle, in: ink, unit: 1)
    }
  }

  private mutating func addScale(x: Int, y: Int) {
    for margin in -21...21 {
      let left = x + (margin + 21) * 6
      let pixel = Self.color(Double(margin))
      areas.append(Area(x: left..<left + 6, y: y..<y + 14, pixel: pixel))
    }
    for (margin, anchor) in [(-21, Label.Anchor.start), (0, .middle), (21, .end)] {
      let place = x + (margin + 21) * 6 + (margin + 21) / 7
      let text = margin > 0 ? "+\(margin)" : String(margin)
      add(text, x: place, y: y + 19, anchor, in: Self.faint, unit: 1)
    }
    add(
      "framed: against the ranking   ±: half of a 95 % interval",
      x: x + 280,
      y: y + 3,
      in: Self.faint,
      unit: 1
    )
  }

  /// Blue (Okabe and Ito's) for what is won, orange for what is lost, the stronger the more.
  private static func color(_ margin: Double) -> Bitmap.Pixel {
    let full = margin > 0 ? Bitmap.Pixel(0, 114, 178) : Bitmap.Pixel(213, 94, 0)
    let parts = min(256, Int((abs(margin).finiteOrZero / 21 * 256).rounded()))
    return Bitmap.Pixel.white.mixed(with: full, parts: parts)
  }

  private static func ink(on pixel: Bitmap.Pixel) -> Bitmap.Pixel {
    let brightness = 299 * Int(pixel.red) + 587 * Int(pixel.green) + 114 * Int(pixel.blue)
    return brightness > 127_500 ? .black : .white
  }
}

extension MatrixFigure {
  /// The figure as a picture, on white.
  public var bitmap: Bitmap {
    var bitmap = Bitmap(width: width, height: height, filledWith: .white)
    for area in areas { bitmap.fill(area.pixel, x: area.x, y: area.y) }
    for label in labels {
      let width = label.text.unicodeScalars.count * BitmapFont.advance * label.unit
      let shift =
        switch label.anchor {
        case .start: 0
        case .middle: width / 2
        case .end: width
        }
      bitmap.write(label.text, x: label.x - shift, y: label.y, in: label.pixel, scale: label.unit)
    }
    return bitmap
  }

  /// The figure as an SVG file.
  public var svg: String {
    let areas = areas.map { area in
      """
      <rect x="\(area.x.lowerBound)" y="\(area.y.lowerBound)" width="\(area.x.count)" \
      height="\(area.y.count)" fill="\(SVG.color(area.pixel))"/>
      """
    }
    let labels = labels.map { label in
      let anchor =
        switch label.anchor {
        case .start: "start"
        case .middle: "middle"
        case .end: "end"
        }
      // Letters stand on their line, which is 7 units below their top.
      return """
        <text x="\(label.x)" y="\(label.y + 7 * label.unit)" font-size="\(10 * label.unit)" \
        text-anchor="\(anchor)" fill="\(SVG.color(label.pixel))">\(SVG.escaped(label.text))</text>
        """
    }
    let head = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" font-family="monospace">
      <rect width="\(width)" height="\(height)" fill="#ffffff"/>
      """
    return ([head] + areas + labels + ["</svg>"]).joined(separator: "\n") + "\n"
  }
}
