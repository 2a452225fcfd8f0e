import ArgumentParser
import PongInterface

/// `pong` alone: the menu, and the games that are started from it.
struct MenuCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "menu",
    abstract: "Choose a game in the menu; this is what pong alone does."
  )

  @OptionGroup(title: "Terminal") var terminal: TerminalArguments

  func run() throws {
    let run = GameRun(
      arguments: terminal,
      catalog: Players.catalog,
      seed: .random(in: 0...UInt64(UInt32.max))
    )
    try run.openMenu(SettingsFile())
  }
}
