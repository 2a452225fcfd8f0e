public import PongAgents

/// Where a replay's screen learns what is in files, and where it writes; nothing of it ever makes
/// the screen wait.
public struct ReplaySources: Sendable {
  /// Who a participant is today; `nil` while the files are being read.
  ///
  /// Asked for at every frame until there is an answer.
  public var player: @Sendable (Replay.Participant) -> FoundPlayer?
  /// Begins to write a clip.
  public var export: @Sendable (ReplayClip) -> Void
  /// What has become of the last clip, in a line, once; `nil` while it is being written.
  public var exported: @Sendable () -> String?

  /// Puts sources together; left alone, nobody is found and nothing is written.
  public init(
    player: @escaping @Sendable (Replay.Participant) -> FoundPlayer? = { _ in FoundPlayer() },
    export: @escaping @Sendable (ReplayClip) -> Void = { _ in },
    exported: @escaping @Sendable () -> String? = { "Nothing can be written here" }
  ) {
    self.player = player
    self.export = export
    self.exported = exported
  }
}

/// Who a participant of a replay is today.
public struct FoundPlayer: Sendable {
  /// The player; `nil` if there is none any more.
  public var contestant: Contestant?
  /// What people should know: why there is none, or in what it differs from the one who played.
  public var remark: String?

  /// Describes what was found; left alone, nothing was.
  public init(_ contestant: Contestant? = nil, remark: String? = nil) {
    self.contestant = contestant
    self.remark = remark
  }
}

/// A part of a replay that is to become a moving picture.
public struct ReplayClip: Sendable {
  /// The replay.
  public let track: ReplayTrack
  /// The frames: places of ``/PongAgents/ReplayTrack/games``.
  public let frames: ClosedRange<Int>
  /// What the file is called after, as in "point-12".
  public let name: String

  /// The frames of the longest clip: a minute.
  private static let longest = 3600

  /// A point from a moment before its serve until the score has been read; of a long one the end;
  /// `nil` if there is no such point.
  ///
  /// - Parameters:
  ///   - number: The number of the point, from 1; the last may be one that nobody has won.
  ///   - track: The replay.
  public init?(ofPoint number: Int, in track: ReplayTrack) {
    self.init(ofPoint: number, in: track, ReplayOutline(track))
  }

  init?(ofPoint number: Int, in track: ReplayTrack, _ outline: ReplayOutline) {
    guard outline.rallies.indices.contains(number - 1) else { return nil }
    let rally = outline.rallies[number - 1]
    let last = min(rally.frames.upperBound + 30, track.frameCount)
    self.track = track
    frames = min(last, max(rally.start, last - Self.longest))...last
    name = "point-\(number)"
  }
}
