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
public enum Extent: Hashable, Sendable {
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
    @usableFromInline var finished: [(step: Int, episode: Episode)] = []
    @usableFromInline let hidden: Buffer<Float>
    @usableFromInline let outputs: Buffer<Float>
  }

  /// The network that acts.
  public let network: Network

  @usableFromInline let lanes: UnsafeMutableBufferPointer<Lane>

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
        Lane(
          environment: environment,
          generator: SplitMix64(seed: seeds.next()),
          hidden: Buffer(count: network.shape.stride),
          outputs: Buffer(count: network.shape.outputCount)
        )
      }
    )
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
  public func collect(_ extent: Extent, into rollout: Rollout, on pool: some WorkPool) -> [Episode]
  {
    precondition(rollout.laneCount == lanes.count, "a rollout for other environments")
    pool.run(lanes.count) { [self] lane in collect(extent, lane: lane, into: rollout) }
    var finished: [(step: Int, lane: Int, episode: Episode)] = []
    for lane in lanes.indices {
      for entry in lanes[lane].finished { finished.append((entry.step, lane, entry.episode)) }
      lanes[lane].finished.removeAll(keepingCapacity: true)
    }
    finished.sort { ($0.step, $0.lane) < ($1.step, $1.lane) }
    return finished.map(\.episode)
  }

  @inlinable
  func collect(_ extent: Extent, lane index: Int, into rollout: Rollout) {
    // A copy, so that nothing is checked or reloaded inside the loop.
    var lane = lanes[index]
    lanes[index].finished = []
    let logitCount = network.shape.logitCount
    let first = rollout.firstSample(ofLane: index)
    var sample = first
    var goesOn = true
    see(sample, lane: lane, rollout: rollout)
    while goesOn {
      evaluate(sample, lane: lane, rollout: rollout)
      let (action, logProbability) = Policy.sample(
        UnsafeBufferPointer(start: lane.outputs.base, count: logitCount),
        using: &lane.generator
      )
      let step = lane.environment.step(action)
      rollout.actions.base[sample] = UInt8(truncatingIfNeeded: action)
      rollout.logProbabilities.base[sample] = logProbability
      rollout.rewards.base[sample] = step.reward
      rollout.statuses.base[sample] = step.status
      lane.episode.reward += step.reward
      lane.episode.length += 1
      sample += 1
      let steps = sample - first
      if step.status != .running {
        if step.status == .truncated, network.shape.hasValue {
          see(sample, lane: lane, rollout: rollout)
          evaluate(sample, lane: lane, rollout: rollout)
          rollout.finalValues.base[sample - 1] = rollout.values.base[sample]
        }
        lane.finished.append((steps, lane.episode))
        lane.episode = Episode(reward: 0, length: 0)
        lane.environment.reset()
      }
      see(sample, lane: lane, rollout: rollout)
      switch extent {
      case .steps(let count): goesOn = steps < count
      case .rallies(let count): goesOn = steps < count || step.reward == 0
      case .episode: goesOn = step.status == .running
      }
      if steps == rollout.capacity { goesOn = false }
    }
    if network.shape.hasValue { evaluate(sample, lane: lane, rollout: rollout) }
    rollout.lengths.base[index] = sample - first
    lanes[index] = lane
  }

  /// Writes down what a lane's environment shows.
  @inlinable
  @inline(__always)
  func see(_ sample: Int, lane: borrowing Lane, rollout: Rollout) {
    let count = lane.environment.observe(rollout.tokens.base + sample * rollout.width)
    rollout.counts.base[sample] = UInt16(truncatingIfNeeded: count)
  }

  /// Computes the outputs for what has been written down, and keeps the value.
  @inlinable
  @inline(__always)
  func evaluate(_ sample: Int, lane: borrowing Lane, rollout: Rollout) {
    network.forward(
      Batch(tokens: rollout.tokens.base, counts: rollout.counts.base, width: rollout.width),
      positions: sample..<sample + 1,
      hidden: lane.hidden.base,
      outputs: lane.outputs.base
    )
    if network.shape.hasValue {
      rollout.values.base[sample] = lane.outputs.base[network.shape.logitCount]
    }
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
