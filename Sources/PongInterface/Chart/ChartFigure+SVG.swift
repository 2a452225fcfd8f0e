import Pictures

extension ChartFigure {
  /// The figure as an SVG file.
  ///
  /// Source: W3C, "Scalable Vector Graphics (SVG) 1.1" (2011).
  public var svg: String {
    let (left, top) = (Self.number(field.left), Self.number(field.top))
    let size = (Self.number(field.right - field.left), Self.number(field.bottom - field.top))
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
        <text x="\(Self.number(place.x))" y="\(Self.number(y))" text-anchor="\(end)" \
        fill="\(Self.color(ink))">\(Self.escaped(text))</text>
        """
    case .line(let points, let width, let ink):
      return """
        <polyline points="\(Self.list(points))" fill="none" stroke="\(Self.color(ink))" \
        stroke-width="\(Self.number(width))" stroke-linejoin="round" stroke-linecap="round"/>
        """
    case .band(let intervals, let ink):
      let upper = intervals.map { Chart.Point($0.x, $0.upper) }
      let lower = intervals.reversed().map { Chart.Point($0.x, $0.lower) }
      return """
        <polygon points="\(Self.list(upper + lower))" fill="\(Self.color(ink))" \
        fill-opacity="0.25"/>
        """
    case .dots(let points, let radius, let ink):
      let discs = points.map {
        "<circle cx=\"\(Self.number($0.x))\" cy=\"\(Self.number($0.y))\" r=\"\(radius)\"/>"
      }
      return (["<g fill=\"\(Self.color(ink))\">"] + discs + ["</g>"]).joined(separator: "\n")
    }
  }

  private static func list(_ points: [Chart.Point]) -> String {
    points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
  }

  /// A number to the nearest tenth.
  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let (whole, part) = abs(tenths).quotientAndRemainder(dividingBy: 10)
    return part == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(part)"
  }

  private static func color(_ ink: Ink) -> String {
    let digits = String(ink.pixel.packed, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// The text as the content of an element; what XML does not allow becomes a question mark.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case _ where scalar.value < 0x20 || 0xFFFE...0xFFFF ~= scalar.value: result += "?"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
