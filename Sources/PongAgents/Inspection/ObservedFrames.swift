public import PongEngine

/// What a policy's observation is made of: the frame at a decision and the one at the decision
/// before, both as seen from the right.
public struct ObservedFrames: Hashable, Sendable {
  /// The things in the frame.
  public var now: FrameObjects

  /// The things in the frame of the decision before; `nil` at a game's first.
  public var before: FrameObjects?

  /// Puts two frames together.
  public init(now: FrameObjects, before: FrameObjects?) {
    self.now = now
    self.before = before
  }

  /// What the player on `side` would see of these games.
  public init(now: Game, before: Game?, from side: Side) {
    self.now = PreprocessedFrame(now.seen(from: side)).objects
    self.before = before.map { PreprocessedFrame($0.seen(from: side)).objects }
  }
}

/// What a decision was made of.
public struct DecisionRecord: Sendable {
  /// Who decided.
  public var policy: PongPolicy

  /// What the policy saw at its last decision; `nil` before a game's first.
  public var observed: ObservedFrames?

  /// How many decisions it has made, over all games.
  public var decisionCount: Int
}

/// A player whose decisions can be looked into.
///
/// Looking changes nothing: whoever looks evaluates the network anew and draws no number.
public protocol InspectablePlayer: Player {
  /// What the last decision was made of; `nil` if this player's network cannot be looked into.
  var decisionRecord: DecisionRecord? { get }
}
