import Randomness
public import Reinforcement

/// What every environment promises, checked by playing it with random actions: one test for each
/// environment instead of one for each promise.
public struct EnvironmentContract<E: Environment> {
  private let make: (UInt64) -> E
  private let steps: Int

  /// What happened at a step: what was seen before it, and what it led to.
  private struct Moment: Equatable {
    var observation: [[UInt8]]
    var result: TimeStep
  }

  /// Prepares to check an environment.
  ///
  /// - Parameters:
  ///   - steps: How many steps are played; at least one episode must end within them.
  ///   - make: Makes an environment of a seed, whose first episode is about to begin.
  public init(steps: Int, make: @escaping (UInt64) -> E) {
    self.steps = steps
    self.make = make
  }

  /// Every promise that is not kept, in words; none if the environment is right.
  public var violations: [String] {
    [trajectories, copies, snapshots, nonsense].flatMap { $0() }
  }

  private func trajectories() -> [String] {
    var (first, second, other) = (make(1), make(1), make(2))
    var problems: [String] = []
    let moments = play(&first, problems: &problems)
    if moments != play(&second, problems: &problems) {
      problems.append("the same seed leads to another trajectory")
    }
    if moments == play(&other, problems: &problems) {
      problems.append("another seed leads to the same trajectory")
    }
    if moments.allSatisfy({ $0.result.status == .running }) {
      problems.append("no episode ends within \(steps) steps")
    }
    if !moments.allSatisfy(\.result.reward.isFinite) { problems.append("a reward is not finite") }
    return problems
  }

  private func copies() -> [String] {
    var environment = make(3)
    var problems: [String] = []
    _ = play(&environment, steps / 3, problems: &problems)
    var copy = environment
    let future = play(&environment, problems: &problems)
    if future != play(&copy, problems: &problems) {
      problems.append("a copy has another future")
    }
    return problems
  }

  private func snapshots() -> [String] {
    var environment = make(4)
    var problems: [String] = []
    for part in [0, 1, steps / 3] {
      _ = play(&environment, part, problems: &problems)
      var other = make(5)
      _ = play(&other, 2, problems: &problems)
      guard other.restore(environment.snapshot) else {
        problems.append("a snapshot after \(part) steps is refused")
        continue
      }
      if other.snapshot != environment.snapshot {
        problems.append("an environment that takes up a snapshot has another one")
      }
      var original = environment
      if play(&original, problems: &problems) != play(&other, problems: &problems) {
        problems.append("an environment that takes up a snapshot has another future")
      }
    }
    return problems
  }

  private func nonsense() -> [String] {
    var environment = make(6)
    var problems: [String] = []
    _ = play(&environment, 5, problems: &problems)
    let snapshot = environment.snapshot
    let seen = observation(of: environment, problems: &problems)
    let wrong: [[UInt64]] = [
      [], [.max], [1, 2, 3, .max], snapshot + [.max], snapshot + [1, 1], snapshot.dropLast(),
      [UInt64](repeating: .max, count: snapshot.count),
    ]
    for words in wrong {
      if environment.restore(words) { problems.append("\(words) passes for a snapshot") }
      if environment.snapshot != snapshot
        || observation(of: environment, problems: &problems) != seen
      {
        problems.append("\(words) is refused but changes something")
      }
    }
    return problems
  }

  /// Plays with random actions, and begins a new episode whenever one has ended.
  private func play(
    _ environment: inout E,
    _ count: Int? = nil,
    problems: inout [String]
  ) -> [Moment] {
    var generator = SplitMix64(seed: 7)
    return (0..<(count ?? steps)).map { _ in
      let observation = observation(of: environment, problems: &problems)
      let result = environment.step(generator.integer(below: environment.actionCount))
      if result.status != .running { environment.reset() }
      return Moment(observation: observation, result: result)
    }
  }

  /// What is seen, element by element; nothing beyond the promised width may be written.
  private func observation(of environment: E, problems: inout [String]) -> [[UInt8]] {
    let (width, size) = (environment.observationWidth, MemoryLayout<E.Element>.stride)
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: (width + 8) * size,
      alignment: 64
    )
    defer { memory.deallocate() }
    for index in memory.indices { memory[index] = 0xA5 }
    guard let base = memory.bindMemory(to: E.Element.self).baseAddress else { return [] }
    let count = environment.observe(base)
    if !(0...width).contains(count) {
      problems.append("an observation has \(count) elements of \(width)")
    }
    if memory[(width * size)...].contains(where: { $0 != 0xA5 }) {
      problems.append("an observation is written beyond its width")
    }
    return (0..<min(count, width)).map { Array(memory[$0 * size..<($0 + 1) * size]) }
  }
}
