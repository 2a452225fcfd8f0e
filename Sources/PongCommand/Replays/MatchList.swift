import Foundation
import PongAgents
import PongInterface
import Text

/// What `pong replay --list` prints.
///
/// As JSON: an array of objects, the newest match first, with `file` and, unless it is damaged, `left`
/// and `right` (ids), `names` (of people, by side, if any), `score` (left's and right's points), `ending`
/// (`won`, `time-out` or `unfinished`), `frames`, and `ended` (seconds since 1970, if known); a damaged
/// file has `problem`.
struct MatchList: Encodable {
  private struct Entry: Encodable {
    var file: String
    var left: String?
    var right: String?
    var names: [String: String]?
    var score: [Int]?
    var ending: String?
    var frames: Int?
    var ended: Double?
    var problem: String?
  }

  private let matches: [KeptMatch]

  /// Lists matches.
  init(_ matches: [KeptMatch]) { self.matches = matches }

  /// Writes the array.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(matches.map(Self.entry))
  }

  private static func entry(_ match: KeptMatch) -> Entry {
    var entry = Entry(file: match.id, problem: match.problem)
    guard let summary = match.summary else { return entry }
    entry.left = summary.left.id
    entry.right = summary.right.id
    var names: [String: String] = [:]
    names["left"] = summary.left.name
    names["right"] = summary.right.name
    entry.names = names.isEmpty ? nil : names
    entry.score = [summary.score.left, summary.score.right]
    entry.ending = summary.ending.rawValue
    entry.frames = summary.frames
    entry.ended = summary.ended.flatMap { $0.isFinite ? $0 : nil }
    return entry
  }

  /// The list in lines for people.
  var text: String {
    matches.map { match in
      guard let summary = match.summary else {
        return "\(match.date)  damaged: \(match.problem ?? match.id)".printable
      }
      func name(_ participant: Replay.Participant) -> String {
        participant.name ?? participant.title
      }
      let ending = summary.ending == .won ? "" : ", \(summary.ending.rawValue)"
      let score = "\(summary.score.left) : \(summary.score.right)"
      return
        "\(match.date)  \(name(summary.left)) \(score) \(name(summary.right))\(ending)  \(match.id)"
        .printable
    }
    .joined(separator: "\n")
  }
}
