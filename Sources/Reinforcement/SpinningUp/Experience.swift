import CKernels
import NeuralNetwork

/// What one worker went through in an epoch.
final class Experience: @unchecked Sendable {
  let count: Int
  let observations: Buffer<Float>
  let actions: Buffer<UInt8>
  let logProbabilities: Buffer<Float>
  let rewards: Buffer<Float>
  /// The value of each observation; one more place than steps, which says nothing.
  let values: Buffer<Float>
  /// `.running` but at the last step of a path.
  let statuses: Buffer<TimeStep.Status>
  /// The value of what follows a path that was cut off; read there only.
  let bootstrapValues: Buffer<Float>
  let advantages: Buffer<Float>
  /// What the value is taught: discounted rewards to come, with what follows a cut.
  let targets: Buffer<Float>

  init(count: Int, observationCount: Int) {
    self.count = count
    observations = Buffer(count: count * observationCount)
    actions = Buffer(count: count)
    logProbabilities = Buffer(count: count)
    rewards = Buffer(count: count)
    values = Buffer(count: count + 1)
    statuses = Buffer(count: count)
    bootstrapValues = Buffer(count: count)
    advantages = Buffer(count: count)
    targets = Buffer(count: count)
  }

  /// Works out advantages, standardised over all workers' steps, and targets from rewards and
  /// values.
  func credit(discount: Double, lambda: Double, workers: some WorkerGroup) {
    Advantage.generalize(
      Advantage.Trace(
        count: count,
        rewards: rewards.base,
        values: values.base,
        statuses: statuses.base,
        bootstrapValues: bootstrapValues.base
      ),
      discount: Float(discount),
      lambda: Float(lambda),
      resetsAtRewards: false,
      into: advantages.base
    )
    var following = 0.0
    for step in (0..<count).reversed() {
      switch statuses.base[step] {
      case .running: break
      case .terminated: following = 0
      case .truncated: following = Double(bootstrapValues.base[step])
      }
      following = Double(rewards.base[step]) + discount * following
      targets.base[step] = Float(following)
    }
    let statistics = EpochReport.Statistics(advantages.elements, of: workers)
    let deviation = statistics.deviation > 0 ? statistics.deviation : 1
    for step in 0..<count {
      advantages.base[step] = Float((Double(advantages.base[step]) - statistics.mean) / deviation)
    }
  }
}
