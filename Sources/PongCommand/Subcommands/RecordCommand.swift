import ArgumentParser
import Foundation
import PongAgents
import PongEngine
import PongInterface
import Text

/// `pong record`: a game as moving pictures.
struct RecordCommand: SeatedCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Record a game as GIF files and as an asciicast, without a terminal.",
    discussion: """
      --gif shows the court as the console does, one picture for every decision (agent step) of \
      one side; --input-gif what a network there is given: the 80 × 80 pixels that have come \
      (white) and gone (black) since its last decision. --screen-gif and --cast show the screen \
      of pong watch. The same seed gives the same files, to the byte; a game that people played \
      with --seed and --input-script is recorded with the same two.

      --replay takes a match that was played in place of a new game: the whole of it, a time with \
      --from and --to, or a --point. Its court is shown 30 times a second, its screen as pong replay \
      shows it.

      What you see while you play, watch or train is recorded by --cast of those commands.

      PLAYERS
      \(Players.catalog.choices.summary)

      \(Players.naming)

      EXAMPLES
        The article's two pictures, 300 steps of the random agent:
        pong record --right random --steps 300 --gif court.gif --input-gif input.gif
        pong record --left atari --right follower --points 1 --screen-gif game.gif --size 60x20
        pong record --right mine.safetensors --inspect --size 120x40 --screen-gif inspector.gif
        pong record --replay last --point 3 --gif point.gif --scale 2
        pong record --replay match.json --from 1:12 --to 1:30 --cast part.cast
        pong record --right human --input-script keys.txt --seed 7 --cast game.cast
        asciinema play game.cast
      """
  )

  /// The frames of a recording with no other limit: 20 seconds.
  private static let defaultFrames = 1200

  /// The sides by name.
  enum SideChoice: String, CaseIterable, ExpressibleByArgument {
    case left
    case right

    var side: Side { self == .left ? .left : .right }
  }

  @Option(
    name: .customLong("left"),
    help: .player("Who holds the left bat (default: atari)."),
    completion: .player
  )
  var namedLeft: String?

  @Option(
    name: .customLong("right"),
    help: .player("Who holds the right bat (default: random)."),
    completion: .player
  )
  var namedRight: String?

  @Option(
    help: ArgumentHelp("The court in the console's colours.", valueName: "file"),
    completion: .file(extensions: ["gif"])
  )
  var gif: String?

  @Option(
    help: ArgumentHelp("What a network is given.", valueName: "file"),
    completion: .file(extensions: ["gif"])
  )
  var inputGif: String?

  @Option(
    help: ArgumentHelp("The screen as pixels.", valueName: "file"),
    completion: .file(extensions: ["gif"])
  )
  var screenGif: String?

  @Option(
    help: ArgumentHelp("The screen as an asciicast of version 2.", valueName: "file"),
    completion: .file(extensions: ["cast"])
  )
  var cast: String?

  @Option(
    help: ArgumentHelp(
      "A match that was played, in place of a new game (see pong replay), or \"last\".",
      valueName: "file"
    ),
    completion: .match
  )
  var replay: String?

  @Option(
    help: ArgumentHelp("Of a replay: from this time on, as in 1:12.", valueName: "time"),
    transform: GameClock.init(option:)
  )
  var from: GameClock?

  @Option(
    help: ArgumentHelp("Of a replay: until this time.", valueName: "time"),
    transform: GameClock.init(option:)
  )
  var to: GameClock?

  @Option(help: ArgumentHelp("Of a replay: this point alone, counted from 1.", valueName: "n"))
  var point: Int?

  @Option(help: "Whose decisions and input these are (default: right).")
  var side: SideChoice?

  @Option(help: "End after this many decisions.")
  var steps: Int?

  @Option(
    help: ArgumentHelp(
      "End after this many frames of 1/60 s (\(defaultFrames) if --steps is not given, either).",
      valueName: "n"
    )
  )
  var frames: Int?

  @Option(
    help: ArgumentHelp(
      "What people do, a line \"FRAME press up\" each.",
      valueName: "file"
    ),
    completion: .file()
  )
  var inputScript: String?

  @Option(help: "A pixel of court and input becomes a square of so many, 1 to 8.")
  var scale = 1

  @Option(
    help: "The size of the screen in cells.",
    completion: .size,
    transform: ScreenSize.init(option:)
  )
  var size = ScreenSize(columns: 80, rows: 24)

  @OptionGroup(title: "Policies") var policies: PolicyArguments
  @OptionGroup(title: "Game") var game: GameArguments
  @OptionGroup(title: "Game") var paddle: PaddleArguments

  var left: String { namedLeft ?? "atari" }
  var right: String { namedRight ?? "random" }

  func validate() throws {
    guard [gif, inputGif, screenGif, cast].contains(where: { $0 != nil }) else {
      throw ValidationError(
        "Say what to record: --gif, --input-gif, --screen-gif or --cast, each with a file."
      )
    }
    let paths = [gif, inputGif, screenGif, cast].compactMap { path in
      path.map { URL(fileURLWithPath: $0).standardizedFileURL.resolvingSymlinksInPath().path }
    }
    guard Set(paths).count == paths.count else {
      throw ValidationError("Each recording needs a file of its own.")
    }
    try checkReplay()
    guard 1...8 ~= scale else { throw ValidationError("--scale is 1 to 8, not \(scale).") }
    for (name, value) in [("--steps", steps), ("--frames", frames)] {
      if let value, value <= 0 {
        throw ValidationError("\(name) is more than 0, not \(value).")
      }
    }
    try checkPeople()
    try checkSize()
  }

  /// Checks that people who are named have somebody to play for them.
  private func checkPeople() throws {
    let hasPeople = [left, right].contains(Contestant.human.choice.id)
    guard !hasPeople || inputScript != nil || replay != nil else {
      throw ValidationError(
        "Nobody is at the keys of a recording: say what the human does with --input-script, or "
          + "name a program."
      )
    }
  }

  /// Checks that a screen of this size shows more than that it is too small.
  private func checkSize() throws {
    guard screenGif != nil || cast != nil else { return }
    let least = replay == nil ? MatchScreen.smallestSize : ReplayScreen.smallestSize
    guard size.columns >= least.columns, size.rows >= least.rows else {
      throw ValidationError(
        "--size is \(least.columns)x\(least.rows) or more, not \(size): the screen shows nothing "
          + "in less."
      )
    }
  }

  /// Checks the options that are for replays alone, and those that are for new games alone.
  private func checkReplay() throws {
    guard replay != nil else {
      guard from == nil, to == nil, point == nil else {
        throw ValidationError("--from, --to and --point are for --replay.")
      }
      return
    }
    let given = newGameOptions
    guard given.isEmpty else {
      throw ValidationError(
        "The match of --replay has been played: leave \(given.joined(separator: ", ")) out."
      )
    }
    guard point == nil || from == nil && to == nil else {
      throw ValidationError("--point says from when to when: leave --from and --to out.")
    }
  }

  /// The options that were given and are for new games alone.
  private var newGameOptions: [String] {
    let given: [(String, Bool)] = [
      ("--left", namedLeft != nil), ("--right", namedRight != nil), ("--side", side != nil),
      ("--input-gif", inputGif != nil), ("--steps", steps != nil),
      ("--input-script", inputScript != nil), ("--input", paddle.input != nil),
      ("--inspect", game.inspect),
    ]
    return given.filter(\.1).map(\.0) + game.rulesGiven + policies.given
  }

  func run() throws {
    if let replay { return try record(replay) }
    try checkPlayers()
    let script = try inputScript.map { try TerminalArguments.script(at: $0) }
    var settings = game.settings(left: left, right: right, remembered: GameSettings())
    settings.input = paddle.input ?? settings.input
    let seed = game.chance.firstSeed
    guard
      let session = try MatchSession(settings: settings, catalog: try catalog(), seed: seed)
    else {
      throw ValidationError("There is no such player.")
    }
    var screen = MatchScreen(session)
    if game.inspect { screen.toggleInspector(at: .zero) }
    let targets = GameRecording.Targets(
      court: try gif.map { try GIFFile(path: $0, scale: scale) },
      input: try inputGif.map { try GIFFile(path: $0, scale: scale) },
      screen: try screenGif.map { try GIFFile(path: $0, scale: 1) },
      cast: try cast.map { try StreamedFile(path: $0) }
    )
    var recording = GameRecording(
      screen,
      targets: targets,
      side: side?.side ?? .right,
      script: script,
      size: (size.columns, size.rows)
    )
    let limit = frames ?? (steps == nil ? Self.defaultFrames : nil)
    let lines = try recording.run(until: .init(steps: steps, frames: limit))
    print(lines.map(\.printable).joined(separator: "\n") + "\n(seed \(seed))")
  }

  // MARK: Replays

  private func record(_ name: String) throws {
    let track = ReplayTrack(try ReplayFile.read(try ReplayCommand.locate(name)))
    let range = try range(in: track)
    let targets = ReplayRecording.Targets(
      court: try gif.map { try GIFFile(path: $0, scale: scale) },
      screen: try screenGif.map { try GIFFile(path: $0, scale: 1) },
      cast: try cast.map { try StreamedFile(path: $0) }
    )
    var recording = ReplayRecording(
      of: track,
      range,
      targets: targets,
      settings: game.settings(left: left, right: right, remembered: GameSettings()),
      size: (size.columns, size.rows)
    )
    let lines = try recording.run()
    let replay = track.replay
    let score = "\(replay.left.id) \(replay.score.left) : \(replay.score.right) \(replay.right.id)"
    print("\(score.printable), frames \(range.lowerBound) to \(range.upperBound)")
    print(lines.map(\.printable).joined(separator: "\n"))
  }

  /// The frames of a replay that were asked for.
  private func range(in track: ReplayTrack) throws -> ClosedRange<Int> {
    var range = 0...track.frameCount
    if let point {
      guard point >= 1, let clip = ReplayClip(ofPoint: point, in: track) else {
        throw ValidationError("There is no point \(point) in this match.")
      }
      range = clip.frames
    }
    let first = from?.frame ?? range.lowerBound
    let last = min(to?.frame ?? range.upperBound, range.upperBound)
    guard first < last else {
      throw ValidationError(
        "--from is before --to and before the end, which is at \(track.frameCount / 60) seconds."
      )
    }
    return first...first + min(last - first, frames ?? .max)
  }
}
