import PongEngine

/// How often each pixel of a network's pictures is lit in play: at which share of decisions it is not 0.
///
/// A weight says what a pixel would do if it were lit. Where no ball ever comes, weights are what they
/// began as: noise, which hides what a unit has learned to look for. Multiplied by the shares they
/// are the mean size of what each pixel adds.
public struct PixelShares: Hashable, Sendable {
  /// The shares in the difference of two frames, row by row, [6400].
  public private(set) var difference: [Float]
  /// The shares in a frame, row by row, [6400].
  public private(set) var frame: [Float]

  /// Those of ``decisions`` decisions in games of the model of people against Atari's computer, against
  /// the follower and against itself, seen from both sides: somebody else in each game, so that balls come
  /// every way they do when people and agents play.
  ///
  /// The same on every machine: engine and players draw from fixed seeds. Played once, when first asked
  /// for.
  public static let usual = PixelShares(decisions: decisions)

  /// The decisions that ``usual`` is counted in.
  public static let decisions = 60_000

  /// The frames of the game that a decision takes, the mean of `Pong-v0`'s 2 to 4.
  private static let framesPerDecision = 3

  /// Counts in games.
  ///
  /// - Parameter decisions: How many decisions, more than 0.
  init(decisions: Int) {
    var counts = (difference: Counts(), frame: Counts())
    let opponents: [Seat] = [
      .computer, .player(FollowerPlayer(seed: 1)), .player(PersonPlayer(seed: 2)),
    ]
    var count = 0
    for opponent in opponents {
      let person = Seat.player(PersonPlayer(seed: 3))
      var match = Match(rules: Rules(), left: opponent, right: person)
      var before: Game?
      for _ in 0..<decisions / opponents.count {
        for _ in 0..<Self.framesPerDecision { _ = match.step() }
        let now = match.game
        for side in Side.allCases {
          let observed = ObservedFrames(now: now, before: before, from: side)
          counts.frame.add(observed.now)
          if let before = observed.before { counts.difference.add(observed.now, without: before) }
        }
        count += Side.allCases.count
        before = now
        if match.isOver {
          match.restart()
          before = nil
        }
      }
    }
    let total = Float(max(1, count))
    difference = counts.difference.pixels.map { Float($0) / total }
    frame = counts.frame.pixels.map { Float($0) / total }
  }

  /// The shares in one of an observation's pictures: 0 for the difference, 1 for the frame.
  public subscript(picture: Int) -> [Float] { picture == 0 ? difference : frame }

  /// How often each pixel was lit.
  private struct Counts {
    var pixels = [Int](repeating: 0, count: PreprocessedFrame.count)

    private mutating func add(_ rows: Range<Int>, column: Int) {
      for row in rows { pixels[row * PreprocessedFrame.side + column] += 1 }
    }

    /// Counts the rows that are in one of two ranges only.
    private mutating func add(_ rows: Range<Int>, without other: Range<Int>, column: Int) {
      guard rows != other else { return }
      for row in min(rows.lowerBound, other.lowerBound)..<max(rows.upperBound, other.upperBound)
      where rows.contains(row) != other.contains(row) {
        pixels[row * PreprocessedFrame.side + column] += 1
      }
    }

    /// Counts what a frame shows.
    mutating func add(_ objects: FrameObjects) {
      let bats = FrameObjects.batColumns
      for offset in 0...1 {
        add(objects.leftBat, column: bats.left + offset)
        add(objects.rightBat, column: bats.right + offset)
      }
      add(objects.ball, column: objects.ballColumn)
    }

    /// Counts what the difference of two frames shows.
    mutating func add(_ now: FrameObjects, without before: FrameObjects) {
      let bats = FrameObjects.batColumns
      for offset in 0...1 {
        add(now.leftBat, without: before.leftBat, column: bats.left + offset)
        add(now.rightBat, without: before.rightBat, column: bats.right + offset)
      }
      if now.ballColumn == before.ballColumn {
        add(now.ball, without: before.ball, column: now.ballColumn)
      } else {
        add(now.ball, column: now.ballColumn)
        add(before.ball, column: before.ballColumn)
      }
    }
  }
}

extension PongPolicy {
  /// A hidden unit's weights, each times the share of decisions at which its pixel is lit: what the unit
  /// looks for, without the noise of places where nothing ever is.
  ///
  /// - Parameters:
  ///   - unit: The unit.
  ///   - picture: 0 for the difference, 1 for the frame where the network sees it too.
  ///   - shares: How often pixels are lit.
  /// - Returns: The products, row by row, [6400].
  public func weighedField(
    ofUnit unit: Int,
    picture: Int = 0,
    by shares: PixelShares = .usual
  ) -> [Float] {
    zip(receptiveField(ofUnit: unit, picture: picture), shares[picture]).map { $0 * $1 }
  }
}
