/// Which of the points that were lost are still to be won, and which comes next.
struct Drill: Hashable, Sendable {
  /// The points still to be won, by their places among the lost ones, the next one first.
  private(set) var open: [Int]
  /// How many there were.
  let count: Int
  /// How often one was tried.
  private(set) var tries = 0

  /// Begins with all points in their order.
  init(count: Int) {
    self.count = count
    open = Array(0..<count)
  }

  /// The point that is tried next; `nil` if all have been won.
  var next: Int? { open.first }

  /// How many have been won.
  var won: Int { count - open.count }

  /// Takes how the next point went: one that was won is done with, one that was lost comes again
  /// after all others.
  mutating func take(isWon: Bool) {
    guard let point = open.first else { return }
    open.removeFirst()
    tries += 1
    if !isWon { open.append(point) }
  }

  /// Leaves the next point for later.
  mutating func skip() {
    guard let point = open.first else { return }
    open.removeFirst()
    open.append(point)
  }

  /// The score, as in "5 of 17 won, 8 tries".
  var summary: String { "\(won) of \(count) won, \(tries) \(tries == 1 ? "try" : "tries")" }
}
