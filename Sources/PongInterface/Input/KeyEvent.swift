/// Something that happened to a key.
public struct KeyEvent: Hashable, Sendable {
  /// What happened to the key.
  public enum Phase: Hashable, Sendable {
    /// The key went down, or it repeats on a terminal that cannot tell the two apart.
    case press
    /// The key is held and the keyboard repeats it; only some terminals report this.
    case `repeat`
    /// The key went up; only some terminals report this.
    case release
  }

  /// The key, by what it writes in the user's layout.
  public var key: Key
  /// The modifiers held with it.
  public var modifiers: Modifiers
  /// What happened to it.
  public var phase: Phase
  /// The key at the same place of a US keyboard, where the terminal tells and it is another.
  public var baseKey: Key?

  /// Makes an event; left alone, it is a plain press.
  public init(
    _ key: Key,
    modifiers: Modifiers = [],
    phase: Phase = .press,
    baseKey: Key? = nil
  ) {
    self.key = key
    self.modifiers = modifiers
    self.phase = phase
    self.baseKey = baseKey
  }

  /// Whether the key goes down or repeats: what a menu reacts to.
  public var isDown: Bool {
    phase != .release
  }

  /// The key by its place on the keyboard: what a game with W and S in a column reacts to.
  ///
  /// Where the terminal does not tell the place, that of a Cyrillic or Greek letter is known.
  public var placeKey: Key {
    baseKey ?? key.keyAtLatinPlace ?? key
  }

  /// The key as commands are named: what it writes or, where that is not ASCII, what it writes on a
  /// US keyboard.
  ///
  /// A Cyrillic layout has no key for "q", but one at its place.
  var commandKey: Key {
    if case .character(let scalar) = key, !scalar.isASCII { return placeKey }
    return key
  }

  /// Whether no modifier but shift is held with the key.
  var isPlain: Bool { modifiers.subtracting(.shift).isEmpty }
}

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
