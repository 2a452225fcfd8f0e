import NeuralNetwork
import PongAgents
import PongEngine

/// A named beginning of a configuration.
public enum Preset: String, CaseIterable, Hashable, Sendable {
  /// The article's agent, taught from many environments at once.
  case article

  /// Karpathy's step rule.
  case karpathy

  /// PPO on the article's network.
  case fast

  /// PPO on a larger network that sees the frame too, with all actions.
  case strong

  /// PPO on a still larger network, from both sides, against everybody whom a player may meet.
  case league

  /// What it is, in a line.
  public var summary: String {
    switch self {
    case .article: "REINFORCE on 6400-200-1, Pong-v0, up and down; Adam"
    case .karpathy: "REINFORCE on 6400-200-1, Pong-v0, up and down; RMSProp on summed gradients"
    case .fast: "PPO on 6400-200-1 and a value, Pong-v0, up and down"
    case .strong: "PPO on 12800-160-6 and a value, Pong-v0, all six actions"
    case .league: "PPO on 12800-256-6 and a value, from both sides against many opponents"
    }
  }

  /// The configuration.
  public var configuration: RunConfiguration {
    var result = RunConfiguration()
    result.preset = rawValue
    switch self {
    case .article:
      result.learningRate = 2e-3
    case .karpathy:
      result.initialization = .karpathy
      result.optimizer = .rmsprop
      result.learningRate = 1e-4
      result.sumsGradients = true
    case .fast:
      result.algorithm = .ppo
      result.environments = 32
      result.steps = 256
      result.discount = 0.98
      result.lambda = 0.98
      result.resetsAtRewards = true
      result.noopFrames = 30
    case .strong:
      result = Self.twoPictures
      result.preset = rawValue
      // Serves against the computer come the same way again: a bat that rests where its shot wins
      // wins every point alike. An even entropy bonus has the bat wander while the ball is far away,
      // and decisions of 2 to 4 frames, some of which stick, then miss the place by a few lines. To
      // begin with there is no such pull: first the policy has to learn to reach the ball.
      result.stillness = 4
      result.stillnessSteps = 2_000_000
      result.entropyWeight = 0.03
      // A bat at rest can also meet a ball for ever that nobody misses.
      result.stepPenalty = 0.005
    case .league:
      result = Self.twoPictures
      result.preset = rawValue
      // As in a game with a person, nobody's actions stick.
      result.environment = .pongV4
      result.hidden = 256
      result.noopFrames = 30
      // A bat that is turned goes 6 lines a frame: decisions of 2 frames place it well, and the ball
      // then moves between two pictures as many pixels as lines a frame. The rest of the episodes
      // has the environment's steps of 2 to 4 frames, as on the Atari.
      result.frameSkip = 2
      result.frameSkipShare = 0.75
      result.discount = 0.993
      result.lambda = 0.96
      result.opponents = .league
      result.sides = .both
      result.rallyShare = 0.03
      result.smallBatShare = 0.03
      result.environments = 128
      result.batchSize = 8192
      result.learningRate = 2e-3
      result.epsilon = 1e-5
      result.decaySteps = 500_000_000
      result.entropyDecaySteps = 250_000_000
    }
    return result
  }

  /// PPO on a network that sees the frame, too, with all actions, against whoever it may be.
  static var twoPictures: RunConfiguration {
    var result = RunConfiguration()
    result.algorithm = .ppo
    result.observation = .differenceAndFrame
    result.actions = Action.minimal
    result.hidden = 160
    result.environments = 32
    result.steps = 256
    result.epochs = 3
    result.resetsAtRewards = true
    result.optimizer = .lazyAdam
    // A greater epsilon keeps the weights of pixels that are rarely lit from taking great steps.
    result.learningRate = 3e-3
    result.epsilon = 1e-4
    result.finalLearningRate = 0.03
    result.decaySteps = 40_000_000
    // Chance enough to find out what FIRE is for, little when it counts.
    result.finalEntropyWeight = 0.1
    result.entropyDecaySteps = 12_000_000
    return result
  }

  /// What the preset sets beside the defaults, as options of the command line: "--hidden 192".
  public var options: [String] {
    var plain = RunConfiguration()
    plain.preset = rawValue
    let configuration = configuration
    return RunConfiguration.settings.sorted { $0.key < $1.key }.compactMap { setting in
      let text = setting.text(in: configuration)
      guard text != setting.text(in: plain) else { return nil }
      return text == "true" ? setting.option : "\(setting.option) \(text)"
    }
  }
}
