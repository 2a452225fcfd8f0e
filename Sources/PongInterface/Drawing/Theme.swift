public import PongEngine

/// The colours of the screens.
public struct Theme: Hashable, Sendable {
  /// The themes there are.
  public enum Name: String, CaseIterable, Hashable, Sendable {
    /// Atari's own colours.
    case atari
    /// White, yellow and cyan on black.
    case contrast
    /// Colours that the colour-blind tell apart: those of Okabe and Ito.
    case colorblind
    /// The terminal's own ground and text, light or dark, and two colours for the sides.
    case terminal
    /// No colour at all, only bold, faint and reversed text; the sides differ by shape.
    case mono

    /// How people call the theme.
    public var title: String {
      switch self {
      case .atari: "Atari"
      case .contrast: "High contrast"
      case .colorblind: "Colour-blind safe"
      case .terminal: "Terminal's own"
      case .mono: "Monochrome"
      }
    }
  }

  /// Which theme this is.
  public let name: Name
  /// Text outside the court, and the ground there.
  public let text: Style
  /// Text that matters less.
  public let faint: Style
  /// Keys, titles and other text that stands out.
  public let strong: Style
  /// The row or button that is selected.
  public let selected: Style
  /// Text of the left side.
  public let left: Style
  /// Text of the right side.
  public let right: Style
  /// Whether the sides differ by shape, because they cannot by colour.
  let differsByShape: Bool
  /// The colours of ``Ink``, by its raw value.
  private let inks: [Color]

  /// The theme of that name.
  public init(_ name: Name) {
    switch name {
    case .atari:
      self.init(
        .atari,
        ground: .rgb(18, 12, 10),
        text: .rgb(214, 206, 198),
        faint: .rgb(134, 122, 114),
        strong: .rgb(236, 236, 236),
        court: Color(CourtColors.normal.background),
        wall: Color(CourtColors.normal.ball),
        left: Color(CourtColors.normal.left),
        right: Color(CourtColors.normal.right)
      )
    case .contrast:
      self.init(
        .contrast,
        ground: .rgb(0, 0, 0),
        text: .rgb(255, 255, 255),
        faint: .rgb(192, 192, 192),
        left: .rgb(255, 255, 0),
        right: .rgb(0, 255, 255)
      )
    case .colorblind:
      self.init(
        .colorblind,
        ground: .rgb(16, 16, 20),
        text: .rgb(216, 216, 216),
        faint: .rgb(140, 140, 140),
        strong: .rgb(255, 255, 255),
        left: .rgb(230, 159, 0),
        right: .rgb(86, 180, 233)
      )
    case .terminal: self.init(.terminal, left: .rgb(208, 104, 24), right: .rgb(32, 144, 72))
    case .mono: self.init(.mono, ground: .standard)
    }
  }

  /// A theme whose court is like the ground and its walls like the text unless said otherwise.
  private init(
    _ name: Name,
    ground: Color = .standard,
    text: Color = .standard,
    faint: Color = .standard,
    strong: Color? = nil,
    court: Color? = nil,
    wall: Color? = nil,
    left: Color = .standard,
    right: Color = .standard
  ) {
    let (court, wall, strong) = (court ?? ground, wall ?? text, strong ?? text)
    self.name = name
    inks = [court, wall, left, right, wall]
    differsByShape = left == right
    self.text = Style(foreground: text, background: ground)
    // Where the terminal's own colours are used, an attribute tells what a colour cannot.
    let fainter: Style.Attributes = faint == text ? .dim : []
    self.faint = Style(foreground: faint, background: ground, attributes: fainter)
    self.strong = Style(foreground: strong, background: ground, attributes: .bold)
    selected =
      ground == .standard
      ? Style(attributes: [.bold, .reverse])
      : Style(foreground: ground, background: right, attributes: .bold)
    self.left = Style(foreground: left, background: ground, attributes: .bold)
    self.right = Style(foreground: right, background: ground, attributes: .bold)
  }

  /// Text in the colour of `side`.
  public func style(_ side: Side) -> Style {
    side == .left ? left : right
  }

  /// The colour of `ink`.
  func color(_ ink: Ink) -> Color {
    inks[Int(ink.rawValue)]
  }

  /// The character of a cell full of `ink`.
  func block(_ ink: Ink) -> Unicode.Scalar {
    switch ink {
    case .court: " "
    case .right where differsByShape: "▒"
    default: "█"
    }
  }

  /// `style` on the ground of the court.
  func onCourt(_ style: Style) -> Style {
    var style = style
    style.background = color(.court)
    return style
  }

  /// An empty cell outside the court.
  var blank: Cell {
    Cell(style: text)
  }
}

extension Color {
  /// A colour of the console.
  init(_ color: Palette.RGB) {
    self = .rgb(color.red, color.green, color.blue)
  }
}
