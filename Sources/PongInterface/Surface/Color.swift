/// A colour as a screen asks for it; the terminal draws the nearest one it has.
public enum Color: Hashable, Sendable {
  /// Whatever the terminal itself uses for text, or for the ground behind it.
  case standard

  /// A colour of 8 bits a channel: red, green, blue.
  case rgb(UInt8, UInt8, UInt8)
}

extension Color {
  /// The brightness in thousandths of a level of 0 to 255, nil if unknown.
  ///
  /// The weights are those of ITU-R BT.601.
  public var brightness: Int? {
    guard case .rgb(let red, let green, let blue) = self else { return nil }
    return 299 * Int(red) + 587 * Int(green) + 114 * Int(blue)
  }

  /// Whether the colour is nearer to white than to black; nil if unknown.
  public var isLight: Bool? {
    brightness.map { $0 > 127_500 }
  }
}
