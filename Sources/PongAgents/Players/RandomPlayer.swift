public import PongEngine
import Randomness

/// The article's first agent: up or down with equal chance at every agent step.
///
/// A step of its own lasts two to four frames, each equally likely, as in `Pong-v0`.
public struct RandomPlayer: Player {
  /// The bot as people choose it.
  public static let contestant = Contestant(
    Choice(id: "random", title: "Random", detail: "Up or down by the toss of a coin")
  ) { seed, timing in .player(RandomPlayer(timing: timing, seed: seed)) }

  private var streams: FastStreams
  private var steps: AgentSteps
  private var input = PaddleInput.idle

  /// Makes a player whose moves follow from `seed`.
  public init(timing: StepTiming = .player, seed: UInt64) {
    streams = FastStreams(seed: seed)
    steps = AgentSteps(timing, frameSkip: EnvironmentID.pongV0.frameSkip)
  }

  /// The action of this agent step.
  public mutating func input(seeing _: Game) -> PaddleInput {
    if steps.countFrame(&streams) {
      input = PaddleInput(streams.generator.integer(below: 2) == 0 ? .right : .left)
    }
    return input
  }

  /// Whether the last agent step has ended.
  public var isDeciding: Bool { steps.isBeginning }

  /// Tosses a coin at the next frame.
  public mutating func beginStep() { steps.begin() }

  /// Starts a new agent step with the new game.
  public mutating func prepareForNewGame() { steps.begin() }
}
