public import PongAgents

/// A match that is kept, as a list shows it.
public struct KeptMatch: Hashable, Sendable {
  /// By what it can be opened: its file.
  public var id: String
  /// When it ended, as people read it: `2026-11-26 20:33`.
  public var date: String
  /// What there is to say about it; `nil` for a file that is damaged.
  public var summary: Replay.Summary?
  /// What is wrong with a damaged file.
  public var problem: String?

  /// Describes a match.
  public init(id: String, date: String, summary: Replay.Summary?, problem: String? = nil) {
    self.id = id
    self.date = date
    self.summary = summary
    self.problem = problem
  }
}

/// Where kept matches are read, opened and removed.
public struct MatchSources: Sendable {
  /// The matches, the newest first; `nil` while they are being read.
  ///
  /// Asked for at every frame until there is an answer.
  public var list: @Sendable () -> [KeptMatch]?
  /// Reads the list anew, as after a game.
  public var renew: @Sendable () -> Void
  /// Reads a match; throws what a person can read.
  public var open: @Sendable (_ id: String) throws -> ReplayTrack
  /// What the screen of a match needs besides.
  public var replay: @Sendable (_ id: String) -> ReplaySources
  /// Removes a match for good; throws what a person can read.
  public var remove: @Sendable (_ id: String) throws -> Void
  /// Why matches cannot be kept; `nil` if nothing is known to hinder it.
  public var problem: @Sendable () -> String?

  /// Puts sources together; left alone, there are no matches.
  public init(
    list: @escaping @Sendable () -> [KeptMatch]? = { [] },
    renew: @escaping @Sendable () -> Void = {},
    open: @escaping @Sendable (_ id: String) throws -> ReplayTrack = { throw MissingMatch(id: $0) },
    replay: @escaping @Sendable (_ id: String) -> ReplaySources = { _ in ReplaySources() },
    remove: @escaping @Sendable (_ id: String) throws -> Void = { throw MissingMatch(id: $0) },
    problem: @escaping @Sendable () -> String? = { nil }
  ) {
    self.list = list
    self.renew = renew
    self.open = open
    self.replay = replay
    self.remove = remove
    self.problem = problem
  }
}

/// A match that is not there.
public struct MissingMatch: Error, CustomStringConvertible {
  let id: String

  /// Names the match that is missing.
  public init(id: String) { self.id = id }

  /// What a person reads.
  public var description: String { "There is no match \(id)." }
}
