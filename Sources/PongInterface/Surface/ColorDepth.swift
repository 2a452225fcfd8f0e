/// How many colours a terminal shows.
public enum ColorDepth: String, CaseIterable, Hashable, Sendable {
  /// None: only attributes.
  case mono
  /// The eight of ANSI.
  case ansi8 = "8"
  /// The eight of ANSI, each also bright.
  case ansi16 = "16"
  /// The cube of 6×6×6 colours and 24 greys, besides the sixteen.
  case indexed256 = "256"
  /// 8 bits a channel.
  case truecolor

  /// The number by which the terminal knows the colour nearest to the one given.
  ///
  /// For `truecolor` it is `0xRRGGBB`, with the eight lowest numbers left out: there they mean the
  /// colours of ANSI. For 256 colours the first sixteen are left out, which every user sets anew. With
  /// eight or sixteen a grey stays one and a colour keeps its hue as far as it can: by distance alone
  /// a grey would be yellow, and so would an orange, which nobody can read on white.
  /// With no colours there is no number.
  public func index(red: UInt8, green: UInt8, blue: UInt8) -> Int? {
    let (r, g, b) = (Int(red), Int(green), Int(blue))
    switch self {
    case .mono: return nil
    case .ansi8: return Self.nearest(r, g, b, among: 0..<8)
    case .ansi16: return Self.nearest(r, g, b, among: 0..<16)
    case .indexed256: return Self.cubeOrGrey(r, g, b)
    case .truecolor: return max(r << 16 | g << 8 | b, 8)
    }
  }

  /// xterm's sixteen colours, as usual as any.
  private static let ansi: [(Int, Int, Int)] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0),
    (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0),
    (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
  ]

  private static func nearest(_ r: Int, _ g: Int, _ b: Int, among indices: Range<Int>) -> Int {
    let chroma = max(r, g, b) - min(r, g, b)
    var best = (index: indices.lowerBound, distance: Int.max)
    for index in indices {
      let isGrey = index % 8 == 0 || index % 8 == 7
      if chroma < 40 && !isGrey || chroma > 80 && isGrey { continue }
      let (red, green, blue) = ansi[index]
      let hue = (r - g - red + green, g - b - green + blue)
      let distance = distance((r, g, b), ansi[index]) + hue.0 * hue.0 + hue.1 * hue.1
      if distance < best.distance {
        best = (index, distance)
      }
    }
    return best.index
  }

  private static func cubeOrGrey(_ r: Int, _ g: Int, _ b: Int) -> Int {
    let (cr, cg, cb) = (cubeStep(r), cubeStep(g), cubeStep(b))
    let cube = (cubeLevel(cr), cubeLevel(cg), cubeLevel(cb))
    // The greys are 8, 18, ... 238.
    let step = min(max(((r + g + b) / 3 - 3) / 10, 0), 23)
    let level = 8 + 10 * step
    if distance((r, g, b), (level, level, level)) < distance((r, g, b), cube) {
      return 232 + step
    }
    return 16 + 36 * cr + 6 * cg + cb
  }

  /// The levels of the cube are 0, 95, 135, 175, 215, 255.
  private static func cubeLevel(_ step: Int) -> Int {
    step == 0 ? 0 : 55 + 40 * step
  }

  private static func cubeStep(_ value: Int) -> Int {
    value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40
  }

  /// The squared distance with the eye's weights for red, green and blue, roughly.
  private static func distance(_ a: (Int, Int, Int), _ b: (Int, Int, Int)) -> Int {
    let (r, g, b) = (a.0 - b.0, a.1 - b.1, a.2 - b.2)
    return 3 * r * r + 6 * g * g + b * b
  }
}
