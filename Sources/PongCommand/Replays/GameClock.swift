import ArgumentParser

/// A moment of a game as people write it: `1:12`, `1:12.5`, or seconds alone.
struct GameClock: ExpressibleByArgument, Hashable {
  /// The frames of 1/60 s until then.
  let frame: Int

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
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
