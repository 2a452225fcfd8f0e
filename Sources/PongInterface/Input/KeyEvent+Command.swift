extension KeyEvent {
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
