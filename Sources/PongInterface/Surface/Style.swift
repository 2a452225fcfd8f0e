/// How a cell looks, apart from the character in it.
public struct Style: Hashable, Sendable {
  /// Attributes of the text; they stay visible where there is no colour.
  public struct Attributes: OptionSet, Hashable, Sendable {
    /// One bit an attribute.
    public var rawValue: UInt8

    /// Makes the set with the given bits.
    public init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    /// Heavier or brighter text.
    public static let bold = Attributes(rawValue: 1)
    /// Fainter text.
    public static let dim = Attributes(rawValue: 2)
    /// Foreground and background exchanged.
    public static let reverse = Attributes(rawValue: 4)
  }

  /// The colour of the text.
  public var foreground: Color
  /// The colour behind the text.
  public var background: Color
  /// The attributes of the text.
  public var attributes: Attributes

  /// Makes a style; left alone, it is the terminal's own.
  public init(
    foreground: Color = .standard,
    background: Color = .standard,
    attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// The terminal's own colours, no attributes.
  public static let plain = Style()
}
