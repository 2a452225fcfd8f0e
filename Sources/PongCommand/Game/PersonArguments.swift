import ArgumentParser
import Foundation
import PongInterface

/// Who plays, where several people share a machine.
struct PersonArguments: ParsableArguments {
  @Option(
    name: .customLong("name"),
    help: ArgumentHelp(
      "Whose results they are; as in the menu's settings if left out.",
      valueName: "name"
    ),
    completion: .person
  )
  var text: String?

  /// Who was named; `nil` if nobody was.
  var name: String? {
    // As a keyboard writes it, one character a letter.
    text.flatMap { GameSettings.personName($0.precomposedStringWithCanonicalMapping) }
  }

  /// Who is meant, after the settings where nobody was named; empty for the person without a name.
  var person: String { name ?? SettingsFile().read().name }

  func validate() throws {
    guard text == nil || name != nil else {
      throw ValidationError(
        "--name has at most \(GameSettings.longestName) characters, all of which print."
      )
    }
  }
}
