public import PongEngine

/// What a policy's observation is made of: the frames at a decision and at the one before it, both
/// as seen from the right.
public struct ObservedFrames: Hashable, Sendable {
  /// The things in the frame.
  public var now: FrameObjects

  /// The things in the frame of the decision before; `nil` at a game's first.
  public var before: FrameObjects?

  /// Puts two frames together.
  init(now: FrameObjects, before: FrameObjects?) {
    self.now = now
    self.before = before
  }

  /// What the player on `side` would see of these games.
  public init(now: Game, before: Game?, from side: Side) {
    self.now = PreprocessedFrame(now.seen(from: side)).objects
    self.before = before.map { PreprocessedFrame($0.seen(from: side)).objects }
  }
}

/// What a policy's last decision was made of.
public struct DecisionRecord: Sendable {
  /// The policy that decided.
  public var policy: PongPolicy

  /// The frames of that decision; `nil` before a game's first.
  public var observed: ObservedFrames?

  /// How many decisions the player has made, over all games.
  public var decisionCount: Int
}
