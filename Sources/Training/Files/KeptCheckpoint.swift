import FileAccess
public import Foundation
import NeuralNetwork
public import PongAgents

/// A checkpoint that a run has kept beside the last one: its agent at an earlier age.
public struct KeptCheckpoint: Hashable, Sendable {
  /// The file.
  public var url: URL

  /// The agent steps that it had played.
  public var agentSteps: Int

  /// Reads the agent.
  ///
  /// - Parameter policy: One of the run's, to which it must be alike.
  /// - Returns: The agent at its age; `nil` if the file does not tell, or cannot be read.
  public func snapshot(like policy: PongPolicy) -> PolicySnapshot? {
    guard let file = try? Checkpoint.read(url), let seconds = Checkpoint.seconds(of: file),
      let kept = try? PolicyFile.policy(from: file), kept.observation == policy.observation,
      kept.actions == policy.actions, kept.network.shape == policy.network.shape
    else { return nil }
    let episodes = PolicyOrigin(metadata: file.metadata).episodes ?? 0
    return PolicySnapshot(seconds: seconds, episodes: episodes, policy: kept)
  }
}

extension RunDirectory {
  /// The checkpoints that are kept, the oldest first; the last one may be the run's checkpoint, too.
  public var keptCheckpoints: [KeptCheckpoint] {
    guard let names = try? Directory(url).names else { return [] }
    let kept = names.compactMap { name in
      Self.agentSteps(ofKept: name).map { KeptCheckpoint(url: file(name), agentSteps: $0) }
    }
    return kept.sorted { $0.agentSteps < $1.agentSteps }
  }
}
