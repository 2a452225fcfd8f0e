import NeuralNetwork
public import PongEngine

/// What a policy says to a replay: where it would have had the bat, and how the position stood.
///
/// The policy holds a ghost of the bat of one side: it sees the ball and the other bat as they were
/// played and its own bat where it has moved it, from the first frame on. Its value estimates the
/// return of the position that was played: the discounted points to come, of which the next one
/// counts most.
///
/// It is worked out bit by bit (``advance(by:)``), so that whoever shows it never waits.
public struct ReplayAnalysis: Sendable {
  /// The side whose bat the ghost is of, and from which the position is valued.
  public let side: Side
  /// How many frames have been worked out, of those of the replay.
  public private(set) var frameCount = 0

  private let track: ReplayTrack
  private let policy: PongPolicy
  /// The frames from one valued position to the next: an agent step of the policy.
  private let stride: Int
  private var player: PolicyPlayer
  /// The game with the ghost's bat.
  private var ghost: Game
  private var registers: [UInt8]
  /// A value for every ``stride`` frames.
  private var values: [Float] = []

  /// Prepares an analysis; nothing is worked out yet.
  ///
  /// - Parameters:
  ///   - track: The replay.
  ///   - policy: The policy, which takes its most probable actions.
  ///   - environment: The environment whose frame skip its decisions last for.
  ///   - side: The side to analyse.
  public init(
    _ track: ReplayTrack,
    policy: PongPolicy,
    environment: EnvironmentID,
    side: Side
  ) {
    self.side = side
    self.track = track
    self.policy = policy
    stride = environment.frameSkip.lowerBound
    player = PolicyPlayer(
      policy,
      traits: PolicyTraits(selection: .greedy),
      environment: environment,
      seed: 0
    )
    ghost = track.games[0]
    registers = [ghost.arrangement[bat: side]]
  }

  /// Whether every frame has been worked out.
  public var isComplete: Bool { frameCount == track.frameCount }

  /// Works out some more frames, or all that are left.
  public mutating func advance(by frames: Int) {
    let end = min(track.frameCount, frameCount + max(0, frames))
    value(upTo: end)
    guard holdsPaddle else {
      frameCount = end
      return
    }
    for frame in frameCount..<end {
      let seen = track.games[frame].takingBat(of: side, from: ghost)
      let input = player.input(seeing: seen.seen(from: side))
      ghost = seen
      // The other bat and the ball move as they were played: the next game says where.
      _ =
        side == .left
        ? ghost.step(left: input, right: .idle) : ghost.step(left: .idle, right: input)
      registers.append(ghost.arrangement[bat: side])
    }
    frameCount = end
  }

  private var holdsPaddle: Bool {
    (side == .left ? track.replay.rules.leftHolder : track.replay.rules.rightHolder) == .paddle
  }

  private mutating func value(upTo end: Int) {
    guard policy.network.shape.hasValue, values.count * stride <= end else { return }
    let observed = (values.count...end / stride).map { step in
      ObservedFrames(
        now: track.games[step * stride],
        before: step == 0 ? nil : track.games[(step - 1) * stride],
        from: side
      )
    }
    values += policy.evaluations(observed).map { $0.value ?? 0 }
  }

  // MARK: Results

  /// The register of the ghost's bat at a frame; `nil` if it has not been worked out, or if Atari's
  /// computer moved this bat, which no paddle does.
  public func ghost(atFrame frame: Int) -> UInt8? {
    registers.indices.contains(frame) && holdsPaddle ? registers[frame] : nil
  }

  /// The estimated return of the position at a frame for ``side``; `nil` if it has not been worked
  /// out, or the network estimates no values.
  public func value(atFrame frame: Int) -> Float? {
    let step = frame / stride
    return frame >= 0 && step < values.count ? values[step] : nil
  }

  /// The frame in which a point was lost: after which the value fell most within a fifth of a second.
  ///
  /// - Parameter number: The number of a point in the replay, from 0.
  /// - Returns: The frame; `nil` for a point that ``side`` won, or that has no values yet.
  public func costliestMoment(ofPoint number: Int) -> Int? {
    guard track.points.indices.contains(number) else { return nil }
    let point = track.points[number]
    // Once the ball is behind the bat there is nothing left to lose.
    let last = point.frames.upperBound - 1
    guard point.winner != side, last < frameCount, last - Self.window > point.serve else {
      return nil
    }
    let falls = (point.serve..<last - Self.window).compactMap { frame in
      value(atFrame: frame).flatMap { before in
        value(atFrame: frame + Self.window).map { (frame, fall: before - $0) }
      }
    }
    return falls.max { $0.fall < $1.fall }?.0
  }

  private static let window = 12
}
