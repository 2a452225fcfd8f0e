import ArgumentParser
import Foundation
import PongAgents
import PongEngine
import PongInterface
import Text

/// `pong replay`: a match as it was played.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Play a match again as it was.",
    discussion: """
      Your matches are kept in $XDG_DATA_HOME/pong/matches (~/.local/share/pong/matches), the newest \
      \(MatchFolder.usualCapacity) of them; nothing leaves this machine. watch, evaluate and \
      tournament keep theirs with --replays.

      Space plays and pauses, arrows and the mouse on the timeline go anywhere, n looks inside the \
      networks, t plays on from there for practice, s writes the point as a GIF; ? tells the rest.

      --check needs no terminal: it plays the match on the engine, compares the state after every \
      point with the recorded one, and exits with 0 only if all agree, else with 65.

      EXAMPLES
        pong replay
        pong replay match.json --at 1:12
        pong replay --list
        pong replay --check --last
        pong replay match.json --check --json
      """
  )

  @Argument(
    help: "A file, or \"last\" (the default) for the newest of your matches.",
    completion: .match
  )
  var file: String?

  @Flag(help: "The newest of your matches.")
  var last = false

  @Flag(help: "Compare every recorded state with the engine's, and show nothing.")
  var check = false

  @Flag(help: "List your matches, the newest first, and show nothing.")
  var list = false

  @Flag(help: "Print one JSON object; with --list one JSON array.")
  var json = false

  @Option(
    help: ArgumentHelp("Begin at this time, as in 1:12.", valueName: "time"),
    transform: GameClock.init(option:)
  )
  var at: GameClock?

  @Option(help: ArgumentHelp("Begin at this frame of 1/60 s, standing still.", valueName: "n"))
  var frame: Int?

  @Option(help: ArgumentHelp("Begin at this point, counted from 1.", valueName: "n"))
  var point: Int?

  @Option(help: "The colours; those chosen in the menu if left out.")
  var theme: Theme.Name?

  @Option(help: "What pictures are made of; as chosen in the menu if left out.")
  var glyphs: GlyphSet?

  @OptionGroup(title: "Terminal") var terminal: TerminalArguments

  func validate() throws {
    guard !last || file == nil else {
      throw ValidationError("--last names a match already: leave \"\(file ?? "")\" out.")
    }
    guard check || list || !json else {
      throw ValidationError("--json is for --check and --list.")
    }
    guard !list || file == nil && !last && !check else {
      throw ValidationError("--list is of all matches: name none, and leave --check out.")
    }
    let starts = [at != nil, frame != nil, point != nil].count { $0 }
    guard starts <= 1 else {
      throw ValidationError("--at, --frame and --point exclude each other.")
    }
    guard starts == 0 || !check && !list else {
      throw ValidationError("--check and --list show nothing: leave --at, --frame and --point out.")
    }
  }

  func run() throws {
    guard !list else { return try printList() }
    let url = try Self.locate(file)
    let track = ReplayTrack(try ReplayFile.read(url))
    guard check else { return try show(track, from: url) }
    let report = ReplayReport(track, path: url.path)
    print(json ? try report.json([.withoutEscapingSlashes]) : report.text)
    if track.divergence != nil { throw ExitCode(CommandError.badData) }
  }

  private func printList() throws {
    let folder = MatchFolder.user()
    let matches = MatchShelf.read(folder)
    let list = MatchList(matches)
    if json {
      print(try list.json([.prettyPrinted, .withoutEscapingSlashes]))
    } else if matches.isEmpty {
      print("There is no match in \(folder.url.path) yet: pong play keeps one.".printable)
    } else {
      print(list.text)
    }
  }

  private func show(_ track: ReplayTrack, from url: URL) throws {
    var settings = SettingsFile().read()
    settings.theme = theme ?? settings.theme
    settings.glyphs = glyphs ?? settings.glyphs
    var run = GameRun(arguments: terminal, catalog: Players.catalog, seed: track.replay.seed)
    run.glyphs = glyphs
    try run.show(track, from: url, at: try start(in: track), settings: settings)
  }

  /// Where the screen begins.
  ///
  /// - Throws: A `ValidationError` if there is no such moment.
  private func start(in track: ReplayTrack) throws -> ReplayScreen.Start {
    if let frame {
      guard 0...track.frameCount ~= frame else {
        throw ValidationError("--frame is 0 to \(track.frameCount) here, not \(frame).")
      }
      return .frame(frame)
    }
    if let point {
      guard point >= 1, point <= max(1, track.points.count) else {
        throw ValidationError("--point is 1 to \(track.points.count) here, not \(point).")
      }
      return .point(point)
    }
    guard let at else { return .playing(fromFrame: 0) }
    guard at.frame <= track.frameCount else {
      throw ValidationError("--at is beyond the end of this match.")
    }
    return .playing(fromFrame: at.frame)
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
