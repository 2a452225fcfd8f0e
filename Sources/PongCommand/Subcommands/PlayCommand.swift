import ArgumentParser
import PongAgents
import PongInterface

/// `pong play`: a game at once, without the menu.
struct PlayCommand: GameCommand {
  static let configuration = CommandConfiguration(
    commandName: "play",
    abstract: "Play a game at once.",
    discussion: """
      Move with the arrow keys or W and S, hit harder with Space, or click the court to hold the \
      paddle with the mouse; ? shows all keys. Two people share a keyboard: the left one has W, S \
      and D to fire, the right one the arrows, left or right to fire. The result is printed at \
      the end.

      Where the terminal does not report when a key is let go (pong doctor tells), a tap moves the \
      bat by about its height, and repeats keep it moving; once a key was held the next one moves \
      the bat until its repeats come. Two people then start their bats with one press and stop \
      them with the next. Lines such as "left-up = z" after [keys] in the settings set other keys.

      PLAYERS
      \(Players.catalog.choices.summary)

      \(Players.naming)

      EXAMPLES
        pong play
        pong play --left follower --points 5
        pong play --left steady --name Anna
        pong play --left human --right human --mode rally
        pong play --left human --right random --small-bats left --theme contrast
      """
  )

  @Option(help: .player("Who holds the left bat."), completion: .player)
  var left = "atari"

  @Option(help: .player("Who holds the right bat."), completion: .player)
  var right = "human"

  @OptionGroup(title: "Policies") var policies: PolicyArguments
  @OptionGroup(title: "Game") var game: GameArguments
  @OptionGroup(title: "Game") var sound: BellArguments
  @OptionGroup(title: "Game") var speed: SpeedArguments
  @OptionGroup(title: "Game") var paddle: PaddleArguments
  @OptionGroup(title: "Game") var person: PersonArguments
  @OptionGroup(title: "Game") var results: ResultsArguments
  @OptionGroup(title: "Terminal") var terminal: TerminalArguments

  var input: InputMode? { paddle.input }
  var personName: String? { person.name }
  var resultsFile: ResultsFile? { results.file(unless: terminal) }
  var matchFolder: MatchFolder? { results.matches(unless: terminal) }
}
