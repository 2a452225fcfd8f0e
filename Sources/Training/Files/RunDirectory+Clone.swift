public import Foundation
import NeuralNetwork
public import PongAgents
import Reinforcement

extension RunDirectory {
  /// Makes a directory with a clone as its policy, which is found and played like that of a run.
  ///
  /// - Parameters:
  ///   - parent: Where all runs are.
  ///   - clone: What was taught.
  ///   - seed: The seed of it.
  ///   - person: What the person is called; `nil` for nobody in particular.
  ///   - context: The command, and the time.
  /// - Throws: If the directory or its files cannot be made.
  public init(
    in parent: URL,
    clone: PersonClone,
    seed: UInt64,
    of person: String?,
    context: RunContext
  ) throws {
    var configuration = RunConfiguration()
    configuration.preset = "clone"
    configuration.environment = .pongV4
    configuration.frameSkip = PersonClone.framesPerDecision
    configuration.observation = clone.policy.observation
    configuration.actions = clone.policy.actions
    configuration.hidden = clone.policy.hiddenCount
    configuration.seed = seed
    try self.init(
      in: parent,
      name: "clone",
      description: Description(
        command: context.command,
        version: context.version,
        began: context.date(),
        configuration: configuration
      )
    )
    var file = configuration.policyFile(of: clone.policy.network, RunProgress())
    file.metadata["command"] = context.command
    file.metadata["algorithm"] = PolicyOrigin.cloning
    file.metadata["episodes"] = nil
    file.metadata["agent_steps"] = nil
    file.metadata["decisions"] = String(clone.decisionCount)
    file.metadata["person"] = person
    if let heldBack = clone.heldBack {
      file.metadata["held_back_accuracy"] = String(heldBack.accuracy)
      file.metadata["held_back_majority"] = String(heldBack.majority)
      file.metadata["held_back_balanced_accuracy"] = String(heldBack.balancedAccuracy)
    }
    try RunFiles(self).write(file, to: policy)
  }
}
