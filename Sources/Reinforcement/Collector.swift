public import NeuralNetwork
public import Randomness

/// An episode that has come to its end.
public struct Episode: Hashable, Sendable {
  /// The sum of its rewards.
  public var reward: Float

  /// How many steps it had.
  public var length: Int

  /// Makes an episode's result.
  @inlinable
  public init(reward: Float, length: Int) {
    self.reward = reward
    self.length = length
  }
}

/// When an environment has gone far enough for an update.
public enum Horizon: Hashable, Sendable {
  /// After this many steps.
  case steps(Int)

  /// With the first non-zero reward after at least this many steps: only whole rallies.
  case rallies(atLeast: Int)

  /// With the end of an episode.
  case episode
}

/// Lets a policy act in several environments at once.
///
/// Each environment has a random stream of its own, for itself and for the policy's choices in it,
/// so that workers may take environments in any order.
public final class Collector<E: ResumableEnvironment>: @unchecked Sendable {
  /// An environment and what goes with it from one rollout to the next.
  @usableFromInline
  struct Lane {
    @usableFromInline var environment: E
    @usableFromInline var generator: SplitMix64
    @usableFromInline var episode = Episode(reward: 0, length: 0)
    /// The episodes that ended in the rollout, with the sample after their last step.
    @usableFromInline var finished: [(sample: Int, episode: Episode)] = []
    /// Where the next observation goes; negative when the lane has gone far enough.
    @usableFromInline var sample = -1
  }

  /// Lanes that step together, so that one's network is computed while another's choice is made.
  @usableFromInline
  struct Group {
    @usableFromInline let lanes: Range<Int>
    @usableFromInline let hidden: Buffer<Float>
    @usableFromInline let outputs: Buffer<Float>
    @usableFromInline let order: Buffer<Int32>
  }

  /// How many lanes step together.
  private static var groupSize: Int { 4 }

  /// The network that acts.
  public let network: Network

  @usableFromInline let lanes: UnsafeMutableBufferPointer<Lane>

  @usableFromInline let groups: [Group]

  /// Takes environments that have been reset.
  ///
  /// - Parameters:
  ///   - environments: The environments; their observations must be the network's tokens.
  ///   - network: The network that acts.
  ///   - seed: From where the policy's choices are drawn.
  public init(environments: [E], network: Network, seed: UInt64) {
    self.network = network
    var seeds = SplitMix64(seed: seed)
    lanes = .allocate(capacity: environments.count)
    _ = lanes.initialize(
      from: environments.map { environment in
        Lane(environment: environment, generator: SplitMix64(seed: seeds.next()))
      }
    )
    let size = Self.groupSize
    groups = stride(from: 0, to: environments.count, by: size).map { first in
      Group(
        lanes: first..<min(environments.count, first + size),
        hidden: Buffer(count: size * network.shape.stride),
        outputs: Buffer(count: size * network.shape.outputCount),
        order: Buffer(count: size)
      )
    }
  }

  deinit {
    lanes.deinitialize()
    lanes.deallocate()
  }

  /// Fills a rollout, and returns the episodes that ended on the way, in the order of their last
  /// step, then of the environment.
  ///
  /// A lane whose rally or episode does not end within the rollout's capacity is cut there.
  @inlinable
  public func collect(_ horizon: Horizon, into rollout: Rollout, on pool: some WorkPool)
    -> [Episode]
  {
    precondition(rollout.laneCount == lanes.count, "a rollout for other environments")
    pool.run(groups.count) { [self] group in
      collect(horizon, group: groups[group], into: rollout)
    }
    var finished: [(step: Int, lane: Int, episode: Episode)] = []
    for lane in lanes.indices {
      let first = rollout.firstSample(ofLane: lane)
      for entry in lanes[lane].finished {
        finished.append((entry.sample - first, lane, entry.episode))
      }
      lanes[lane].finished.removeAll(keepingCapacity: true)
    }
    finished.sort { ($0.step, $0.lane) < ($1.step, $1.lane) }
    return finished.map(\.episode)
  }

