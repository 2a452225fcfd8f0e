/// A name that is being typed.
struct NameField: Hashable, Sendable {
  /// What has been typed so far.
  private(set) var text: String

  /// What came of a key.
  enum Reply: Hashable, Sendable {
    /// The name is still being typed.
    case typing
    /// The name is done.
    case done(String)
    /// Nothing is to be changed.
    case cancelled
  }

  /// Begins with a name.
  init(_ text: String) { self.text = text }

  /// Takes a key: characters and Backspace change the name, Enter ends, Escape leaves it as it was.
  mutating func handle(_ event: KeyEvent) -> Reply {
    switch event.key {
    case .character(let scalar):
      let written = event.modifiers.contains(.shift) ? scalar.upperCased : scalar
      let isTooMuch = text.unicodeScalars.count >= GameSettings.longestName
      // A blank at the beginning would be seen by nobody.
      if GameSettings.isOfName(written), !isTooMuch, written != " " || !text.isEmpty {
        text.unicodeScalars.append(written)
      }
    case .backspace: text = String(text.dropLast())
    case .enter, .up, .down, .tab: return .done(GameSettings.personName(text) ?? "")
    case .escape: return .cancelled
    default: break
    }
    return .typing
  }
}

extension Unicode.Scalar {
  /// The upper-case form where it is a single scalar, else the scalar itself.
  fileprivate var upperCased: Unicode.Scalar {
    let mapping = properties.uppercaseMapping.unicodeScalars
    return mapping.count == 1 ? mapping[mapping.startIndex] : self
  }
}
