/// A colour as a screen asks for it; the terminal draws the nearest one it has.
public enum Color: Hashable, Sendable {
  /// Whatever the terminal itself uses for text, or for the ground behind it.
  case standard

  /// A colour of 8 bits a channel: red, green, blue.
  case rgb(UInt8, UInt8, UInt8)
}
