/// An environment whose episodes are cut off after some steps, as Gymnasium's `TimeLimit` does.
public struct TimeLimit<Base: Environment>: Environment {
  /// The environment.
  public private(set) var base: Base

  /// The steps after which an episode is cut off.
  public let maximumSteps: Int

  private var steps = 0

  /// Limits an environment whose episode is about to begin.
  public init(_ base: Base, maximumSteps: Int) {
    self.base = base
    self.maximumSteps = maximumSteps
  }

  /// How many actions there are.
  public var actionCount: Int { base.actionCount }

  /// The most elements that an observation has.
  public var observationWidth: Int { base.observationWidth }

  /// Begins the next episode.
  public mutating func reset() {
    steps = 0
    base.reset()
  }

  /// Does one action; the last one that the limit allows truncates an episode that would go on.
  public mutating func step(_ action: Int) -> TimeStep {
    var result = base.step(action)
    steps += 1
    if steps >= maximumSteps, result.status == .running { result.status = .truncated }
    return result
  }

  /// Writes what is seen now, and returns how many elements it has.
  public func observe(_ elements: UnsafeMutablePointer<Base.Element>) -> Int {
    base.observe(elements)
  }

  /// The environment's snapshot and, as the last word, the steps of the episode.
  public var snapshot: [UInt64] { base.snapshot + [UInt64(steps)] }

  /// Takes up a state that `snapshot` gave, and says whether it was one; if not, nothing changes.
  public mutating func restore(_ snapshot: [UInt64]) -> Bool {
    guard let last = snapshot.last, last <= UInt64(maximumSteps),
      base.restore(Array(snapshot.dropLast()))
    else { return false }
    steps = Int(last)
    return true
  }
}