  @inlinable
  func collect(_ horizon: Horizon, group: Group, into rollout: Rollout) {
    let lanes = lanes
    for index in group.lanes {
      lanes[index].sample = rollout.firstSample(ofLane: index)
      see(&lanes[index], rollout: rollout)
    }
    var active = group.lanes.count
    while active > 0 {
      var place = 0
      for index in group.lanes where lanes[index].sample >= 0 {
        group.order.base[place] = Int32(truncatingIfNeeded: lanes[index].sample)
        place += 1
      }
      evaluate(place, group: group, rollout: rollout)
      place = 0
      for index in group.lanes where lanes[index].sample >= 0 {
        let logits = group.outputs.base + place * network.shape.outputCount
        step(&lanes[index], logits: logits, group: group, rollout: rollout)
        place += 1
        let sample = lanes[index].sample
        let steps = sample - rollout.firstSample(ofLane: index)
        var goesOn = steps < rollout.capacity
        switch horizon {
        case .steps(let count): goesOn = goesOn && steps < count
        case .rallies(let count):
          goesOn = goesOn && (steps < count || rollout.rewards.base[sample - 1] == 0)
        case .episode: goesOn = goesOn && rollout.statuses.base[sample - 1] == .running
        }
        if !goesOn {
          lanes[index].sample = -1
          rollout.lengths.base[index] = steps
          active -= 1
        }
      }
    }
    guard network.shape.hasValue else { return }
    // What the last steps led to, where an episode goes on.
    for (place, index) in group.lanes.enumerated() {
      let sample = rollout.firstSample(ofLane: index) + rollout.lengths.base[index]
      group.order.base[place] = Int32(truncatingIfNeeded: sample)
    }
    evaluate(group.lanes.count, group: group, rollout: rollout)
  }

  /// Lets a lane act, and writes down what came of it and what is seen next.
  @inlinable
  @inline(__always)
  func step(
    _ lane: inout Lane,
    logits: UnsafeMutablePointer<Float>,
    group: Group,
    rollout: Rollout
  ) {
    let sample = lane.sample
    let (action, logProbability) = Policy.sample(
      UnsafeBufferPointer(start: logits, count: network.shape.logitCount),
      using: &lane.generator
    )
    let step = lane.environment.step(action)
    rollout.actions.base[sample] = UInt8(truncatingIfNeeded: action)
    rollout.logProbabilities.base[sample] = logProbability
    rollout.rewards.base[sample] = step.reward
    rollout.statuses.base[sample] = step.status
    lane.episode.reward += step.reward
    lane.episode.length += 1
    lane.sample = sample + 1
    if step.status != .running {
      if step.status == .truncated, network.shape.hasValue {
        see(&lane, rollout: rollout)
        rollout.bootstrapValues.base[sample] = bootstrapValue(sample + 1, rollout: rollout)
      }
      lane.finished.append((lane.sample, lane.episode))
      lane.episode = Episode(reward: 0, length: 0)
      lane.environment.reset()
    }
    see(&lane, rollout: rollout)
  }

  /// Writes down what a lane's environment shows.
  @inlinable
  @inline(__always)
  func see(_ lane: inout Lane, rollout: Rollout) {
    let sample = lane.sample
    let count = lane.environment.observe(rollout.tokens.base + sample * rollout.width)
    rollout.counts.base[sample] = UInt16(truncatingIfNeeded: count)
  }

  /// Computes the outputs for the first samples in a group's order, and keeps the values.
  @inlinable
  @inline(__always)
  func evaluate(_ count: Int, group: Group, rollout: Rollout) {
    network.forward(
      Batch(
        tokens: rollout.tokens.base,
        counts: rollout.counts.base,
        width: rollout.width,
        order: group.order.base
      ),
      positions: 0..<count,
      hidden: group.hidden.base,
      outputs: group.outputs.base
    )
    guard network.shape.hasValue else { return }
    for place in 0..<count {
      let output = place * network.shape.outputCount + network.shape.logitCount
      rollout.values.base[Int(group.order.base[place])] = group.outputs.base[output]
    }
  }

  /// The value of one sample: rarely needed, so it takes memory of its own.
  @usableFromInline
  func bootstrapValue(_ sample: Int, rollout: Rollout) -> Float {
    let hidden = Buffer<Float>(count: network.shape.stride)
    let outputs = Buffer<Float>(count: network.shape.outputCount)
    network.forward(
      rollout.batch(order: nil),
      positions: sample..<sample + 1,
      hidden: hidden.base,
      outputs: outputs.base
    )
    return outputs.base[network.shape.logitCount]
  }
}

extension Collector {
  /// Everything that a lane's future depends on, but for the network.
  public struct LaneState: Hashable, Sendable {
    /// The environment's own state.
    public var environment: [UInt64]

    /// The state of the random stream.
    public var generator: UInt64

    /// The episode as far as it has gone.
    public var episode: Episode

    /// Puts a state together.
    public init(environment: [UInt64], generator: UInt64, episode: Episode) {
      self.environment = environment
      self.generator = generator
      self.episode = episode
    }
  }

  /// The states of all lanes.
  public var states: [LaneState] {
    lanes.map { lane in
      LaneState(
        environment: lane.environment.snapshot,
        generator: lane.generator.state,
        episode: lane.episode
      )
    }
  }

  /// Takes up states that `states` gave, and says whether they were that.
  public func restore(_ states: [LaneState]) -> Bool {
    guard states.count == lanes.count else { return false }
    for (index, state) in states.enumerated() {
      guard lanes[index].environment.restore(state.environment) else { return false }
      lanes[index].generator.state = state.generator
      lanes[index].episode = state.episode
    }
    return true
  }
}
