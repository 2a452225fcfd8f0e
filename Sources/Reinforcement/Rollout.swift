public import NeuralNetwork
import Randomness

/// What several environments went through, step by step, before the next update.
///
/// Sample `environment` * (`capacity` + 1) + t is step t of an environment; the place after the last
/// step of an environment holds what is seen then. All memory is taken once.
public final class Rollout<Element: ObservationElement>: Sendable {
  /// How many environments there are.
  public let environmentCount: Int

  /// The most steps of one environment.
  public let capacity: Int

  /// The most elements of an observation.
  public let width: Int

  /// Observations s_t, [samples, width]; `counts` says how many of each one's elements are used.
  public let observations: Buffer<Element>

  /// How many elements each observation has, [samples].
  public let counts: Buffer<UInt16>

  /// Actions taken a_t, [samples].
  public let actions: Buffer<UInt8>

  /// log π(a_t|s_t) when the action was taken, [samples].
  public let logProbabilities: Buffer<Float>

  /// The value estimated for each observation V(s_t), [samples]; zero where nobody estimates it.
  public let values: Buffer<Float>

  /// Rewards r_t, [samples].
  public let rewards: Buffer<Float>

  /// How the episode stood after each step, [samples].
  public let statuses: Buffer<TimeStep.Status>

  /// The value estimated for the end of a truncated episode, [samples]; valid there only.
  public let bootstrapValues: Buffer<Float>

  /// What each action is credited with Â_t, [samples]; filled in by a learner.
  public let advantages: Buffer<Float>

  /// What a value estimate is taught, the discounted rewards to come R̂_t, [samples]; filled in by
  /// learners that teach values apart.
  public let returns: Buffer<Float>

  /// The samples that hold a step, environment by environment, [sampleCount ...].
  public let order: Buffer<Int32>

  /// How many steps each environment has, [environmentCount].
  public let lengths: Buffer<Int>

  /// Takes memory for `environmentCount` environments with up to `capacity` steps each.
  public init(environmentCount: Int, capacity: Int, width: Int) {
    let samples = environmentCount * (capacity + 1)
    self.environmentCount = environmentCount
    self.capacity = capacity
    self.width = width
    observations = Buffer(count: samples * width)
    counts = Buffer(count: samples)
    actions = Buffer(count: samples)
    logProbabilities = Buffer(count: samples)
    values = Buffer(count: samples)
    rewards = Buffer(count: samples)
    statuses = Buffer(count: samples)
    bootstrapValues = Buffer(count: samples)
    advantages = Buffer(count: samples)
    returns = Buffer(count: samples)
    order = Buffer(count: samples)
    lengths = Buffer(count: environmentCount)
  }

  /// How many steps there are in all environments.
  public var sampleCount: Int { lengths.elements.reduce(0, +) }

  /// The first sample of an environment.
  @inlinable
  public func firstSample(ofEnvironment index: Int) -> Int { index * (capacity + 1) }

  /// The samples of an environment that hold a step.
  public func samples(ofEnvironment index: Int) -> Range<Int> {
    let first = firstSample(ofEnvironment: index)
    return first..<first + lengths.base[index]
  }

  /// Lists all samples that hold a step in `order`, environment by environment, and returns how many
  /// they are.
  func listSamples() -> Int {
    var count = 0
    for environment in 0..<environmentCount {
      for sample in samples(ofEnvironment: environment) {
        order.base[count] = Int32(sample)
        count += 1
      }
    }
    return count
  }

  /// Deals all samples that hold a step to batches, any division being as probable as any other.
  ///
  /// `order` lists them batch by batch. Within a batch they keep the order in which they happened:
  /// neighbours in time see almost the same and touch the same weights, which then are still in a
  /// near cache, while a batch's sum does not mind the order of its terms.
  ///
  /// - Parameters:
  ///   - size: How many samples a batch has; the last one has what is left.
  ///   - generator: From where the division is drawn.
  func dealSamples(intoBatchesOf size: Int, using generator: inout SplitMix64) {
    let count = sampleCount
    let starts = Array(stride(from: 0, to: count, by: size))
    var next = starts
    var unfilled = starts.map { min(size, count - $0) }
    var left = count
    for environment in 0..<environmentCount {
      for sample in samples(ofEnvironment: environment) {
        var place = generator.integer(below: left)
        var batch = 0
        while place >= unfilled[batch] {
          place -= unfilled[batch]
          batch += 1
        }
        order.base[next[batch]] = Int32(sample)
        next[batch] += 1
        unfilled[batch] -= 1
        left -= 1
      }
    }
  }

  /// Estimates all advantages by GAE; see `Advantage.generalize`.
  func estimateAdvantages(
    discount: Double,
    lambda: Double,
    resetsAtRewards: Bool = false,
    stepPenalty: Double = 0,
    on pool: any WorkPool
  ) {
    pool.run(environmentCount) { [self] environment in
      let first = firstSample(ofEnvironment: environment)
      Advantage.generalize(
        Advantage.Trajectory(
          count: lengths.base[environment],
          rewards: rewards.base + first,
          values: values.base + first,
          statuses: statuses.base + first,
          bootstrapValues: bootstrapValues.base + first
        ),
        discount: Float(discount),
        lambda: Float(lambda),
        resetsAtRewards: resetsAtRewards,
        stepPenalty: Float(stepPenalty),
        into: advantages.base + first
      )
    }
  }

  /// The mean and the deviation of the advantages of the first `count` samples in `order`, over all
  /// workers.
  func advantageMoments(count: Int, of workers: any WorkerGroup) -> Moments {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { listed in
      for position in 0..<count { listed[position] = advantages.base[Int(order.base[position])] }
      return Moments(UnsafeBufferPointer(listed), of: workers)
    }
  }

  /// Scales the advantages of the first `count` samples in `order` to mean 0 and deviation 1, over
  /// all workers; equal ones become 0.
  func standardizeAdvantages(count: Int, of workers: any WorkerGroup) {
    let moments = advantageMoments(count: count, of: workers)
    for position in 0..<count {
      let sample = Int(order.base[position])
      let value = Double(advantages.base[sample])
      advantages.base[sample] = Float((value - moments.mean) / moments.scale)
    }
  }
}

extension Rollout<Int32> {
  /// The observations as a sparse network's batch: position i is sample order[i], or i without an
  /// order.
  @usableFromInline
  func batch(order: UnsafePointer<Int32>?) -> SparseBatch {
    SparseBatch(tokens: observations.base, counts: counts.base, width: width, order: order)
  }
}
