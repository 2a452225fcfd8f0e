import ArgumentParser
import PongAgents
import PongInterface

/// `pong watch`: two bots play, and people look on.
struct WatchCommand: GameCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Watch two bots play.",
    discussion: """
      While watching, + and - change the speed, a full stop is a single frame, Page Down plays on \
      unseen to the next point; ? shows all keys.

      PLAYERS
      \(Players.catalog.choices.filter { $0.id != Contestant.human.choice.id }.summary)

      \(Players.naming)

      EXAMPLES
        pong watch
        pong watch --left follower --right random --seed 7
        pong watch --speed 8 --points 5
      """
  )

  @Option(help: .player("Who holds the left bat."), completion: .player)
  var left = "follower"

  @Option(help: .player("Who holds the right bat."), completion: .player)
  var right = "atari"

  @OptionGroup(title: "Policies") var policies: PolicyArguments
  @OptionGroup(title: "Game") var game: GameArguments
  @OptionGroup(title: "Game") var sound: BellArguments
  @OptionGroup(title: "Game") var speed: SpeedArguments
  @OptionGroup(title: "Game") var replays: ReplayArguments
  @OptionGroup(title: "Terminal") var terminal: TerminalArguments

  var input: InputMode? { nil }
  var personName: String? { nil }
  var resultsFile: ResultsFile? { nil }
  var matchFolder: MatchFolder? { replays.folder }

  func validate() throws {
    guard ![left, right].contains(Contestant.human.choice.id) else {
      throw ValidationError("Nobody plays while watching: use pong play for a human.")
    }
  }
}
