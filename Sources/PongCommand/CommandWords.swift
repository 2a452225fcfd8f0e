import ArgumentParser

/// A command that takes the words behind its name as they are.
protocol RawCommand: ParsableCommand {}

/// The words of a command line before the argument parser reads them.
enum CommandWords {
  /// Looks for the subcommand, and joins each negative number to its option, as in `--points=-1`: by
  /// itself the argument parser would take it for another option, and miss a value.
  ///
  /// - Parameter words: The words behind the program's name.
  /// - Returns: The words for the argument parser.
  /// - Throws: A ``CommandError`` if there is no such subcommand.
  static func prepared(_ words: [String]) throws -> [String] {
    let (command, count) = try subcommand(in: words)
    if command is any RawCommand.Type { return words }
    var result = Array(words.prefix(count))
    var hasEnded = false
    for word in words.dropFirst(count) {
      hasEnded = hasEnded || word == "--"
      if !hasEnded, isNegative(word), let last = result.indices.last, last >= count,
        isOption(result[last])
      {
        result[last] += "=" + word
      } else {
        result.append(word)
      }
    }
    return result
  }

  /// The names that lead to a command, as in `pong spinup plot`.
  static func path(to command: any ParsableCommand.Type) -> String? {
    func path(from parent: any ParsableCommand.Type) -> [String]? {
      let name = parent.configuration.commandName ?? ""
      if parent == command { return [name] }
      return parent.configuration.subcommands.lazy.compactMap { path(from: $0) }.first
        .map { [name] + $0 }
    }
    return path(from: Pong.self)?.joined(separator: " ")
  }

  /// The command that the first words name, and how many they are.
  private static func subcommand(
    in words: [String]
  ) throws -> (command: any ParsableCommand.Type, count: Int) {
    var command: any ParsableCommand.Type = Pong.self
    var count = words.first == "help" ? 1 : 0
    while count < words.count, !words[count].hasPrefix("-") {
      let subcommands = command.configuration.subcommands
      guard !subcommands.isEmpty else { break }
      let name = words[count]
      guard let next = subcommands.first(where: { $0.configuration.commandName == name }) else {
        let known = subcommands.filter { $0.configuration.shouldDisplay }
          .compactMap { $0.configuration.commandName }
        throw CommandError(
          (command is SpinupCommand.Type ? SpinupCommand.note(onMissing: name) : nil)
            ?? Suggestion.sentence(no: "command", named: name, among: known),
          exitCode: CommandError.usage,
          command: command
        )
      }
      command = next
      count += 1
    }
    return (command, count)
  }

  /// Whether a word begins as a number below zero does, and not as a short option.
  private static func isNegative(_ word: String) -> Bool {
    guard word.hasPrefix("-") else { return false }
    let start = word.dropFirst().drop { $0 == "." }.first
    return start?.isNumber == true || Double(word) != nil
  }

  private static func isOption(_ word: String) -> Bool {
    word.count > 1 && word.hasPrefix("-") && !word.contains("=") && !isNegative(word)
  }
}
