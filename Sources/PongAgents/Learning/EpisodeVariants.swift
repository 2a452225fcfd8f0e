import PongEngine
import Randomness

/// What differs from one episode to the next beside the opponent.
public struct EpisodeVariants: Hashable, Sendable {
  /// The learner's side of the court.
  public enum Sides: String, Hashable, Sendable, CaseIterable {
    /// Always the right one, as in gym's environments.
    case right
    /// Always the left one.
    case left
    /// Drawn for every episode, each equally likely.
    case both
  }

  /// The learner's side.
  public var sides: Sides

  /// The share of episodes in rally mode, from 0 to 1.
  public var rallyShare: Double

  /// The share of episodes with a small bat on the left, on the right or on both sides, each of the
  /// three equally likely; from 0 to 1.
  public var smallBatShare: Double

  /// How many frames a step lasts; `nil` for the environment's own steps.
  public var frameSkip: Int?

  /// The share of episodes with steps of ``frameSkip`` frames, from 0 to 1; the others have the
  /// environment's own.
  public var frameSkipShare: Double

  /// Makes variants: gym's, unless said otherwise.
  public init(
    sides: Sides = .right,
    rallyShare: Double = 0,
    smallBatShare: Double = 0,
    frameSkip: Int? = nil,
    frameSkipShare: Double = 1
  ) {
    self.sides = sides
    self.rallyShare = rallyShare
    self.smallBatShare = smallBatShare
    self.frameSkip = frameSkip
    self.frameSkipShare = frameSkipShare
  }

  /// Draws the environment of an episode; nothing is drawn where there is no choice.
  func draw(_ id: EnvironmentID, using generator: inout SplitMix64) -> EnvironmentID {
    guard let frameSkip else { return id }
    guard frameSkipShare < 1 else { return id.withFrameSkip(frameSkip) }
    return generator.uniformDouble() < frameSkipShare ? id.withFrameSkip(frameSkip) : id
  }

  /// Draws an episode's side and game; nothing is drawn where there is no choice.
  func draw(using generator: inout SplitMix64) -> (side: Side, rules: Rules) {
    let side: Side =
      switch sides {
      case .right: .right
      case .left: .left
      case .both: generator.integer(below: 2) == 0 ? .right : .left
      }
    var rules = Rules()
    if rallyShare > 0, generator.uniformDouble() < rallyShare { rules.mode = .rally }
    if smallBatShare > 0, generator.uniformDouble() < smallBatShare {
      let difficulty = 1 + generator.integer(below: 3)
      rules.leftBatIsSmall = difficulty & 1 != 0
      rules.rightBatIsSmall = difficulty & 2 != 0
    }
    return (side, rules)
  }
}
