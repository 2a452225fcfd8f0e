import ArgumentParser

/// A moment of a game as people write it: `1:12`, `1:12.5`, or seconds alone.
struct GameClock: Hashable {
  /// The frames of 1/60 s until then.
  let frame: Int

  /// Reads a moment for an option.
  ///
  /// - Throws: A `ValidationError` that says how a moment is written.
  init(option text: String) throws {
    guard let moment = Self(text) else {
      throw ValidationError("a time is minutes and seconds, as in 1:12 or 1:12.5, or seconds alone")
    }
    self = moment
  }

  /// Reads a moment; `nil` if it is none.
  init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard 1...2 ~= parts.count, let seconds = Double(parts[parts.count - 1]), seconds >= 0,
      seconds < (parts.count == 2 ? 60 : 10_000)
    else { return nil }
    var minutes = 0
    if parts.count == 2 {
      guard let number = Int(parts[0]), 0..<1000 ~= number else { return nil }
      minutes = number
    }
    frame = minutes * 3600 + Int((seconds * 60).rounded())
  }
}
