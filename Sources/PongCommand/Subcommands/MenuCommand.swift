import ArgumentParser
import PongInterface

/// `pong` alone: the menu, and the games that are started from it.
struct MenuCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "menu",
    abstract: "Choose a game in the menu; this is what pong alone does.",
    discussion: """
      Keys or the mouse choose; Enter starts. What was chosen is remembered for the next time, and \
      the results of the games are printed at the end. Those against programs are kept in \
      $XDG_DATA_HOME/pong/results.json (~/.local/share if that is unset) and shown beside them; \
      your newest \(MatchFolder.usualCapacity) matches are kept whole, for pong replay.

      EXAMPLES
        pong
        pong --seed 3
        pong menu --ascii --color none
      """
  )

  @OptionGroup(title: "Game") var chance: SeedArguments
  @OptionGroup(title: "Game") var results: ResultsArguments
  @OptionGroup(title: "Game") var sound: BellArguments
  @OptionGroup(title: "Terminal") var terminal: TerminalArguments

  func run() throws {
    let run = GameRun(
      arguments: terminal,
      catalog: Players.catalog,
      seed: chance.firstSeed,
      results: results.file(unless: terminal),
      matches: results.matches(unless: terminal)
    )
    try run.openMenu(SettingsFile(), sound: sound)
  }
}
