import NeuralNetwork
import Randomness
import Reinforcement
import Testing

/// A walk that shows how many steps it has had, and brings a point at its end, whatever is done.
private struct Walk: Environment {
  static let places = 12

  var length: Int
  var ending = TimeStep.Status.terminated
  var count = 0

  let actionCount = 2
  let observationWidth = 1

  mutating func reset() { count = 0 }

  mutating func step(_ action: Int) -> TimeStep {
    count += 1
    return count == length
      ? TimeStep(reward: 1, status: ending) : TimeStep(reward: 0, status: .running)
  }

  func observe(_ tokens: UnsafeMutablePointer<Int32>) -> Int {
    tokens[0] = Int32(count)
    return 1
  }

  var snapshot: [UInt64] { [UInt64(count)] }

  mutating func restore(_ snapshot: [UInt64]) -> Bool {
    guard let first = snapshot.first, snapshot.count == 1 else { return false }
    count = Int(first)
    return true
  }
}

struct CollectorTests {
  /// A network that takes the number of steps, and ten more, for the value.
  private func network() -> SparseNetwork {
    let network = SparseNetwork(
      shape: SparseNetwork.Shape(
        inputCount: Walk.places,
        hiddenCount: 1,
        logitCount: 1,
        hasValue: true
      )
    )
    for place in 0..<Walk.places { network.hiddenWeights(ofInput: place)[0] = Float(place) }
    network.weights(ofOutput: 1)[0] = 1
    network.outputBias[1] = 10
    return network
  }

  private func collect(
    _ walks: [Walk],
    _ horizon: Horizon,
    capacity: Int = 20
  ) -> (episodes: [Episode], rollout: Rollout<Int32>) {
    let collector = Collector(environments: walks, policy: network(), seed: 1)
    let rollout = Rollout<Int32>(environmentCount: walks.count, capacity: capacity, width: 1)
    return (collector.collect(horizon, into: rollout, on: SerialPool()), rollout)
  }

  @Test func `a truncated episode has the value of its last observation, and the next its own`() {
    let (_, rollout) = collect([Walk(length: 4, ending: .truncated)], .steps(10))
    #expect(
      Array(rollout.values.elements.prefix(11)) == [10, 11, 12, 13, 10, 11, 12, 13, 10, 11, 12]
    )
    #expect(rollout.bootstrapValues.base[3] == 14 && rollout.bootstrapValues.base[7] == 14)
    let statuses = (0..<10).map { rollout.statuses.base[$0] }
    #expect(statuses.indices.filter { statuses[$0] == .truncated } == [3, 7])
  }

  @Test func `an episode's reward and length are its own`() {
    let (episodes, _) = collect([Walk(length: 4), Walk(length: 5, ending: .truncated)], .steps(20))
    #expect(episodes.count == 9)
    #expect(episodes.allSatisfy { $0.reward == 1 })
    #expect(episodes.filter { $0.length == 4 }.count == 5)
  }

  @Test func `an episode goes on from one rollout to the next`() {
    let collector = Collector(environments: [Walk(length: 7)], policy: network(), seed: 1)
    let rollout = Rollout<Int32>(environmentCount: 1, capacity: 4, width: 1)
    let lengths = (0..<7).flatMap { _ in
      collector.collect(.steps(4), into: rollout, on: SerialPool()).map(\.length)
    }
    #expect(lengths == [7, 7, 7, 7])
  }

  @Test func `episodes come in the order of their last steps, then of the environments`() {
    let walks = [Walk(length: 3), Walk(length: 5), Walk(length: 6)]
    let lengths = collect(walks, .steps(15)).episodes.map(\.length)
    // At steps 3, 5, 6 (twice), 9, 10, 12 (twice) and 15 (twice).
    #expect(lengths == [3, 5, 3, 6, 3, 5, 3, 6, 3, 5])
  }

  @Test(arguments: [(1, 5), (5, 5), (6, 10), (10, 10), (11, 15), (17, 20)])
  func `only whole rallies are played, at least so many steps`(atLeast: Int, steps: Int) {
    let (_, rollout) = collect([Walk(length: 5)], .untilReward(atLeast: atLeast))
    #expect(rollout.sampleCount == steps)
  }

  @Test func `a rally that does not end is cut at the capacity, an episode ends with itself`() {
    #expect(
      collect([Walk(length: 11)], .untilReward(atLeast: 2), capacity: 8).rollout.sampleCount == 8
    )
    let (episodes, rollout) = collect([Walk(length: 3), Walk(length: 5)], .episode)
    #expect(episodes.map(\.length) == [3, 5])
    #expect(Array(rollout.lengths.elements) == [3, 5])
  }

  @Test func `an epoch cuts off what goes on, with the value of what is seen, and forgets it`() {
    let collector = Collector(environments: [Walk(length: 7)], policy: network(), seed: 1)
    let rollout = Rollout<Int32>(environmentCount: 1, capacity: 10, width: 1)
    for _ in 0..<2 {
      let episodes = collector.collect(.epoch(steps: 10), into: rollout, on: SerialPool())
      #expect(episodes == [Episode(reward: 1, length: 7)])
      #expect(rollout.sampleCount == 10)
      let statuses = (0..<10).map { rollout.statuses.base[$0] }
      #expect(statuses.indices.filter { statuses[$0] != .running } == [6, 9])
      #expect(statuses[6] == .terminated && statuses[9] == .truncated)
      #expect(rollout.bootstrapValues.base[9] == 13)
    }
    // An epoch that ends with an episode cuts nothing off.
    let whole = Rollout<Int32>(environmentCount: 1, capacity: 14, width: 1)
    let episodes = collector.collect(.epoch(steps: 14), into: whole, on: SerialPool())
    #expect(episodes.map(\.length) == [7, 7])
    #expect(whole.statuses.base[13] == .terminated)
  }

  /// Always the second action: another way to choose, on the same outputs.
  private struct Second: BehaviorPolicy {
    let network: SparseNetwork
    var logitCount: Int { network.logitCount }
    var outputCount: Int { network.outputCount }
    var hasValue: Bool { network.hasValue }
    var workspaceLength: Int { network.workspaceLength }

    func evaluate(
      _ samples: UnsafePointer<Int32>,
      count: Int,
      of rollout: Rollout<Int32>,
      workspace: UnsafeMutablePointer<Float>,
      outputs: UnsafeMutablePointer<Float>
    ) {
      network.evaluate(
        samples,
        count: count,
        of: rollout,
        workspace: workspace,
        outputs: outputs
      )
    }

    func value(of sample: Int, in rollout: Rollout<Int32>) -> Float {
      network.value(of: sample, in: rollout)
    }

    func choose(
      _ outputs: UnsafeBufferPointer<Float>,
      using generator: inout SplitMix64
    ) -> (action: Int, logProbability: Float) { (1, 0) }
  }

  @Test func `how actions are chosen is the policy's affair`() {
    let policy = Second(network: network())
    let collector = Collector(environments: [Walk(length: 7)], policy: policy, seed: 1)
    let rollout = Rollout<Int32>(environmentCount: 1, capacity: 10, width: 1)
    _ = collector.collect(.steps(10), into: rollout, on: SerialPool())
    #expect((0..<10).allSatisfy { rollout.actions.base[$0] == 1 })
  }
}
