public import NeuralNetwork
import Randomness

/// What several environments went through, step by step, before the next update.
///
/// Sample `lane` * (`capacity` + 1) + t is step t of environment `lane`; the place after the last
/// step of a lane holds what is seen then. All memory is taken once.
public final class Rollout: Sendable {
  /// How many environments there are.
  public let laneCount: Int

  /// The most steps of one environment.
  public let capacity: Int

  /// The most tokens of an observation.
  public let width: Int

  /// Observations, [samples, width]; `counts` says how many of each sample's tokens are used.
  public let tokens: Buffer<Int32>

  /// How many tokens each observation has, [samples].
  public let counts: Buffer<UInt16>

  /// Actions taken, [samples].
  public let actions: Buffer<UInt8>

  /// The logarithm of each action's probability when it was taken, [samples].
  public let logProbabilities: Buffer<Float>

  /// The value estimated for each observation (zero without a value head), [samples].
  public let values: Buffer<Float>

  /// Rewards, [samples].
  public let rewards: Buffer<Float>

  /// How the episode stood after each step, [samples].
  public let statuses: Buffer<TimeStep.Status>

  /// The value estimated for the end of a truncated episode, [samples]; valid there only.
  public let bootstrapValues: Buffer<Float>

  /// What each action is credited with, [samples]; filled in by a learner.
  public let advantages: Buffer<Float>

  /// The samples that hold a step, lane by lane, [sampleCount ...].
  public let order: Buffer<Int32>

  /// How many steps each lane has, [laneCount].
  public let lengths: Buffer<Int>

  /// Takes memory for `laneCount` environments with up to `capacity` steps each.
  public init(laneCount: Int, capacity: Int, width: Int) {
    let samples = laneCount * (capacity + 1)
    self.laneCount = laneCount
    self.capacity = capacity
    self.width = width
    tokens = Buffer(count: samples * width)
    counts = Buffer(count: samples)
    actions = Buffer(count: samples)
    logProbabilities = Buffer(count: samples)
    values = Buffer(count: samples)
    rewards = Buffer(count: samples)
    statuses = Buffer(count: samples)
    bootstrapValues = Buffer(count: samples)
    advantages = Buffer(count: samples)
    order = Buffer(count: samples)
    lengths = Buffer(count: laneCount)
  }

  /// How many steps there are in all lanes.
  public var sampleCount: Int { lengths.elements.reduce(0, +) }

  /// The first sample of a lane.
  @inlinable
  public func firstSample(ofLane lane: Int) -> Int { lane * (capacity + 1) }

  /// The samples of a lane that hold a step.
  public func samples(ofLane lane: Int) -> Range<Int> {
    let first = firstSample(ofLane: lane)
    return first..<first + lengths.base[lane]
  }

  /// Lists all samples that hold a step in `order`, lane by lane, and returns how many they are.
  func listSamples() -> Int {
    var count = 0
    for lane in 0..<laneCount {
      for sample in samples(ofLane: lane) {
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
    for lane in 0..<laneCount {
      for sample in samples(ofLane: lane) {
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

  /// The observations as a network's batch: position i is sample order[i], or i without an order.
  func batch(order: UnsafePointer<Int32>?) -> Batch {
    Batch(tokens: tokens.base, counts: counts.base, width: width, order: order)
  }

  /// Scales the advantages of the first `count` samples in `order` to mean 0 and deviation 1.
  func standardizeAdvantages(count: Int) {
    let listed = UnsafeBufferPointer(start: order.base, count: count)
    let (mean, deviation) = Advantage.moments(
      of: listed.lazy.map { [advantages] in advantages.base[Int($0)] }
    )
    for sample in listed {
      let value = Double(advantages.base[Int(sample)])
      advantages.base[Int(sample)] = Float((value - mean) / deviation)
    }
  }
}
