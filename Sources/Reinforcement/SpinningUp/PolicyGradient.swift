import CKernels
public import NeuralNetwork
public import Randomness

/// Learns as Spinning Up's `vpg` and `ppo` do: separate networks for policy and value, each taught
/// on all of an epoch's steps at once.
///
/// One of these is one worker: it has an environment and a random stream of its own, and agrees
/// with the others on gradients and statistics, so that all have the same weights.
public final class PolicyGradient<E: DenseEnvironment, Workers: WorkerGroup> {
  /// How it learns.
  public let settings: PolicyGradientSettings

  /// The policy: one logit per action.
  public let policy: MultilayerPerceptron

  /// The value estimate.
  public let value: MultilayerPerceptron

  /// What steps the policy.
  public let policyOptimizer: PerceptronAdam

  /// What steps the value.
  public let valueOptimizer: PerceptronAdam

  /// The worker's environment; between epochs an episode is about to begin.
  public private(set) var environment: E

  /// From where the policy's choices are drawn.
  public private(set) var generator: SplitMix64

  /// How many epochs have been gone through.
  public private(set) var epochs = 0

  let workers: Workers
  let experience: Experience
  private let policyGradient: Buffer<Float>
  private let valueGradient: Buffer<Float>
  private var returns: [Float] = []
  private var lengths: [Float] = []

  /// Prepares a worker.
  ///
  /// - Parameters:
  ///   - settings: How it learns.
  ///   - seed: The run's seed; rank r takes seed + 10000 r.
  ///   - workers: All workers, and which of them this is.
  ///   - makeEnvironment: Makes an environment for a seed.
  public init(
    _ settings: PolicyGradientSettings,
    seed: UInt64,
    workers: Workers,
    makeEnvironment: (UInt64) -> E
  ) {
    self.settings = settings
    self.workers = workers
    var seeds = SplitMix64(seed: seed &+ 10_000 &* UInt64(workers.rank))
    var weights = SplitMix64(seed: seeds.next())
    generator = SplitMix64(seed: seeds.next())
    environment = makeEnvironment(seeds.next())
    environment.reset()
    let inputs = environment.observationCount
    func network(_ outputs: Int) -> MultilayerPerceptron {
      MultilayerPerceptron(
        PerceptronShape(
          inputCount: inputs,
          hiddenCounts: settings.hiddenCounts,
          outputCount: outputs,
          activation: settings.activation
        )
      )
    }
    policy = network(environment.actionCount)
    value = network(1)
    policy.initialize(settings.initialization, using: &weights)
    value.initialize(settings.initialization, using: &weights)
    workers.broadcast(policy.parameters)
    workers.broadcast(value.parameters)
    policyOptimizer = PerceptronAdam(policy.shape, adam: settings.adam)
    valueOptimizer = PerceptronAdam(value.shape, adam: settings.adam)
    policyGradient = Buffer(count: policy.shape.parameterCount)
    valueGradient = Buffer(count: value.shape.parameterCount)
    experience = Experience(
      count: max(1, settings.stepsPerEpoch / workers.size),
      observationCount: inputs
    )
  }

  /// Takes up the rest of another run's state: networks and optimisers have been filled in.
  public func resume(epochs: Int, generator: UInt64, stream: UInt64) {
    self.epochs = epochs
    self.generator.state = generator
    environment.streamState = stream
    environment.reset()
  }

  /// Plays an epoch, learns from it and tells what it brought.
  public func epoch(on pool: some WorkPool) -> EpochReport {
    let cutOff = play()
    let inputs = DenseInputs(
      experience.observations.base,
      count: experience.count,
      inputCount: environment.observationCount
    )
    let valueDescent = PerceptronDescent(value, inputs: inputs, pool: pool)
    let policyDescent = PerceptronDescent(policy, inputs: inputs, pool: pool)
    let experience = experience
    valueDescent.evaluate { samples, outputs in
      (experience.values.base + samples.lowerBound).update(from: outputs, count: samples.count)
    }
    experience.credit(
      discount: settings.discount,
      lambda: settings.lambda,
      workers: workers
    )
    let policyChange = teachPolicy(policyDescent)
    let valueChange = teachValue(valueDescent)
    epochs += 1
    let told = workers.sum([
      policyChange.before.loss, policyChange.after.loss, policyChange.before.entropy,
      policyChange.after.approximateKL, policyChange.after.clipped, valueChange.before,
      valueChange.after,
    ]).map { $0 / Double(workers.size) }
    return EpochReport(
      returns: .init(returns, of: workers),
      meanLength: EpochReport.Statistics(lengths, of: workers).mean,
      values: .init(experience.values.elements.dropLast(), of: workers),
      policyLoss: told[0],
      valueLoss: told[5],
      policyLossChange: told[1] - told[0],
      valueLossChange: told[6] - told[5],
      entropy: told[2],
      approximateKL: told[3],
      clipFraction: told[4],
      lastIteration: Double(policyChange.lastIteration),
      cutOff: workers.gather([cutOff])
    )
  }

