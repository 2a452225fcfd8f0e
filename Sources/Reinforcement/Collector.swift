public import NeuralNetwork
public import Randomness

/// An episode that has come to its end.
public struct Episode: Hashable, Sendable, BitwiseCopyable {
  /// The sum of its rewards.
  public var reward: Float

  /// How many steps it had.
  public var length: Int

  /// Which group of episodes it belongs to; see ``Environment/episodeGroup``.
  public var group: Int32

  /// Makes an episode's result.
  @inlinable
  public init(reward: Float, length: Int, group: Int32 = 0) {
    self.reward = reward
    self.length = length
    self.group = group
  }
}

/// When an environment has gone far enough for an update.
public enum Horizon: Hashable, Sendable {
  /// After this many steps.
  case steps(Int)

  /// With the first non-zero reward after at least this many steps, so that returns up to
  /// the next reward are whole.
  case untilReward(atLeast: Int)

  /// With the end of an episode.
  case episode

  /// After this many steps; an episode that goes on is cut off there and forgotten, so that the next
  /// rollout begins with a new one: what Spinning Up calls an epoch.
  case epoch(steps: Int)
}

/// Lets a policy act in several environments at once.
///
/// Each environment has a random stream of its own for the policy's choices in it, so that threads
/// may take environments in any order.
public final class Collector<E: Environment, Behavior: BehaviorPolicy>: @unchecked Sendable
where Behavior.Element == E.Element {
  /// An environment and what goes with it from one rollout to the next.
  @usableFromInline
  struct Slot {
    @usableFromInline var environment: E
    @usableFromInline var generator: SplitMix64
    @usableFromInline var episode = Episode(reward: 0, length: 0)
    /// The episodes that ended in the rollout, with the sample after their last step.
    @usableFromInline var finished: [(sample: Int, episode: Episode)] = []
    /// Where the next observation goes; negative when the environment has gone far enough.
    @usableFromInline var sample = -1
  }

  /// Environments that step together, so that the outputs for one are computed while another's
  /// choice is made.
  @usableFromInline
  struct Group {
    @usableFromInline let environments: Range<Int>
    @usableFromInline let workspace: Buffer<Float>
    @usableFromInline let outputs: Buffer<Float>
    @usableFromInline let order: Buffer<Int32>
  }

  /// How many environments step together.
  private static var groupSize: Int { 4 }

  /// What acts.
  public let policy: Behavior

  @usableFromInline let slots: UnsafeMutableBufferPointer<Slot>

  @usableFromInline let groups: [Group]

  /// Takes environments that have been reset.
  ///
  /// - Parameters:
  ///   - environments: The environments; their observations must be the policy's.
  ///   - policy: What acts.
  ///   - generators: From where the policy's choices in each environment are drawn.
  public init(environments: [E], policy: Behavior, generators: [SplitMix64]) {
    precondition(environments.count == generators.count, "an environment lacks a random stream")
    self.policy = policy
    slots = .allocate(capacity: environments.count)
    _ = slots.initialize(
      from: zip(environments, generators).map { Slot(environment: $0, generator: $1) }
    )
    let size = Self.groupSize
    groups = stride(from: 0, to: environments.count, by: size).map { first in
      Group(
        environments: first..<min(environments.count, first + size),
        workspace: Buffer(count: size * policy.workspaceLength),
        outputs: Buffer(count: size * policy.outputCount),
        order: Buffer(count: size)
      )
    }
  }

  /// Takes environments that have been reset; choices are drawn from streams that belong to `seed`.
  public convenience init(environments: [E], policy: Behavior, seed: UInt64) {
    var seeds = SplitMix64(seed: seed)
    self.init(
      environments: environments,
      policy: policy,
      generators: environments.map { _ in SplitMix64(seed: seeds.next()) }
    )
  }

  deinit {
    slots.deinitialize()
    slots.deallocate()
  }

  /// Fills a rollout, and returns the episodes that ended on the way, in the order of their last
  /// step, then of the environment.
  ///
  /// Where a reward or an episode's end does not come within the rollout's capacity, it is cut there.
  @inlinable
  public func collect(
    _ horizon: Horizon,
    into rollout: Rollout<E.Element>,
    on pool: any WorkPool
  ) -> [Episode] {
    precondition(rollout.environmentCount == slots.count, "a rollout for other environments")
    pool.run(groups.count) { [self] group in
      collect(horizon, group: groups[group], into: rollout)
    }
    var finished: [(step: Int, environment: Int, episode: Episode)] = []
    for index in slots.indices {
      let first = rollout.firstSample(ofEnvironment: index)
      for entry in slots[index].finished {
        finished.append((entry.sample - first, index, entry.episode))
      }
      slots[index].finished.removeAll(keepingCapacity: true)
    }
    finished.sort { ($0.step, $0.environment) < ($1.step, $1.environment) }
    return finished.map(\.episode)
  }

  @inlinable
  func collect(_ horizon: Horizon, group: Group, into rollout: Rollout<E.Element>) {
    let slots = slots
    for index in group.environments {
      slots[index].sample = rollout.firstSample(ofEnvironment: index)
      observe(&slots[index], rollout: rollout)
    }
    var active = group.environments.count
    while active > 0 {
      var place = 0
      for index in group.environments where slots[index].sample >= 0 {
        group.order.base[place] = Int32(truncatingIfNeeded: slots[index].sample)
        place += 1
      }
      evaluate(place, group: group, rollout: rollout)
      place = 0
      for index in group.environments where slots[index].sample >= 0 {
        let outputs = group.outputs.base + place * policy.outputCount
        step(&slots[index], outputs: outputs, rollout: rollout)
        place += 1
        let sample = slots[index].sample
        let steps = sample - rollout.firstSample(ofEnvironment: index)
        var goesOn = steps < rollout.capacity
        switch horizon {
        case .steps(let count): goesOn = goesOn && steps < count
        case .untilReward(let count):
          goesOn = goesOn && (steps < count || rollout.rewards.base[sample - 1] == 0)
        case .episode: goesOn = goesOn && rollout.statuses.base[sample - 1] == .running
        case .epoch(let count):
          goesOn = goesOn && steps < count
          if !goesOn { cutOff(&slots[index], rollout: rollout) }
        }
        if !goesOn {
          slots[index].sample = -1
          rollout.lengths.base[index] = steps
          active -= 1
        }
      }
    }
    guard policy.hasValue else { return }
    // What the last steps led to, where an episode goes on.
    for (place, index) in group.environments.enumerated() {
      let sample = rollout.firstSample(ofEnvironment: index) + rollout.lengths.base[index]
      group.order.base[place] = Int32(truncatingIfNeeded: sample)
    }
    evaluate(group.environments.count, group: group, rollout: rollout)
  }

  /// Computes the outputs for the first samples in a group's order.
  @inlinable
  @inline(__always)
  func evaluate(_ count: Int, group: Group, rollout: Rollout<E.Element>) {
    policy.evaluate(
      group.order.base,
      count: count,
      of: rollout,
      workspace: group.workspace.base,
      outputs: group.outputs.base
    )
  }

  /// Acts in an environment, and writes down what came of it and what is seen next.
  @inlinable
  @inline(__always)
  func step(
    _ slot: inout Slot,
    outputs: UnsafeMutablePointer<Float>,
    rollout: Rollout<E.Element>
  ) {
    let sample = slot.sample
    let (action, logProbability) = policy.choose(
      UnsafeBufferPointer(start: outputs, count: policy.logitCount),
      using: &slot.generator
    )
    let step = slot.environment.step(action)
    rollout.actions.base[sample] = UInt8(truncatingIfNeeded: action)
    rollout.logProbabilities.base[sample] = logProbability
    rollout.rewards.base[sample] = step.reward
    rollout.statuses.base[sample] = step.status
    slot.episode.reward += step.reward
    slot.episode.length += 1
    slot.sample = sample + 1
    if step.status != .running {
      if step.status == .truncated, policy.hasValue {
        observe(&slot, rollout: rollout)
        rollout.bootstrapValues.base[sample] = policy.value(of: sample + 1, in: rollout)
      }
      slot.episode.group = slot.environment.episodeGroup
      slot.finished.append((slot.sample, slot.episode))
      slot.episode = Episode(reward: 0, length: 0)
      slot.environment.reset()
    }
    observe(&slot, rollout: rollout)
  }

  /// Writes down what an environment shows.
  @inlinable
  @inline(__always)
  func observe(_ slot: inout Slot, rollout: Rollout<E.Element>) {
    let sample = slot.sample
    let count = slot.environment.observe(rollout.observations.base + sample * rollout.width)
    rollout.counts.base[sample] = UInt16(truncatingIfNeeded: count)
  }

  /// Truncates an episode that goes on at the end of an epoch, and forgets it.
  @usableFromInline
  func cutOff(_ slot: inout Slot, rollout: Rollout<E.Element>) {
    let last = slot.sample - 1
    guard rollout.statuses.base[last] == .running else { return }
    rollout.statuses.base[last] = .truncated
    if policy.hasValue {
      rollout.bootstrapValues.base[last] = policy.value(of: slot.sample, in: rollout)
    }
    slot.episode = Episode(reward: 0, length: 0)
    slot.environment.reset()
  }
}

/// Everything that an environment's future in a collector depends on, but for the policy.
public struct EnvironmentState: Hashable, Sendable {
  /// The environment's own state.
  public var environment: [UInt64]

  /// The state of the random stream of choices.
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

extension Collector {
  /// The states of all environments.
  public var states: [EnvironmentState] {
    slots.map { slot in
      EnvironmentState(
        environment: slot.environment.snapshot,
        generator: slot.generator.state,
        episode: slot.episode
      )
    }
  }

  /// Takes up states that `states` gave, and says whether they were that; if not, nothing changes.
  public func restore(_ states: [EnvironmentState]) -> Bool {
    guard states.count == slots.count else { return false }
    var restored = Array(slots)
    for (index, state) in states.enumerated() {
      guard restored[index].environment.restore(state.environment) else { return false }
      restored[index].generator.state = state.generator
      restored[index].episode = state.episode
    }
    for (index, slot) in restored.enumerated() { slots[index] = slot }
    return true
  }
}
