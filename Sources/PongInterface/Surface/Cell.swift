/// One character position of a surface.
public struct Cell: Hashable, Sendable {
  /// The character; it must be one column wide (the terminal shows `?` for any other).
  public var scalar: Unicode.Scalar
  /// How the character looks.
  public var style: Style

  /// Makes a cell; left alone, it is a space in the terminal's own colours.
  public init(scalar: Unicode.Scalar = " ", style: Style = .plain) {
    self.scalar = scalar
    self.style = style
  }

  /// A space in the terminal's own colours.
  public static let blank = Cell()
}
