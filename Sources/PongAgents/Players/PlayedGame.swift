public import PongEngine

/// How a game between two players of a ``GameSeries`` went.
public struct PlayedGame: Hashable, Sendable {
  /// What happened from one point to the next.
  public struct Rally: Hashable, Sendable {
    /// How often the ball was hit.
    public var hits = 0
    /// The frames since the point before, the wait for the serve among them.
    public var frames = 0

    /// Makes a rally; without arguments one that has not begun.
    public init(hits: Int = 0, frames: Int = 0) {
      self.hits = hits
      self.frames = frames
    }
  }

  /// The side on which the first of the two sat.
  public var firstSide: Side
  /// What the first one did.
  public var first = PlayerTally()
  /// What the second one did.
  public var second = PlayerTally()
  /// The rallies in order, one for each point; the last one is unfinished in a game that ``timedOut``.
  public var rallies: [Rally] = []
  /// Whether the machine gave the game up after 18 minutes: the points are those at that moment.
  public var timedOut = false

  /// Begins with nothing counted.
  public init(firstSide: Side) {
    self.firstSide = firstSide
  }

  /// The points of the first one less those of the second one.
  public var margin: Int { first.points - second.points }

  /// The frames of the game.
  public var frames: Int { rallies.reduce(0) { $0 + $1.frames } }

  /// The game as the second one, who is called the first, sees it.
  public var exchanged: PlayedGame {
    var game = self
    game.firstSide = firstSide.opposite
    (game.first, game.second) = (second, first)
    return game
  }
}

/// What one player did in a game, or in several.
public struct PlayerTally: Hashable, Sendable {
  /// Points won.
  public var points = 0
  /// Hits of the ball.
  public var hits = 0
  /// Hits with the button down.
  public var firedHits = 0
  /// Points lost to a ball that passed in the upper third of the court.
  public var lostTop = 0
  /// Points lost to a ball that passed in the middle third.
  public var lostMiddle = 0
  /// Points lost to a ball that passed in the lower third.
  public var lostBottom = 0
  /// Points lost to a steep ball: one that moved more lines than columns in a frame.
  public var lostSteep = 0

  /// Makes a tally of nothing.
  public init() {}

  /// All points lost.
  public var pointsLost: Int { lostTop + lostMiddle + lostBottom }

  /// The sum, count by count.
  public static func + (a: PlayerTally, b: PlayerTally) -> PlayerTally {
    var sum = a
    sum.points += b.points
    sum.hits += b.hits
    sum.firedHits += b.firedHits
    sum.lostTop += b.lostTop
    sum.lostMiddle += b.lostMiddle
    sum.lostBottom += b.lostBottom
    sum.lostSteep += b.lostSteep
    return sum
  }

  /// Counts a point lost to the ball where it is in `game`.
  mutating func countLoss(in game: Game) {
    // Walls turn the ball around at registers 45 and 206: the thirds of what lies between.
    switch game.ballY {
    case ..<99: lostTop += 1
    case ..<152: lostMiddle += 1
    default: lostBottom += 1
    }
    if game.velocityY.magnitude > game.velocityX.magnitude { lostSteep += 1 }
  }
}
