/// Tells commands struck by a hand from those of a key that is held: terminals that tell no
/// releases report each repeat as a press.
struct CommandFilter: Sendable {
  /// The longest usual time from a press to the keyboard's first repeat.
  static let longestDelay = Duration.milliseconds(700)
  /// The longest usual time from one repeat to the next.
  static let longestRepeat = Duration.milliseconds(110)

  /// The command struck last, and when.
  private var latest: (key: Key, time: Duration)?

  /// Whether `key` comes so soon after the same one that the keyboard may have repeated it.
  mutating func isRepeated(
    _ key: Key,
    at time: Duration,
    within gap: Duration = longestRepeat
  ) -> Bool {
    defer { latest = (key, time) }
    guard let latest, latest.key == key else { return false }
    return time - latest.time < gap
  }
}
