public import PongEngine
import Randomness

/// A bat that sweeps up and down the whole court and takes no notice of the ball.
///
/// How fast, and which way first, it draws for every game.
public struct SweeperPlayer: Player {
  /// The bot as people choose it.
  public static let contestant = Contestant(
    Choice(id: "sweeper", title: "Sweeper", detail: "Up and down the court, whatever the ball does")
  ) { seed, _ in .player(SweeperPlayer(seed: seed)) }

  /// The turns of a frame that it draws from, in units of resistance: from a quarter of a
  /// joystick's to a joystick's.
  private static let turns = Paddle.unitsPerFrame / 4...Paddle.unitsPerFrame

  private var generator: SplitMix64
  private var turn: Int32 = 0

  /// Makes a sweeper whose speeds are drawn with `seed`.
  public init(seed: UInt64) {
    generator = SplitMix64(seed: seed)
    prepareForNewGame()
  }

  /// Turns the knob on, and back where the bat has reached the end of its way.
  public mutating func input(seeing view: Game) -> PaddleInput {
    let reading = view.paddle(.right).reading
    if reading <= Arrangement.batRegisters.lowerBound { turn = abs(turn) }
    if reading >= Arrangement.batRegisters.upperBound { turn = -abs(turn) }
    return PaddleInput(turn: turn)
  }

  /// Draws another speed and direction.
  public mutating func prepareForNewGame() {
    let speed = Self.turns.lowerBound + Int32(generator.integer(below: Self.turns.count))
    turn = generator.bernoulli(0.5) ? speed : -speed
  }
}
