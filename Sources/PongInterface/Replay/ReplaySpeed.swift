/// How fast a replay runs, compared with the game: a power of two from an eighth to 64.
struct ReplaySpeed: Hashable, Sendable {
  /// The exponents that there are.
  static let exponents = -3...6

  /// The power of two.
  private(set) var exponent = 0

  /// Goes to the next faster speed, or with -1 to the next slower one, as far as there is one.
  mutating func change(by step: Int) {
    exponent = max(Self.exponents.lowerBound, min(Self.exponents.upperBound, exponent + step))
  }

  /// How it is shown.
  var title: String {
    exponent < 0 ? "1/\(1 << -exponent)×" : "\(1 << exponent)×"
  }

  /// Frames of the game in the `tick`-th frame of the screen.
  func frames(inTick tick: Int) -> Int {
    exponent < 0 ? (tick % (1 << -exponent) == 0 ? 1 : 0) : 1 << exponent
  }
}
