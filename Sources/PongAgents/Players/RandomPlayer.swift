public import PongEngine
import Randomness

/// The article's first agent: up or down with equal chance at every agent step.
///
/// An agent step lasts two to four frames, each equally likely, as in `Pong-v0`.
public struct RandomPlayer: Player {
  private var streams: FastStreams
  private var action = Action.noop
  private var framesLeft = 0

  /// Makes a player whose moves follow from `seed`.
  public init(seed: UInt64) {
    streams = FastStreams(seed: seed)
  }

  /// The action of this agent step.
  public mutating func input(seeing _: Game) -> PaddleInput {
    if framesLeft == 0 {
      framesLeft = streams.frames(in: EnvironmentID.pongV0.frameSkip)
      action = streams.generator.integer(below: 2) == 0 ? .right : .left
    }
    framesLeft -= 1
    return PaddleInput(action)
  }

  /// Whether the last agent step has ended.
  public var isDeciding: Bool { framesLeft == 0 }

  /// Starts a new agent step with the new game.
  public mutating func prepareForNewGame() {
    framesLeft = 0
  }
}
