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
  public var placeKey: Key {
    baseKey ?? key
  }

  /// Whether this is `key` going down or repeating with no modifier but shift.
  public func strikes(_ key: Key) -> Bool {
    isDown && self.key == key && modifiers.subtracting(.shift).isEmpty
  }
}
