/// A policy as it was at some age of its run.
public struct PolicySnapshot: Sendable {
  /// The seconds that it had learned for.
  public var seconds: Double

  /// The episodes that it had played.
  public var episodes: Int

  /// The policy; nobody goes on teaching this copy.
  public var policy: PongPolicy

  /// Puts an age and a policy together.
  public init(seconds: Double, episodes: Int, policy: PongPolicy) {
    self.seconds = seconds
    self.episodes = episodes
    self.policy = policy
  }
}
