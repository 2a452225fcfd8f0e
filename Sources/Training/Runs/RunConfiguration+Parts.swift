public import NeuralNetwork
import PongAgents
import PongEngine
import Reinforcement

// What a configuration that has been checked stands for.

extension RunConfiguration {
  /// The task that is learned, against a league.
  func task(_ league: League) -> PongTask.Settings {
    PongTask.Settings(
      environment: environment,
      actions: actions,
      observation: observation,
      noopFrames: noopFrames,
      variants: EpisodeVariants(
        sides: sides,
        rallyShare: rallyShare,
        smallBatShare: smallBatShare,
        frameSkip: frameSkip == 0 ? nil : frameSkip,
        frameSkipShare: frameSkipShare
      ),
      league: league
    )
  }

  /// The network's sizes.
  public var shape: SparseNetwork.Shape {
    SparseNetwork.Shape(
      inputCount: observation.inputCount,
      hiddenCount: hidden,
      logitCount: actions.count == 2 ? 1 : actions.count,
      hasValue: algorithm == .ppo
    )
  }

  /// The optimiser's rule.
  var rule: Optimizer.Rule {
    switch optimizer {
    case .adam: .adam(Adam(epsilon: epsilon))
    case .lazyAdam: .adam(Adam(epsilon: epsilon, isLazy: true))
    case .rmsprop: .rmsProp(RMSProp())
    }
  }

  /// REINFORCE's settings.
  var reinforce: REINFORCE.Settings {
    REINFORCE.Settings(
      update: update,
      discount: discount,
      learningRate: learningRate,
      sumsGradients: sumsGradients
    )
  }

  /// PPO's settings.
  var ppo: PPO.Settings {
    PPO.Settings(
      discount: discount,
      lambda: lambda,
      resetsAtRewards: resetsAtRewards,
      learningRate: learningRate,
      epochs: epochs,
      batchSize: batchSize,
      clip: clip,
      entropyWeight: entropyWeight,
      defaultPolicy: stillness == 0
        ? [] : actions.map { PaddleInput($0).turn == 0 ? 0 : -stillness },
      valueWeight: valueWeight,
      stepPenalty: stepPenalty
    )
  }

  /// What the learning rate is multiplied by after so many agent steps.
  func learningRateScale(after steps: Int) -> Double {
    Self.decayed(to: finalLearningRate, over: decaySteps, after: steps)
  }

  /// What the entropy coefficient is multiplied by after so many agent steps.
  func entropyScale(after steps: Int) -> Double {
    Self.decayed(to: finalEntropyWeight, over: entropyDecaySteps, after: steps)
  }

  /// What the stillness of the default policy is multiplied by after so many agent steps.
  func stillnessScale(after steps: Int) -> Double {
    stillnessSteps > 0 ? min(1, Double(steps) / Double(stillnessSteps)) : 1
  }

  /// The straight way from 1 to `last` over some steps; 1 if they are none.
  private static func decayed(to last: Double, over duration: Int, after steps: Int) -> Double {
    guard duration > 0 else { return 1 }
    return 1 + (last - 1) * min(1, Double(steps) / Double(duration))
  }
}
