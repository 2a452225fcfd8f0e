/// An environment that gym or gymnasium registers for Pong ("Gym's environments" in the article
/// "Atari Pong, measured" of PongEngine).
public struct EnvironmentID: Hashable, Sendable {
  /// The name under which gym registers it, as in `Pong-v0` or `ALE/Pong-v5`.
  public let name: String
  /// The numbers of frames that one step may last, each equally likely.
  public let frameSkip: ClosedRange<Int>
  /// The chance that a frame repeats the action of the frame before it ("sticky actions").
  public let repeatProbability: Double
  /// The number of frames after which an episode is cut off.
  public let maximumFrames: Int
  /// Whether the observation is the RAM and not the picture.
  public let observesRAM: Bool

  /// Every environment that there is, by name; the article's comes first.
  public static let all: [EnvironmentID] = [false, true].flatMap { ram in
    let infix = ram ? "-ram" : ""
    return [
      EnvironmentID("Pong\(infix)-v0", 2...4, 0.25, 108_000, ram),
      EnvironmentID("Pong\(infix)-v4", 2...4, 0, 108_000, ram),
      // Registered by old gym only, which limits it to 100,000 steps.
      EnvironmentID("Pong\(infix)Deterministic-v0", 4...4, 0.25, 400_000, ram),
      EnvironmentID("Pong\(infix)Deterministic-v4", 4...4, 0, 400_000, ram),
      EnvironmentID("Pong\(infix)NoFrameskip-v0", 1...1, 0.25, 108_000, ram),
      EnvironmentID("Pong\(infix)NoFrameskip-v4", 1...1, 0, 108_000, ram),
      EnvironmentID("ALE/Pong\(infix)-v5", 4...4, 0.25, 108_000, ram),
    ]
  }

  /// The article's environment.
  public static let pongV0 = all[0]

  /// `Pong-v4`: the same without sticky actions.
  public static let pongV4 = all[1]

  /// The environment that gym calls `name`; `nil` where there is none.
  ///
  /// `ALE-Pong-v5`, without the slash, is understood too: file names are written so.
  public init?(_ name: some StringProtocol) {
    let wanted = name.hasPrefix("ALE-") ? "ALE/" + name.dropFirst(4) : String(name)
    guard let known = Self.all.first(where: { $0.name == wanted }) else {
      return nil
    }
    self = known
  }

  /// The environment whose steps last `count` frames each instead of its own, as
  /// `gym.make(name, frameskip=count)` makes it.
  public func withFrameSkip(_ count: Int) -> EnvironmentID {
    EnvironmentID(name, count...count, repeatProbability, maximumFrames, observesRAM)
  }

  private init(
    _ name: String,
    _ frameSkip: ClosedRange<Int>,
    _ repeatProbability: Double,
    _ maximumFrames: Int,
    _ observesRAM: Bool
  ) {
    self.name = name
    self.frameSkip = frameSkip
    self.repeatProbability = repeatProbability
    self.maximumFrames = maximumFrames
    self.observesRAM = observesRAM
  }
}