  /// Fills the experience, and returns the length of the path that the end cut off.
  private func play() -> Int {
    returns.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    let width = environment.observationCount
    let actionCount = environment.actionCount
    let final = Buffer<Float>(count: width)
    let logits = Buffer<Float>(count: actionCount)
    var (episodeReturn, length) = (Float(0), 0)
    var previousReward: Float = 0
    for step in 0..<experience.count {
      let observation = experience.observations.base + step * width
      environment.observe(observation)
      policy.evaluate(observation, into: logits.base)
      let (action, logProbability) = Policy.sample(
        UnsafeBufferPointer(start: logits.base, count: actionCount),
        using: &generator
      )
      let result = environment.step(action)
      episodeReturn += result.reward
      length += 1
      experience.actions.base[step] = UInt8(truncatingIfNeeded: action)
      experience.logProbabilities.base[step] = logProbability
      experience.rewards.base[step] = settings.shiftsRewards ? previousReward : result.reward
      previousReward = result.reward
      let isOver =
        result.status != .running || length == settings.maximumEpisodeLength
      let isLast = step == experience.count - 1
      guard isOver || isLast else {
        experience.statuses.base[step] = .running
        continue
      }
      if result.status == .terminated, !settings.shiftsRewards {
        experience.statuses.base[step] = .terminated
      } else {
        experience.statuses.base[step] = .truncated
        var following = result.reward
        if result.status != .terminated {
          environment.observe(final.base)
          value.evaluate(final.base, into: &following)
        }
        experience.bootstrapValues.base[step] = following
      }
      environment.reset()
      previousReward = 0
      if !isOver { return length }
      returns.append(episodeReturn)
      lengths.append(Float(length))
      (episodeReturn, length) = (0, 0)
    }
    return 0
  }

  /// Steps the policy, and tells its loss's terms before and after.
  private func teachPolicy(
    _ descent: PerceptronDescent<some WorkPool>
  ) -> (before: PolicyTerms, after: PolicyTerms, lastIteration: Int) {
    let loss = PolicyLoss(
      experience: experience,
      actionCount: environment.actionCount,
      clip: nil,
      samplesEntropy: settings.samplesEntropy
    )
    switch settings.algorithm {
    case .vpg:
      let before = descent.differentiate(into: policyGradient, loss: loss)
      step(policy, policyOptimizer, policyGradient, settings.policyLearningRate)
      return (before, descent.measure(loss), 0)
    case .ppo(let clip, let iterations, let target):
      var loss = loss
      loss.clip = clip
      var (before, after) = (PolicyTerms(), PolicyTerms())
      var iteration = 0
      while true {
        after = descent.differentiate(into: policyGradient, loss: loss)
        if iteration == 0 { before = after }
        let approximateKL = workers.sum([after.approximateKL])[0] / Double(workers.size)
        if approximateKL > 1.5 * target { break }
        step(policy, policyOptimizer, policyGradient, settings.policyLearningRate)
        guard iteration < iterations - 1 else { break }
        iteration += 1
      }
      return (before, after, iteration)
    }
  }

  /// Steps the value, and tells its loss before the first and before the last step.
  private func teachValue(
    _ descent: PerceptronDescent<some WorkPool>
  ) -> (before: Double, after: Double) {
    let loss = ValueLoss(experience: experience)
    var (before, after) = (0.0, 0.0)
    for iteration in 0..<settings.valueIterations {
      after = descent.differentiate(into: valueGradient, loss: loss)
      if iteration == 0 { before = after }
      step(value, valueOptimizer, valueGradient, settings.valueLearningRate)
    }
    return (before, after)
  }

  private func step(
    _ network: MultilayerPerceptron,
    _ optimizer: PerceptronAdam,
    _ gradient: Buffer<Float>,
    _ learningRate: Double
  ) {
    workers.average(gradient)
    optimizer.step(network, gradient: gradient, learningRate: learningRate)
  }
}
