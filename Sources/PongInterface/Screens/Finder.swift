/// What is typed into a list to find an item of it.
struct Finder: Hashable, Sendable {
  /// What has been typed so far; `nil` while nothing is looked for.
  private(set) var text: String?

  /// Whether something is looked for.
  var isActive: Bool { text != nil }

  /// The longest text that is taken.
  private static let longest = 40

  /// Takes a key, and tells whether it was for the text.
  ///
  /// A stroke or any letter begins, but those that are commands of the list; then every character
  /// is text until Escape, or until all of it is erased.
  ///
  /// - Parameters:
  ///   - event: The key, which goes down.
  ///   - commands: The keys that are commands as long as nothing is looked for.
  /// - Returns: Whether the key was for the text.
  mutating func handle(_ event: KeyEvent, commands: [Key]) -> Bool {
    switch (event.key, text) {
    case (.character(let scalar), let text?):
      guard text.unicodeScalars.count < Self.longest else { return true }
      // Spaces at the beginning would be seen by nobody.
      if scalar != " " || !text.isEmpty { self.text = text + String(Character(scalar)) }
    case (.character("/"), nil): text = ""
    case (.character(let scalar), nil):
      guard scalar.properties.isAlphabetic, !commands.contains(event.key) else {
        return false
      }
      text = String(Character(scalar))
    case (.backspace, let text?): self.text = text.isEmpty ? nil : String(text.dropLast())
    case (.escape, .some): text = nil
    default: return false
    }
    return true
  }

  /// Ends looking.
  mutating func clear() { text = nil }

  /// Whether what is looked for is in one of these texts, upper and lower case alike.
  func matches(_ texts: String...) -> Bool {
    guard let text, !text.isEmpty else { return true }
    let wanted = text.lowercased()
    return texts.contains { $0.lowercased().contains(wanted) }
  }
}
