import Foundation
import PongAgents
import PongPrograms

/// The name of a program that holds a paddle: `exec:COMMAND`.
struct ProgramName {
  /// What the shell runs.
  let command: String

  private static let prefix = "exec:"

  /// Takes the command out of a player's name; `nil` if it names no program.
  init?(_ id: String) {
    guard id.hasPrefix(Self.prefix) else { return nil }
    command = String(id.dropFirst(Self.prefix.count))
    guard command.contains(where: { !$0.isWhitespace }) else { return nil }
  }

  /// What the screens call the program until it says its name: the last file of the command, without
  /// folder and extension.
  var title: String {
    let words = command.split(whereSeparator: \.isWhitespace)
    let file = words.last { !$0.hasPrefix("-") } ?? words[0]
    let name = URL(fileURLWithPath: String(file)).deletingPathExtension().lastPathComponent
    return String(name.prefix(20))
  }
}

extension Players {
  /// Starts, keeps and ends all programs of this process.
  static let programs = ProgramHost()

  /// Whether a program cannot go on, so that there is nothing more to play.
  static var hasFailedProgram: Bool { programs.failure != nil }

  /// Makes sure that all programs could go on: call it before games are counted.
  ///
  /// - Throws: A `ProgramFailure` if one could not.
  static func checkPrograms() throws {
    if let failure = programs.failure { throw failure }
  }

  /// The program of that name; `nil` if it names none.
  static func program(_ id: String, pace: ProgramHost.Pace) -> Contestant? {
    ProgramName(id).map { name in
      programs.contestant(
        Choice(id: id, title: name.title, detail: "A program: \(name.command)"),
        command: name.command,
        pace: pace
      )
    }
  }
}
