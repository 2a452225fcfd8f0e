import ArgumentParser
import Foundation
import PongAgents
import PongInterface
import PongTerminal
import Reinforcement
import Text
import Training

/// Runs a game on the terminal and says how it ended.
struct GameRun {
  /// The options of the terminal.
  let arguments: TerminalArguments
  /// Everybody who can hold a paddle.
  let catalog: PlayerCatalog
  /// The seed of the first game.
  let seed: UInt64
  /// Where the results of people's games are kept; `nil` if they are not to be.
  var results: ResultsFile?
  /// Where replays of games are kept; `nil` if they are not to be.
  var matches: MatchFolder?
  /// The characters that were asked for on the command line, whatever the locale is.
  var glyphs: GlyphSet?

  /// Plays matches with these settings until people leave, with the inspector open from the start.
  func play(_ settings: GameSettings, inspects: Bool = false) throws {
    if let matches, matches.isNamed { try matches.prepare() }
    let loop = try arguments.makeLoop()
    let terminal = try openTerminal()
    let adapted = settings.adapted(to: terminal.capabilities)
    guard var session = try MatchSession(settings: adapted, catalog: catalog, seed: seed) else {
      terminal.close()
      let missing = [settings.left, settings.right].filter { catalog.choice($0) == nil }
      throw CommandError(
        "There is no player \(missing.joined(separator: " and no ")).",
        exitCode: CommandError.usage
      )
    }
    if let matches, settings.keepsMatches || matches.isNamed {
      session.keepReplays(seed: seed) { matches.add($0) }
    }
    let clips = ReplayFiles(URL(fileURLWithPath: "match"))
    session.replaySources = clips.sources
    let rating = settings.keepsMatches ? results.map { liveRating(in: $0, of: settings.name) } : nil
    var screen = MatchScreen(session, rating: rating)
    if inspects { screen.toggleInspector(at: .zero) }
    var stack = ScreenStack(screen, open: open)
    let summary = run(&stack, loop, on: terminal)
    // What was said of other screens: a drill, a rival that was trained, and how to play against it.
    let told = stack.closeUpper()
    // What went wrong in the match is told below, after its results.
    _ = try? stack.close()
    for line in clips.finish() { print(line.printable) }
    let final = stack.root.session
    let failure = final.match.failure
    for result in final.results.isEmpty && failure == nil ? [final.result] : final.results {
      // A rematch goes on with the chance that the games before it left.
      let number = result.gameNumber == 1 ? "" : ", game \(result.gameNumber)"
      print("\(result.line.printable) (seed \(seed)\(number))")
    }
    for line in told { print(line) }
    if let matches, !final.results.isEmpty, session.keepsReplays {
      do { try matches.prepare() } catch {
        warn("the match was not kept: \(error)")
      }
    }
    if let failure = failure ?? stack.failure { throw failure }
    try finish(summary)
  }

  /// The rating that a person's games in a file have led to.
  private func liveRating(in file: ResultsFile, of name: String) -> LiveRating {
    let history = RatingHistory(of: file.read(), by: name, ladder: PolicyLocator.ladder)
    return LiveRating(history, now: { Date().timeIntervalSince1970 }, keep: { file.add($0) })
  }

  /// Opens the menu, and keeps what was chosen there for the next time.
  func openMenu(_ file: SettingsFile, sound: BellArguments = BellArguments()) throws {
    let files = MenuFiles(results: results, matches: matches)
    let sources = files.sources
    let remembered = file.read(
      usual: GameSettings(firstOpponent: sources.ladder.rungs.first?.id)
    )
    let loop = try arguments.makeLoop()
    let terminal = try openTerminal()
    let adapted = sound.applied(to: remembered).adapted(to: terminal.capabilities)
    let menu = MenuScreen(
      settings: adapted,
      catalog: catalog,
      sources: sources,
      trainings: Choice.presets,
      seed: seed
    )
    var stack = ScreenStack(menu, open: open)
    let summary = run(&stack, loop, on: terminal)
    let ending = Result { try stack.close() }
    let final = remembered.remembering(stack.root.settings, adapted: adapted)
    if final != remembered {
      file.write(final)
    }
    for line in stack.lines {
      print(line)
    }
    _ = try ending.get()
    try finish(summary)
  }

