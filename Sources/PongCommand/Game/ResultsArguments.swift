import ArgumentParser

/// Whether the results of people's games are kept.
struct ResultsArguments: ParsableArguments {
  @Flag(help: "Do not keep the results of games against programs.")
  var noSave = false

  /// The file of results; `nil` if none are to be kept, as where a script plays in a person's place.
  func file(unless terminal: TerminalArguments) -> ResultsFile? {
    noSave || terminal.inputScript != nil ? nil : ResultsFile()
  }
}
