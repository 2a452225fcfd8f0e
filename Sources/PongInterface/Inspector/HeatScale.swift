import PongAgents

/// The colours and signs of numbers with a sign: up and down, or more and less.
///
/// Numbers are shown in few levels, so that a picture that changes a little costs few bytes: from
/// -``levels`` (down) over 0 to ``levels`` (up).
struct HeatScale: Hashable, Sendable {
  /// The strongest level.
  static let levels = 3

  /// The full colour of up.
  let up: Color
  /// The full colour of down.
  let down: Color
  /// The full colour of what has no sign.
  let neutral: Color
  /// Whether there are no colours, so that signs must do.
  let isMono: Bool
  private let shades: [Color]
  private let neutralShades: [Color]

  /// The scale that suits a theme.
  init(_ theme: Theme) {
    isMono = theme.name == .mono
    func color(_ rgb: (UInt8, UInt8, UInt8)) -> Color { .rgb(rgb.0, rgb.1, rgb.2) }
    // Colours of the cube of 256, so that they are what is seen, from weak to strong.
    let ups: [(UInt8, UInt8, UInt8)]
    let downs: [(UInt8, UInt8, UInt8)]
    switch theme.name {
    case .atari, .terminal, .mono:
      ups = [(0, 95, 135), (0, 135, 215), (95, 215, 255)]
      downs = [(135, 0, 95), (215, 0, 135), (255, 95, 175)]
    case .contrast:
      ups = [(0, 95, 0), (0, 175, 0), (0, 255, 0)]
      downs = [(95, 0, 95), (175, 0, 175), (255, 0, 255)]
    case .colorblind:
      // Blue and yellow as of Okabe and Ito; their orange and sky blue are the sides'.
      ups = [(0, 0, 95), (0, 95, 175), (0, 135, 255)]
      downs = [(95, 95, 0), (175, 175, 0), (255, 255, 95)]
    }
    let ground = Color.rgb(28, 28, 28)
    shades = downs.reversed().map(color) + [ground] + ups.map(color)
    neutralShades = [ground] + [(95, 95, 0), (175, 175, 95), (255, 255, 215)].map(color)
    up = shades[2 * Self.levels]
    down = shades[0]
    neutral = neutralShades[Self.levels]
  }

  /// The colour of a level.
  func color(_ level: Int) -> Color {
    shades[max(-Self.levels, min(Self.levels, level)) + Self.levels]
  }

  /// The colour of a level of something without sign.
  func neutralColor(_ level: Int) -> Color {
    neutralShades[max(0, min(Self.levels, level))]
  }

  /// A character for a level, where colours do not tell: + or - and how much of it.
  func sign(_ level: Int) -> (scalar: Unicode.Scalar, attributes: Style.Attributes) {
    let attributes: Style.Attributes =
      switch abs(level) {
      case Self.levels...: .bold
      case 2: []
      default: .dim
      }
    return (level == 0 ? " " : level > 0 ? "+" : "-", attributes)
  }

  /// The level of a number among others of which `greatest` has the greatest magnitude.
  ///
  /// Whatever is not zero to speak of gets a level, and the strongest third the strongest.
  static func level(_ value: Double, greatest: Double) -> Int {
    guard greatest > 0 else { return 0 }
    let part = min((abs(value) / greatest).finiteOrZero, 1) * Double(levels)
    let level = part < 0.1 ? 0 : min(levels, Int(part) + 1)
    return value < 0 ? -level : level
  }

  /// The level of a number among many of which most are noise: what is small gets none.
  static func coarseLevel(_ value: Double, greatest: Double) -> Int {
    guard greatest > 0 else { return 0 }
    let part = min((abs(value) / greatest).finiteOrZero, 1) * Double(levels + 1)
    let level = min(levels, Int(part))
    return value < 0 ? -level : level
  }
}