  /// Opens what a screen asks for: the one door from screens to threads and files.
  func open(_ request: ScreenRequest) throws -> any Screen {
    switch request {
    case .train(let id, let rule, let settings, let seed):
      var configuration = (Preset(rawValue: id) ?? .article).configuration
      configuration.seed = seed
      let run = try TrainingRun(
        .new(
          configuration,
          directory: URL(fileURLWithPath: RunDirectory.usualParent, isDirectory: true),
          name: configuration.preset
        ),
        threads: ProcessInfo.processInfo.activeProcessorCount,
        context: .process,
        since: ProcessClock.now
      )
      return LiveRun(run, until: rule, settings: settings)
    case .rival(let settings, let seed):
      var plan = RivalPlan(person: settings.name, seed: seed)
      plan.folder = matches ?? plan.folder
      return RivalRun(plan, settings: settings)
    case .play(let file, let settings, let seed):
      var settings = settings
      settings.left = file
      settings.right = Contestant.human.choice.id
      let players = try Players.catalog(naming: [file])
      guard var session = try MatchSession(settings: settings, catalog: players, seed: seed) else {
        throw CommandError(
          "The policy is not there any more: \(file).",
          exitCode: CommandError.noInput
        )
      }
      if let matches, settings.keepsMatches {
        session.keepReplays(seed: seed) { matches.add($0) }
      }
      session.replaySources = ReplayFiles(URL(fileURLWithPath: "match")).sources
      return MatchScreen(session, exit: .training)
    }
  }

  /// Opens the terminal.
  func openTerminal() throws -> Terminal {
    for remark in SettingsFile().remarksOnKeys { warn("settings: \(remark)") }
    var options = arguments.options
    if let glyphs, glyphs != .ascii, options.characters == .automatic {
      options.characters = .unicode
      if !TerminalCapabilities.canUseUnicode {
        warn("--glyphs \(glyphs.rawValue): no locale here has UTF-8, so pictures are of ASCII.")
      }
    }
    return try Terminal(options: options)
  }

  /// Runs `screen` and gives the terminal back.
  func run(_ screen: inout some Screen, _ loop: FrameLoop, on terminal: Terminal)
    -> FrameLoop.Summary
  {
    defer { terminal.close() }
    return loop.run(&screen, on: terminal)
  }

  /// Ends as the loop did.
  func finish(_ summary: FrameLoop.Summary) throws {
    if let failure = summary.recordingFailure {
      throw CommandError(failure, exitCode: CommandError.outputFailed)
    }
    if summary.exitCode != 0 {
      throw ExitCode(summary.exitCode)
    }
  }
}

extension GameSettings {
  /// The settings as `capabilities` allow them.
  func adapted(to capabilities: TerminalCapabilities) -> GameSettings {
    var settings = self
    switch capabilities.colorDepth {
    case .mono:
      settings.theme = .mono
    case .ansi8, .ansi16:
      // The console's colours are too near each other for the few that there are.
      settings.theme = [.atari, .colorblind].contains(theme) ? .contrast : theme
    default: break
    }
    if !capabilities.usesUnicode {
      settings.glyphs = .ascii
    }
    return settings
  }

  /// The settings to remember after `final` was what a game adapted as `adapted` ended with.
  ///
  /// What the terminal forced on them is not the user's choice.
  func remembering(_ final: GameSettings, adapted: GameSettings) -> GameSettings {
    var settings = final
    if final.theme == adapted.theme {
      settings.theme = theme
    }
    if final.glyphs == adapted.glyphs {
      settings.glyphs = glyphs
    }
    if final.rings == adapted.rings {
      settings.rings = rings
    }
    return settings
  }
}

extension Choice {
  /// The presets.
  static let presets = Preset.allCases.map {
    Choice(id: $0.rawValue, title: $0.rawValue.capitalized, detail: $0.summary)
  }
}
