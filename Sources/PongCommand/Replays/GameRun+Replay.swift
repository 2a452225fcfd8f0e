import Foundation
import PongAgents
import PongInterface
import PongTerminal
import Text

extension GameRun {
  /// Shows a replay on the terminal until people leave it.
  ///
  /// - Parameters:
  ///   - track: The replay.
  ///   - file: Where it was read.
  ///   - start: Where it begins.
  ///   - settings: Colours and characters.
  /// - Throws: A ``CommandError`` if there is no terminal, or what went wrong on it.
  func show(
    _ track: ReplayTrack,
    from file: URL,
    at start: ReplayScreen.Start,
    settings: GameSettings
  ) throws {
    let loop = try arguments.makeLoop()
    let terminal = try openTerminal()
    let files = ReplayFiles(file, catalog: catalog)
    let screen = ReplayScreen(
      track,
      settings: settings.adapted(to: terminal.capabilities),
      sources: files.sources,
      start: start,
      exit: .shell
    )
    var stack = ScreenStack(screen, open: open)
    let summary = run(&stack, loop, on: terminal)
    let ending = Result { try stack.close() }
    for line in files.finish() { print(line.printable) }
    _ = try ending.get()
    try finish(summary)
  }
}
