import ArgumentParser
import Foundation
import PongAgents
import PongEngine
import PongInterface
import PongPrograms
import PongTerminal
import Text

/// `pong drill`: the lost points of a match, again and again.
struct DrillCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drill",
    abstract: "Play the points that you lost again, until each is won.",
    discussion: """
      Each begins two seconds before it was lost, against the same opponent, who has looked on \
      before. A point that is won is done with; one that is lost comes again after the others. \
      Nothing of it is kept or rated.

      EXAMPLES
        pong drill
        pong drill match.json --side left
      """
  )

  @Argument(
    help: "A file, or \"last\" (the default) for the newest of your matches.",
    completion: .match
  )
  var file: String?

  @Option(help: "Whose points: left or right; the only person's without it.")
  var side: Side?

  @OptionGroup(title: "Game") var chance: SeedArguments
  @OptionGroup(title: "Terminal") var terminal: TerminalArguments

  func run() throws {
    let (url, track, side) = try ReviewCommand.open(file, side: side)
    guard track.replay[side].holder == .paddle else {
      throw CommandError(
        "\(url.path): the bat on that side is the console's: nobody can play its points.",
        exitCode: CommandError.usage
      )
    }
    let opponent = try Self.seat(of: track.replay[side.opposite], seed: chance.firstSeed)
    let run = GameRun(arguments: terminal, catalog: Players.catalog, seed: chance.firstSeed)
    try run.drill(track, side: side, opponent: opponent, settings: SettingsFile().read())
  }

  /// Seats who played in a match, to play on.
  ///
  /// - Throws: A ``CommandError`` if they cannot.
  private static func seat(of participant: Replay.Participant, seed: UInt64) throws -> Seat {
    if participant.holder == .computer { return .computer }
    guard !participant.isPerson else {
      throw CommandError(
        "The opponent was a person, who is needed for playing the points again.",
        exitCode: CommandError.unavailable
      )
    }
    let found = ReplayFiles.find(participant, in: Players.catalog)
    guard let seat = found.contestant?.seat(seed: seed), seat.joinsLate else {
      throw CommandError(
        "\(found.remark ?? "\(participant.title.printable) cannot begin in the middle of a game").",
        exitCode: ProgramName(participant.id) == nil
          ? CommandError.noInput : CommandError.unavailable
      )
    }
    if let remark = found.remark { print("\(remark).".printable) }
    return seat
  }
}

extension GameRun {
  /// Plays the lost points of a side again until people leave, and says what was reached.
  func drill(_ track: ReplayTrack, side: Side, opponent: Seat, settings: GameSettings) throws {
    var settings = settings
    settings.speed = .normal
    guard DrillScreen(track, side: side, opponent: opponent, settings: settings) != nil else {
      print("No point was lost.")
      return
    }
    let loop = try arguments.makeLoop()
    let terminal = try openTerminal()
    guard
      let screen = DrillScreen(
        track,
        side: side,
        opponent: opponent,
        settings: settings.adapted(to: terminal.capabilities)
      )
    else { return }
    var stack = ScreenStack(screen)
    let summary = run(&stack, loop, on: terminal)
    for line in try stack.close() { print(line) }
    try finish(summary)
  }
}
