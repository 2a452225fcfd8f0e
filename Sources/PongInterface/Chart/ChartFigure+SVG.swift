extension ChartFigure {
  /// The figure as an SVG file.
  ///
  /// Source: W3C, "Scalable Vector Graphics (SVG) 1.1" (2011).
  public var svg: String {
    let (left, top) = (SVG.number(field.left), SVG.number(field.top))
    let size = (SVG.number(field.right - field.left), SVG.number(field.bottom - field.top))
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" font-family="monospace" font-size="\(10 * unit)">
      """,
      "<rect width=\"\(width)\" height=\"\(height)\" fill=\"#ffffff\"/>",
      "<clipPath id=\"field\">",
      "<rect x=\"\(left)\" y=\"\(top)\" width=\"\(size.0)\" height=\"\(size.1)\"/>",
      "</clipPath>",
    ]
    lines += frame.map(element)
    lines.append("<g clip-path=\"url(#field)\">")
    lines += series.map(element)
    lines += ["</g>", "</svg>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private func element(_ mark: Mark) -> String {
    switch mark {
    case .text(let text, let place, let anchor, let ink):
      let end =
        switch anchor {
        case .start: "start"
        case .middle: "middle"
        case .end: "end"
        }
      // Letters stand on their line, which is 7 units below their top.
      let y = place.y + 7 * Double(unit)
      return """
        <text x="\(SVG.number(place.x))" y="\(SVG.number(y))" text-anchor="\(end)" \
        fill="\(SVG.color(ink.pixel))">\(SVG.escaped(text))</text>
        """
    case .line(let points, let width, let ink):
      return """
        <polyline points="\(Self.list(points))" fill="none" stroke="\(SVG.color(ink.pixel))" \
        stroke-width="\(SVG.number(width))" stroke-linejoin="round" stroke-linecap="round"/>
        """
    case .band(let intervals, let ink):
      let upper = intervals.map { Chart.Point($0.x, $0.upper) }
      let lower = intervals.reversed().map { Chart.Point($0.x, $0.lower) }
      return """
        <polygon points="\(Self.list(upper + lower))" fill="\(SVG.color(ink.pixel))" \
        fill-opacity="0.25"/>
        """
    case .dots(let points, let radius, let ink):
      let discs = points.map {
        "<circle cx=\"\(SVG.number($0.x))\" cy=\"\(SVG.number($0.y))\" r=\"\(radius)\"/>"
      }
      return (["<g fill=\"\(SVG.color(ink.pixel))\">"] + discs + ["</g>"]).joined(separator: "\n")
    }
  }

  private static func list(_ points: [Chart.Point]) -> String {
    points.map { "\(SVG.number($0.x)),\(SVG.number($0.y))" }.joined(separator: " ")
  }
}
