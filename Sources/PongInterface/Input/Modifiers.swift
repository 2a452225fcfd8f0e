/// The modifier keys held with a key or a mouse button; caps lock and num lock are left out.
public struct Modifiers: OptionSet, Hashable, Sendable {
  /// One bit a modifier, as the kitty keyboard protocol numbers them.
  public var rawValue: UInt8

  /// Makes the set with the given bits.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Shift; known for certain only for keys that write no character, and under kitty's protocol.
  public static let shift = Modifiers(rawValue: 1)
  /// Alt, or Option.
  public static let alt = Modifiers(rawValue: 2)
  /// Control.
  public static let control = Modifiers(rawValue: 4)
  /// Super: the Windows or Command key.
  public static let `super` = Modifiers(rawValue: 8)
}
