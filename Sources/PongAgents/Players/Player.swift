public import PongEngine

/// Something that can hold a paddle: a bot or a trained policy.
///
/// A player always believes to be on the right: from the left it is shown the mirrored game, so
/// that whatever can play one side can play both.
public protocol Player: Sendable {
  /// Turns the paddle for the next frame.
  ///
  /// Asked exactly once before every frame of a game, in order, from the reset on.
  ///
  /// - Parameter view: The game after the last frame, this player on the right.
  /// - Returns: What to do with the paddle in the next frame.
  mutating func input(seeing view: Game) -> PaddleInput

  /// Whether the next frame begins an agent step: the player decides anew.
  var isDeciding: Bool { get }

  /// Takes up that the next frame begins a step of the environment that the player plays in; see
  /// ``StepTiming/environment``.
  mutating func beginStep()

  /// Learns how the game has ended, right after its last frame; not told of a game that is left.
  ///
  /// - Parameter view: The game after its last frame, this player on the right.
  mutating func endGame(seeing view: Game)

  /// Why the player cannot go on, so that the game is worth nothing; `nil` while it can.
  var failure: (any Error)? { get }

  /// What the player calls itself, if it is more than a choice's title tells; it may hold anything.
  var name: String? { get }

  /// Whether the player can take up a game in its middle, having looked on for a while.
  var joinsLate: Bool { get }

  /// Forgets the last game and prepares for the first frame of a new one.
  ///
  /// Random streams go on: two games in a row are not alike.
  mutating func prepareForNewGame()
}

extension Player {
  /// Every frame is a step of its own.
  public var isDeciding: Bool { true }

  /// Does nothing: whoever decides at every frame needs not know of steps.
  public mutating func beginStep() {}

  /// Does nothing: whoever remembers nothing needs not know.
  public mutating func endGame(seeing view: Game) {}

  /// Bots and policies of this program can always go on.
  public var failure: (any Error)? { nil }

  /// Whoever decides by what it sees can begin anywhere.
  public var joinsLate: Bool { true }

  /// None but its title.
  public var name: String? { nil }
}

/// Who divides the frames of a game into agent steps, with one decision each.
public enum StepTiming: Hashable, Sendable {
  /// The player, whose steps have lengths of its own: a match knows frames only.
  case player
  /// The environment, which calls ``Player/beginStep()`` at each of its steps.
  case environment
}

/// The agent steps of a player that holds what it has decided for a few frames.
struct AgentSteps: Sendable {
  /// The lengths of a step in frames; `nil` where the environment says when one begins.
  private let frameSkip: ClosedRange<Int>?
  private var framesLeft = 0

  /// Begins with a step.
  init(_ timing: StepTiming, frameSkip: ClosedRange<Int>) {
    self.frameSkip = timing == .player ? frameSkip : nil
  }

  /// Whether the next frame begins a step.
  var isBeginning: Bool { framesLeft == 0 }

  /// Lets a step begin with the next frame.
  mutating func begin() { framesLeft = 0 }

  /// Counts a frame, and tells whether it begins a step; draws the length of one that does.
  mutating func countFrame(_ streams: inout FastStreams) -> Bool {
    let begins = isBeginning
    if begins { framesLeft = frameSkip.map { streams.frames(in: $0) } ?? .max }
    framesLeft -= 1
    return begins
  }
}
