public import PongEngine

/// A bot that turns its paddle towards the ball, as fast as a joystick can every other frame.
///
/// It holds the same paddle as a person: it feels the reading of its knob and lags behind its own
/// hand as everybody does. It neither predicts nor aims, so steep fast shots pass it.
public struct FollowerPlayer: Player {
  /// Where on the bat it wants the ball: the register of the ball minus that of the bat.
  private static let contact = 6
  private var isResting = false

  /// Makes a ball follower.
  public init() {}

  /// Turns the knob towards the ball's height; waits while there is no ball.
  public mutating func input(seeing view: Game) -> PaddleInput {
    isResting.toggle()
    guard view.ballIsVisible, view.isPlaying, !isResting else {
      return .idle
    }
    let wish = Int(view.ballY) - Self.contact
    let reading = view.paddle(.right).reading
    if wish < reading - 3 {
      return PaddleInput(.right)
    }
    return wish > reading + 3 ? PaddleInput(.left) : .idle
  }

  /// Starts the new game awake.
  public mutating func prepareForNewGame() {
    isResting = false
  }
}
