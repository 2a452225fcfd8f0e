public import PongEngine

/// A game as one of its players went through it: what they saw, and what they did about it.
///
/// The knob's way tells what was done, whatever turned it: keys, a mouse, or a program. Turning it
/// against its stop is doing nothing.
public struct Demonstration: Sendable {
  /// The game at its beginning and after every frame, the player on the right.
  public let games: [Game]

  /// Looks at a game from a player's side.
  ///
  /// - Parameters:
  ///   - games: The game at its beginning and after every frame.
  ///   - side: Where the player sat.
  public init(_ games: some Sequence<Game>, by side: Side) {
    self.games = games.map { $0.seen(from: side) }
  }

  /// Plays a game of a series, and looks at it from the side of the first of the two.
  ///
  /// - Parameters:
  ///   - series: The games.
  ///   - index: The number of the game.
  ///   - frames: After how many frames it is left, at the latest.
  public init(of series: GameSeries, game index: Int, frames: Int = .max) {
    var match = series.match(index)
    var games = [match.game]
    while !match.isOver, games.count <= frames {
      _ = match.step()
      games.append(match.game)
    }
    self.init(games, by: series.firstSide(inGame: index))
  }

  /// How many frames there are.
  public var frameCount: Int { max(0, games.count - 1) }

  /// What the player did in a frame, which made the game after it of the game before it.
  ///
  /// - Parameter frame: The frame's number, from 0.
  /// - Returns: The turn that the knob made, and whether the button was down.
  public func input(_ frame: Int) -> PaddleInput {
    PaddleInput(turn: turn(frame), fire: games[frame + 1].paddle(.right).fire)
  }

  /// By how much the knob was turned in a frame, in units of resistance; 0 where there is none.
  func turn(_ frame: Int) -> Int32 {
    guard frame >= 0, frame + 1 < games.count else { return 0 }
    return games[frame + 1].paddle(.right).resistance - games[frame].paddle(.right).resistance
  }
}
