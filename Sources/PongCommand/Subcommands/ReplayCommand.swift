import ArgumentParser
import Foundation
import PongAgents
import PongEngine

/// `pong replay`: a match as it was played.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Play a match again as it was.",
    discussion: """
      Your matches are kept in $XDG_DATA_HOME/pong/matches (~/.local/share/pong/matches), the newest \
      \(MatchFolder.usualCapacity) of them; nothing leaves this machine. watch, evaluate and \
      tournament keep theirs with --replays.

      --check needs no terminal: it plays the match on the engine, compares the state after every \
      point with the recorded one, and exits with 0 only if all agree, else with 65.

      EXAMPLES
        pong replay
        pong replay --check --last
        pong replay match.json --check --json
      """
  )

  @Argument(help: "A file, or \"last\" (the default) for the newest of your matches.")
  var file: String?

  @Flag(help: "The newest of your matches.")
  var last = false

  @Flag(help: "Compare every recorded state with the engine's, and show nothing.")
  var check = false

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    guard !last || file == nil else {
      throw ValidationError("--last names a match already: leave \"\(file ?? "")\" out.")
    }
    guard check || !json else { throw ValidationError("--json is for --check.") }
  }

  func run() throws {
    let url = try Self.locate(file)
    let track = ReplayTrack(try ReplayFile.read(url))
    let report = ReplayReport(track, path: url.path)
    print(json ? try report.json([.withoutEscapingSlashes]) : report.text)
    if track.divergence != nil { throw ExitCode(CommandError.badData) }
  }

  /// The file of a match, by its path or as "last".
  ///
  /// - Throws: A ``CommandError`` if there is none.
  static func locate(_ name: String?) throws -> URL {
    if let name, name != "last" { return URL(fileURLWithPath: name) }
    let folder = MatchFolder.user()
    guard let newest = folder.files.first else {
      throw CommandError(
        "There is no match in \(folder.url.path) yet: pong play keeps one.",
        exitCode: CommandError.noInput
      )
    }
    return newest
  }
}
