import ArgumentParser
import Foundation
import PongInterface
import PongTerminal
import Reinforcement
import Training

/// A run from its beginning to its end, on a screen where there is one.
struct TrainingSession {
  /// When the run ends.
  let rule: StopRule
  /// The options of the screen.
  let terminal: TerminalArguments
  /// Seconds between two checkpoints.
  var interval = TrainingRun.usualCheckpointInterval
  /// How many checkpoints are kept beside the last one.
  var kept = 0
  /// Whether the agent's network is looked into from the start.
  var inspects = false

  /// Trains.
  ///
  /// - Parameters:
  ///   - onScreen: Whether a screen is wanted; there is one if this is a terminal that can show it.
  ///   - isQuiet: Whether nothing is said where there is no screen.
  ///   - makeRun: Prepares the run.
  /// - Returns: How the run has ended.
  /// - Throws: Why there can be no such run, or what went wrong with it.
  func run(
    onScreen: Bool,
    isQuiet: Bool,
    _ makeRun: () throws -> sending TrainingRun
  ) throws -> TrainingRun.Summary {
    // Before the screen opens, for which every such signal asks for the end.
    SavingRequest.watch()
    let isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    let shown = onScreen && isTerminal ? try runOnScreen(makeRun) : nil
    return try shown ?? runHeadless(isQuiet: isQuiet) { try makeRun() }
  }

  /// Trains without a screen.
  ///
  /// - Parameters:
  ///   - isQuiet: Whether nothing is said.
  ///   - makeRun: Prepares the run.
  /// - Returns: How the run has ended.
  /// - Throws: What went wrong.
  func runHeadless(
    isQuiet: Bool,
    _ makeRun: () throws -> TrainingRun
  ) throws -> TrainingRun.Summary {
    guard terminal.cast == nil else {
      throw CommandError(
        "There is no screen here that --cast could record.",
        exitCode: CommandError.usage
      )
    }
    var run = try makeRun()
    Self.say(run.warnings)
    var display = TrainingDisplay(rule: rule, start: run.start, isQuiet: isQuiet)
    return try run.run(until: rule, savingEvery: interval, keeping: kept, for: &display)
  }

  private static func say(_ warnings: [String]) {
    for warning in warnings { warn("\(warning).") }
  }

  /// Trains on the screen; `nil` if the terminal can show none.
  private func runOnScreen(
    _ makeRun: () throws -> sending TrainingRun
  ) throws -> TrainingRun.Summary? {
    let run = GameRun(arguments: terminal, catalog: Players.catalog, seed: 0)
    let loop = try terminal.makeLoop()
    guard let screen = try? run.openTerminal() else { return nil }
    defer { screen.close() }
    let settings = SettingsFile().read().adapted(to: screen.capabilities)
    let training = try makeRun()
    let warnings = training.warnings
    // While there is a screen nothing else may be written.
    defer { Self.say(warnings) }
    let live = LiveRun(
      training,
      until: rule,
      savingEvery: interval,
      keeping: kept,
      settings: settings,
      inspects: inspects
    )
    var stack = ScreenStack(live, open: run.open)
    let outcome = run.run(&stack, loop, on: screen)
    let closing = Result { try stack.close() }
    let summary = try live.end()
    // The last line is the run's own, which the command says in its way.
    for line in stack.lines.dropLast() { print(line) }
    _ = try closing.get()
    if outcome.exitCode != 0 { print(summary.text) }
    try run.finish(outcome)
    return summary
  }
}
