import ArgumentParser
import PongInterface

/// `pong` alone: the menu, and the games that are started from it.
struct MenuCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "menu",
    abstract: "Choose a game in the menu; this is what pong alone does.",
    discussion: """
      Keys or the mouse choose; Enter starts. What was chosen is remembered for the next time, and \
      the results of the games are printed at the end.

      EXAMPLES
        pong
        pong --seed 3
        pong menu --ascii --color none
      """
  )

  @OptionGroup(title: "Game") var chance: SeedArguments
  @OptionGroup(title: "Terminal") var terminal: TerminalArguments

  func run() throws {
    let run = GameRun(arguments: terminal, catalog: Players.catalog, seed: chance.firstSeed)
    try run.openMenu(SettingsFile())
  }
}
