import ArgumentParser
import Text

/// Something that a shell offers where a word is completed.
struct Candidate: Hashable {
  /// The word, as the command takes it.
  let word: String
  /// What there is to say about it; empty for nothing.
  let note: String

  /// A candidate; `nil` if the word has something in it that no line can show, as a file of a
  /// stranger may.
  init?(_ word: String, _ note: String = "") {
    guard !word.isEmpty, word.printable == word,
      !word.unicodeScalars.contains(where: {
        $0 == "\u{FFFD}" || $0.properties.generalCategory == .format
      })
    else { return nil }
    self.word = word
    self.note = note.printable
  }

  /// The line that a completion script of a shell reads.
  ///
  /// The library passes it on as it is. bash hands it to `compgen -W`, which expands it like a word
  /// of a command, `$(…)` included; zsh and fish take what follows a colon or a tabulator as the
  /// note.
  func line(for shell: CompletionShell?) -> String {
    switch shell {
    case .bash?: "'" + Self.replace(in: word, ["'": "'\\''"]) + "'"
    case .zsh?:
      Self.replace(in: word, ["\\": "\\\\", ":": "\\:"]) + (note.isEmpty ? "" : ":\(note)")
    case .fish?: note.isEmpty ? word : "\(word)\t\(note)"
    default: word
    }
  }

  /// What a word means that is typed with backslashes before what a shell would take for its own.
  static func meaning(of typed: String) -> String {
    var isEscaped = false
    return typed.filter { character in
      isEscaped = character == "\\" && !isEscaped
      return !isEscaped
    }
  }

  private static func replace(in text: String, _ substitutes: [Character: String]) -> String {
    text.reduce(into: "") { $0 += substitutes[$1] ?? String($1) }
  }
}
