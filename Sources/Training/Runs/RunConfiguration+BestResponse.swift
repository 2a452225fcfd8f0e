import PongAgents

extension RunConfiguration {
  /// Returns how a best response to a player is learned: how to beat one who does not change.
  ///
  /// By how much it wins is how exploitable that player is, at least, by whoever has as much
  /// experience. Ratings do not tell: a program that beats the best may lose nearly every game to
  /// somebody who has learned to play against it and nobody else (A. Gleave et al., "Adversarial
  /// Policies: Attacking Deep Reinforcement Learning", ICLR 2020; T. T. Wang et al., "Adversarial
  /// Policies Beat Superhuman Go AIs", ICML 2023; F. Timbers et al., "Approximate Exploitability:
  /// Learning a Best Response in Large Games", IJCAI 2022).
  ///
  /// - Parameters:
  ///   - player: The player's name, as a catalog knows it.
  ///   - steps: The agent steps that the run will have: over them the learning rate falls.
  ///   - frames: How many frames the player's own decisions last, which it keeps to while it is
  ///     learned from.
  /// - Returns: The configuration of such a run, with drawn weights.
  public static func bestResponse(
    to player: String,
    steps: Int,
    frames: ClosedRange<Int> = 2...2
  ) -> RunConfiguration {
    var result = Preset.twoPictures
    result.preset = "best-response"
    result.opponents = OpponentMix([OpponentMix.Member(player)])
    result.sides = .both
    // As in a game between two players, nobody's actions stick; its own steps last 2 to 4 frames.
    result.environment = .pongV4
    result.frameSkip = frames.count == 1 ? frames.lowerBound : 0
    result.noopFrames = 30
    result.hidden = 256
    result.decaySteps = steps
    result.entropyDecaySteps = steps / 2
    return result
  }
}
