import Checksums
public import PongEngine

/// What `pong trace --environment` prints of an episode, a line a step: the contract with tools.
///
/// Columns: `step`, `action` (gym's number, 0 to 5; -1 for the reset), `reward`, `terminated`,
/// `truncated`, `frames` (of the episode so far), and `ram` and `rgb` as in ``FrameTrace``.
public enum EnvironmentTrace {
  /// The names of the columns.
  public static let header = "step,action,reward,terminated,truncated,frames,ram,rgb"

  /// Plays `actions` step by step from a seeded reset and hands each line to `body`.
  ///
  /// - Parameters:
  ///   - actions: The agent's actions, one a step, without the -1 of the reset.
  ///   - id: Which of gym's environments.
  ///   - rules: The variant of the game.
  ///   - seed: The seed of the reset.
  ///   - body: Receives the lines without line ends, the reset's first.
  public static func replay(
    _ actions: some Sequence<Action>,
    in id: EnvironmentID,
    rules: Rules,
    seed: UInt64,
    _ body: (String) throws -> Void
  ) rethrows {
    var environment = AtariEnvironment<GymStreams>(id, rules: rules, seed: seed)
    let nothing = StepResult(
      reward: 0,
      terminated: false,
      truncated: false,
      episodeFrames: environment.episodeFrames
    )
    try body(line(environment, step: 0, action: -1, result: nothing))
    for (index, action) in actions.enumerated() {
      let result = environment.step(action)
      let number = Action.minimal.firstIndex(of: action) ?? -1
      try body(line(environment, step: index + 1, action: number, result: result))
    }
  }

  private static func line(
    _ environment: AtariEnvironment<GymStreams>,
    step: Int,
    action: Int,
    result: StepResult
  ) -> String {
    let fields = [
      step, action, result.reward, result.terminated ? 1 : 0, result.truncated ? 1 : 0,
      result.episodeFrames,
    ]
    let numbers = fields.map(String.init).joined(separator: ",")
    let game = environment.game
    return
      "\(numbers),\(RedundancyCheck.crc32.hexadecimal(game.ram())),\(RedundancyCheck.crc32.hexadecimal(game.rgb()))"
  }
}
