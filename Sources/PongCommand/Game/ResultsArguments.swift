import ArgumentParser

/// Whether people's games are kept.
struct ResultsArguments: ParsableArguments {
  @Flag(help: "Keep neither results nor replays of your games.")
  var noSave = false

  @OptionGroup var replays: ReplayArguments

  /// The file of results; `nil` if none are to be kept, as where a script plays in a person's place.
  func file(unless terminal: TerminalArguments) -> ResultsFile? {
    noSave || terminal.inputScript != nil ? nil : ResultsFile()
  }

  /// Where replays are kept; `nil` if none are to be.
  func matches(unless terminal: TerminalArguments) -> MatchFolder? {
    if let named = replays.folder { return named }
    return noSave || terminal.inputScript != nil ? nil : .user()
  }
}

/// Where the replays of games between programs go.
struct ReplayArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write a replay of every game into this directory (see pong replay).",
      valueName: "directory"
    ),
    completion: .directory
  )
  var replays: String?

  /// The directory that was named.
  var folder: MatchFolder? { replays.map { MatchFolder(path: $0) } }
}
