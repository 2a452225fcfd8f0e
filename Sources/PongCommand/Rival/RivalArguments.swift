import ArgumentParser
import PongAgents
import Training

/// From what `pong train rival` learns who the person is.
struct RivalArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Learn from this many of your newest matches.", valueName: "n"))
  var matches = RivalPlan.usualMatches

  @Option(
    help: ArgumentHelp(
      "Take the matches from this directory (default: where pong play keeps them).",
      valueName: "directory"
    ),
    completion: .directory
  )
  var replays: String?

  func validate() throws {
    guard 1...10_000 ~= matches else {
      throw ValidationError("--matches is 1 to 10000, not \(matches).")
    }
  }

  /// Where the matches are.
  var folder: MatchFolder { replays.map { MatchFolder(path: $0) } ?? .user() }

  /// Whether nothing was asked for.
  var isUntouched: Bool { matches == RivalPlan.usualMatches && replays == nil }
}

/// What `pong train` is told to train.
enum TrainSubject: Hashable, ExpressibleByArgument {
  /// An agent with the settings of a preset.
  case preset(Preset)
  /// An agent that learns to beat the person at the keyboard.
  case rival

  init?(argument: String) {
    if argument == RivalPlan.name {
      self = .rival
    } else if let preset = Preset(rawValue: argument) {
      self = .preset(preset)
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] { Preset.allCases.map(\.rawValue) + [RivalPlan.name] }

  /// The preset.
  var preset: Preset? { if case .preset(let preset) = self { preset } else { nil } }
}
