import Foundation
import PongAgents
import PongEngine

/// The kept matches of a person, as games to learn from.
struct PersonMatches {
  /// So many matches are enough for a clone.
  static let enoughMatches = 3
  /// So many frames are, too, in however few matches.
  static let enoughFrames = 12_000
  /// A match that was left sooner shows nothing, in frames.
  private static let shortest = 300

  /// The games from the person's side, the oldest first.
  private(set) var demonstrations: [Demonstration] = []

  /// Takes the newest matches of a person against programs, played by the usual rules with bats of
  /// the usual size; files that cannot be read, or that part
  /// from the game that was played, are passed over.
  ///
  /// - Parameters:
  ///   - folder: Where they are.
  ///   - person: What the person is called; empty for the one without a name.
  ///   - count: How many are taken at most.
  init(in folder: MatchFolder, of person: String, newest count: Int) {
    for file in folder.files where demonstrations.count < count {
      guard let replay = try? ReplayFile.read(file), let side = replay.personSide,
        (replay[side].name ?? "") == person, replay.moves.count >= Self.shortest,
        replay.rules.mode == .classic, replay.rules.difficulty == 0
      else { continue }
      let track = ReplayTrack(replay)
      guard track.divergence == nil else { continue }
      demonstrations.insert(Demonstration(track.games, by: side), at: 0)
    }
  }

  /// The frames of all matches.
  var frames: Int { demonstrations.reduce(0) { $0 + $1.frameCount } }

  /// How many more matches a clone needs; 0 if there are enough.
  var lack: Int {
    frames >= Self.enoughFrames ? 0 : max(0, Self.enoughMatches - demonstrations.count)
  }

  /// How many there are, in words.
  var text: String {
    let count = demonstrations.count
    return "\(count) match\(count == 1 ? "" : "es"), \(frames) frames"
  }
}
