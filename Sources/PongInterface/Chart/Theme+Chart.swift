extension Theme {
  /// How the marks of a series look.
  func style(_ series: Chart.Series) -> Style {
    let colors = seriesColors
    let color = colors[series.color.modulo(colors.count)]
    var isBand = false
    if case .band = series.shape { isBand = true }
    guard series.isFaint || isBand else {
      let isFirst = series.color.modulo(colors.count) == 0
      // Without colours the first series stands out at least.
      let attributes: Style.Attributes = color == .standard && isFirst ? .bold : []
      return Style(foreground: color, background: text.background, attributes: attributes)
    }
    guard let blended = color.blended(with: text.background) else {
      return Style(foreground: color, background: text.background, attributes: .dim)
    }
    return Style(foreground: blended, background: text.background)
  }

  /// The colours of the series of a chart, in turn: those of the sides first.
  private var seriesColors: [Color] {
    switch name {
    case .mono: [.standard]
    case .atari:
      [
        right.foreground, left.foreground, .rgb(236, 236, 236), .rgb(84, 160, 228),
        .rgb(232, 204, 99), .rgb(200, 114, 200),
      ]
    case .contrast:
      [
        right.foreground, left.foreground, .rgb(255, 255, 255), .rgb(255, 0, 255), .rgb(0, 255, 0),
      ]
    case .colorblind, .terminal:
      [
        right.foreground, left.foreground, .rgb(0, 158, 115), .rgb(204, 121, 167),
        .rgb(213, 94, 0), .rgb(0, 114, 178),
      ]
    }
  }
}

extension Color {
  /// The colour halfway to `ground`, nil where either is the terminal's own.
  func blended(with ground: Color) -> Color? {
    guard case .rgb(let red, let green, let blue) = self,
      case .rgb(let r, let g, let b) = ground
    else { return nil }
    func mean(_ one: UInt8, _ other: UInt8) -> UInt8 {
      UInt8((Int(one) + Int(other)) / 2)
    }
    return .rgb(mean(red, r), mean(green, g), mean(blue, b))
  }
}
