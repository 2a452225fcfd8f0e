public import PongEngine

/// P(up) among the actions that turn the bat for a ball at every place of the court, all else equal.
///
/// Each place is a whole game with the ball there, moving as it does, a decision after the game in
/// which it was where it then came from: the network is asked what it would be asked in play.
public struct BallMap: Hashable, Sendable {
  /// How many places there are side by side.
  public let columns: Int

  /// How many places there are one above the other.
  public let rows: Int

  /// The probabilities, [rows, columns] from the top left of the field between the walls.
  public let probabilities: [Double]

  /// The arrangement of a game whose ball is at a place of the map.
  static func arrangement(
    _ arrangement: Arrangement,
    column: Int,
    row: Int,
    of size: (columns: Int, rows: Int)
  ) -> Arrangement {
    var moved = arrangement
    moved.ballColumn = (2 * column + 1) * Arrangement.ballColumns.count / (2 * size.columns)
    let registers = Arrangement.ballRegisters
    moved.ballY = UInt8(
      registers.lowerBound + (2 * row + 1) * registers.count / (2 * size.rows)
    )
    return moved
  }
}

/// A counterfactual position: a game in which the next decision is taken, and the one before it.
public struct Hypothesis: Hashable, Sendable {
  /// The game whose rules, scores and colours it has.
  public var game: Game

  /// Where bats and ball are.
  public var arrangement: Arrangement

  /// How far each bat has come down since the decision before, in lines.
  public var leftMotion: Int

  /// See ``leftMotion``.
  public var rightMotion: Int

  /// How many frames ago the decision before was.
  public static let frames = 3

  /// The position of a game as it is, its bats moving as they have moved since `before`.
  public init(_ game: Game, before: Game?) {
    self.game = game
    arrangement = game.arrangement
    leftMotion = before.map { Int(game.leftY) - Int($0.leftY) } ?? 0
    rightMotion = before.map { Int(game.rightY) - Int($0.rightY) } ?? 0
  }

  /// The game to be drawn.
  public var now: Game { game.arranged(as: arrangement) }

  /// What the player on `side` sees in it.
  public func observed(from side: Side) -> ObservedFrames {
    observed(arrangement, from: side)
  }

  private func observed(_ arrangement: Arrangement, from side: Side) -> ObservedFrames {
    let past = arrangement.before(
      frames: Self.frames,
      batMotion: (leftMotion, rightMotion)
    )
    return ObservedFrames(
      now: game.arranged(as: arrangement),
      before: game.arranged(as: past),
      from: side
    )
  }

  /// What a policy on `side` would do for a ball at every place of the court.
  public func map(of policy: PongPolicy, from side: Side, columns: Int, rows: Int) -> BallMap {
    let logOdds = LogOdds(policy.actions)
    let observations = (0..<columns * rows).map { index in
      observed(
        BallMap.arrangement(
          arrangement,
          column: index % columns,
          row: index / columns,
          of: (columns, rows)
        ),
        from: side
      )
    }
    return BallMap(
      columns: columns,
      rows: rows,
      probabilities: policy.evaluations(observations).map { logOdds.probabilityUp($0.logits) }
    )
  }
}
