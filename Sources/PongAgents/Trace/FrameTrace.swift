import Checksums
public import PongEngine

/// What `pong trace` prints of a game, a line a frame: the contract with other tools.
///
/// Columns: `frame`, `action` (ALE's number; -1 for the reset), `reward`, `done`, the registers
/// `bx` and `by` of the ball and `ly` and `ry` of the bats, the scores `sl` and `sr`, the ball as
/// seen between the walls (`sx`, `sy`: leftmost column and top row; -1,-1 if unseen), and the
/// CRC-32 of the 128 bytes of RAM (`ram`) and of the 210 × 160 × 3 bytes of the picture (`rgb`).
public enum FrameTrace {
  /// The names of the columns.
  public static let header = "frame,action,reward,done,bx,by,ly,ry,sl,sr,sx,sy,ram,rgb"

  /// Plays `actions` frame by frame from a reset and hands each line to `body`.
  ///
  /// - Parameters:
  ///   - actions: The right player's actions, one a frame, without the -1 of the reset.
  ///   - rules: The variant of the game.
  ///   - body: Receives the lines without line ends, the reset's first.
  public static func replay(
    _ actions: some Sequence<Action>,
    rules: Rules,
    _ body: (String) throws -> Void
  ) rethrows {
    var game = Game(rules: rules)
    try body(line(game, frame: 0, action: -1, reward: 0))
    for (index, action) in actions.enumerated() {
      let outcome = game.step(right: PaddleInput(action))
      let reward = Int(outcome.reward)
      try body(line(game, frame: index + 1, action: Int(action.rawValue), reward: reward))
    }
  }

  private static func line(_ game: Game, frame: Int, action: Int, reward: Int) -> String {
    let seen = visibleBall(game)
    let fields = [
      frame, action, reward, game.isOver ? 1 : 0, Int(game.ballX), Int(game.ballY),
      Int(game.leftY), Int(game.rightY), Int(game.leftScore), Int(game.rightScore),
      seen.column, seen.row,
    ]
    let numbers = fields.map(String.init).joined(separator: ",")
    return
      "\(numbers),\(RedundancyCheck.crc32.hexadecimal(game.ram())),\(RedundancyCheck.crc32.hexadecimal(game.rgb()))"
  }

  /// The leftmost column and the top row of the ball's picture between the walls.
  private static func visibleBall(_ game: Game) -> (column: Int, row: Int) {
    guard game.ballIsVisible else {
      return (-1, -1)
    }
    var place = (column: -1, row: -1)
    let left = game.ballColumn
    for column in [left, (left + 1) % Picture.width] {
      game.forEachBallRow(inColumn: column) { row in
        guard row >= Picture.topWall.upperBound, row < Picture.bottomWall.lowerBound else {
          return
        }
        place.column = place.column < 0 ? column : min(place.column, column)
        place.row = place.row < 0 ? row : min(place.row, row)
      }
    }
    return place
  }
}
