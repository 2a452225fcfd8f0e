public import NeuralNetwork
public import PongAgents
public import PongEngine
public import Reinforcement

/// Everything that decides how a run learns: with the version of the program, all that it takes to
/// do it again.
public struct RunConfiguration: Hashable, Sendable {
  /// How the network is taught.
  public enum Algorithm: String, Codable, Hashable, Sendable, CaseIterable {
    /// The article's: ``/Reinforcement/REINFORCE``.
    case reinforce

    /// ``/Reinforcement/PPO``.
    case ppo
  }

  /// How a gradient becomes a step.
  public enum OptimizerKind: String, Codable, Hashable, Sendable, CaseIterable {
    /// Adam, with Keras' settings.
    case adam

    /// Adam that leaves the weights of pixels alone that were dark in all of a batch.
    case lazyAdam = "lazy-adam"

    /// RMSProp, with Karpathy's settings.
    case rmsprop
  }

  /// The preset that the configuration began as.
  public var preset = "article"

  /// The environment, which observes pictures.
  public var environment = EnvironmentID.pongV0

  /// What the network sees.
  public var observation = PongObservation.difference

  /// The actions in the order of the network's outputs.
  public var actions = [Action.right, .left]

  /// An episode starts after 0 to this many frames without an action.
  public var noopFrames = 0

  /// How many frames a decision lasts; 0 for as many as in the environment.
  public var frameSkip = 0

  /// The share of episodes with decisions of `frameSkip` frames; the others have the environment's.
  public var frameSkipShare = 1.0

  /// Who plays against the policy.
  public var opponents = OpponentMix.computer

  /// The policy's side of the court.
  public var sides = EpisodeVariants.Sides.right

  /// How many past selves of the policy are kept as opponents, where there are such.
  public var pastSelves = 8

  /// The agent steps from one kept past self to the next, at least.
  public var pastSelfInterval = 500_000

  /// The share of episodes in rally mode.
  public var rallyShare = 0.0

  /// The share of episodes with a small bat on one side or both.
  public var smallBatShare = 0.0

  /// How many hidden units the network has.
  public var hidden = 200

  /// How the weights start.
  public var initialization = SparseNetwork.Initialization.glorot

  /// The name or file of the policy whose weights the run begins with; empty if they are drawn.
  ///
  /// ``TrainingRun/Start`` has the policy itself.
  public var from = ""

  /// How the network is taught.
  public var algorithm = Algorithm.reinforce

  /// How REINFORCE turns a rollout into steps.
  public var update = REINFORCE.Update.batch

  /// How a gradient becomes a step.
  public var optimizer = OptimizerKind.adam

  /// Adam's ε: Keras' 1e-7, or more to tame rare inputs.
  public var epsilon = 1e-7

  /// The learning rate at the start.
  public var learningRate = 1e-3

  /// What the learning rate has fallen to, as a part of the first, after `decaySteps`.
  public var finalLearningRate = 1.0

  /// The agent steps over which the learning rate falls linearly; 0 if it does not.
  public var decaySteps = 0

  /// Whether a step takes the sum of the samples' gradients instead of their mean.
  public var sumsGradients = false

  /// How many environments are played side by side.
  public var environments = 64

  /// How many agent steps of each environment go into an update (REINFORCE: at least).
  public var steps = 128

  /// The discount factor γ.
  public var discount = 0.99

  /// λ of PPO's generalised advantage estimation.
  public var lambda = 0.95

  /// Whether PPO's advantages end at every point.
  public var resetsAtRewards = false

  /// How often PPO goes through a rollout.
  public var epochs = 4

  /// How many samples a step of PPO takes.
  public var batchSize = 4096

  /// PPO's clip range ε: how far the ratio of probabilities may move from 1.
  public var clip = 0.2

  /// PPO's entropy coefficient.
  public var entropyWeight = 0.01

  /// What the entropy coefficient has fallen to, as a part of the first, after `entropyDecaySteps`.
  public var finalEntropyWeight = 1.0

  /// The agent steps over which the entropy coefficient falls linearly; 0 if it does not.
  public var entropyDecaySteps = 0

  /// The log-odds of an action that leaves the bat alone over one that moves it, in the default
  /// policy that PPO's entropy bonus draws towards.
  public var stillness = 0.0

  /// The agent steps over which `stillness` grows linearly from 0; 0 if it is there at once.
  public var stillnessSteps = 0

  /// What PPO takes from the reward of every agent step in what it learns from.
  public var stepPenalty = 0.0

  /// PPO's value coefficient: what half the squared error of the value is multiplied by.
  public var valueWeight = 1.0

  /// How many workers learn together, each in its share of the environments; what they learn from
  /// is the experience of all of them.
  public var workers = 1

  /// The seed of all chance; rank r of several workers takes seed + 10000 r.
  public var seed: UInt64 = 0

  /// The article's settings.
  public init() {}
}
