public import PongAgents
import Text

/// Where a policy comes from, as its file's metadata says.
public struct PolicyOrigin: Hashable, Sendable {
  /// The environment that it learned in, which says how long its decisions last.
  public var environment: EnvironmentID?

  /// How it was taught.
  public var algorithm: String?

  /// How many episodes it learned from.
  public var episodes: Int?

  /// How many agent steps it learned from.
  public var agentSteps: Int?

  /// The mean reward of its last hundred episodes.
  public var meanReward: Double?

  /// What ``algorithm`` says of the clone of a person.
  public static let cloning = "cloning"

  /// Whether it is the clone of a person.
  public var isClone: Bool { algorithm == Self.cloning }

  /// Reads what the metadata says; what it does not say, or nobody understands, is left out.
  public init(metadata: [String: String]) {
    environment = metadata["environment"].flatMap { EnvironmentID($0) }
    if let frames = metadata["frame_skip"].flatMap({ Int($0) }), 1...60 ~= frames {
      environment = (environment ?? .pongV0).withFrameSkip(frames)
    }
    algorithm = metadata["algorithm"]
    episodes = metadata["episodes"].flatMap { Int($0) }
    agentSteps = metadata["agent_steps"].flatMap { Int($0) }
    meanReward = metadata["mean_reward_100"].flatMap { Double($0) }.flatMap {
      $0.isFinite ? $0 : nil
    }
  }

  /// What there is to say about it, in a few words: "REINFORCE, 4295 games, reward 0.1".
  public var summary: String {
    var parts: [String] = []
    if let algorithm { parts.append(algorithm.uppercased().prefix(12).printable) }
    if let episodes { parts.append("\(episodes) games") }
    if let meanReward {
      parts.append("reward \((meanReward * 10).rounded() / 10 + 0)")
    }
    return parts.isEmpty ? "Learned to play" : parts.joined(separator: ", ")
  }
}
