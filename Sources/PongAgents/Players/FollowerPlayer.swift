public import PongEngine
import Randomness

/// A bot that turns its paddle towards the ball, half as fast as a joystick would.
///
/// It holds the same paddle as a person: it feels the reading of its knob and lags behind its own
/// hand as everybody does. It does not predict, so steep and fast shots pass it. Which part of its
/// bat is to meet the ball it draws anew for every approach, and once a rally has become long it
/// holds the button down, which makes the ball faster, so that rallies end.
public struct FollowerPlayer: Player {
  /// The bot as people choose it.
  public static let contestant = Contestant(
    Choice(
      id: "follower",
      title: "Follower",
      detail: "Turns its paddle towards the ball, lagging like everybody"
    )
  ) { seed, _ in .player(FollowerPlayer(seed: seed)) }

  /// The targets for the ball's register minus the bat's at a hit, in rows: returns from steep up to
  /// steep down.
  private static let contacts = 2...10

  /// How far it turns the knob in a frame, in units of resistance.
  private static let turn = Paddle.unitsPerFrame / 2

  /// From so many hits of a rally on it holds the button down.
  private static let patience: UInt8 = 24

  private var generator: SplitMix64
  private var contact = 6
  private var wasApproached = false

  /// Makes a follower whose targets are drawn with `seed`.
  public init(seed: UInt64) {
    generator = SplitMix64(seed: seed)
  }

  /// Turns the knob towards the ball's height; waits while there is no ball.
  public mutating func input(seeing view: Game) -> PaddleInput {
    guard view.ballIsVisible, view.isPlaying else {
      wasApproached = false
      return .idle
    }
    let isApproached = view.velocityX < 0
    if isApproached, !wasApproached {
      contact = Self.contacts.lowerBound + generator.integer(below: Self.contacts.count)
    }
    wasApproached = isApproached
    let target = Int(view.ballY) - contact
    let reading = view.paddle(.right).reading
    let turn = target < reading - 3 ? -Self.turn : target > reading + 3 ? Self.turn : 0
    return PaddleInput(turn: turn, fire: view.hits >= Self.patience)
  }

  /// Waits for the first approach.
  public mutating func prepareForNewGame() {
    wasApproached = false
  }
}
