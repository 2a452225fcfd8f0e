import ArgumentParser
import PongAgents
import PongTerminal

/// A failure that ends the command: what went wrong, and the exit code of sysexits(3).
struct CommandError: Error, CustomStringConvertible {
  /// The command was not used as it should be (`EX_USAGE`).
  static let usage: Int32 = 64
  /// The input is not what it should be (`EX_DATAERR`).
  static let badData: Int32 = 65
  /// An input file cannot be read (`EX_NOINPUT`).
  static let noInput: Int32 = 66
  /// Something that is needed is not there (`EX_UNAVAILABLE`).
  static let unavailable: Int32 = 69
  /// The program is wrong (`EX_SOFTWARE`).
  static let internalFailure: Int32 = 70
  /// An output file cannot be made (`EX_CANTCREAT`).
  static let cannotCreate: Int32 = 73
  /// What was to be written cannot be (`EX_IOERR`).
  static let outputFailed: Int32 = 74
  /// Somebody else is at it; later it may do (`EX_TEMPFAIL`).
  static let busy: Int32 = 75
  /// The other side of a protocol said what it must not (`EX_PROTOCOL`).
  static let protocolBroken: Int32 = 76
  /// Something is not done unless the user says so (`EX_NOPERM`).
  static let notAllowed: Int32 = 77

  /// What is wrong if standard output lacks results that were printed; `nil` if it has them all.
  static var lostOutput: CommandError? {
    StandardStream.outputFailure.map {
      CommandError("standard output cannot be written: \($0).", exitCode: outputFailed)
    }
  }

  /// What went wrong, in a line; it may quote what others have named.
  let description: String
  /// Lines that tell more, as what a program has said last.
  let details: [String]
  let exitCode: Int32
  /// The command that was not used as it should be; `nil` for the one that was running.
  let command: (any ParsableCommand.Type)?

  init(
    _ description: String,
    details: [String] = [],
    exitCode: Int32,
    command: (any ParsableCommand.Type)? = nil
  ) {
    self.description = description
    self.details = details
    self.exitCode = exitCode
    self.command = command
  }
}

extension ValidationError {
  /// Says that there is nothing of a kind with that name, and what there is.
  init(no kind: String, named name: String, among known: [String]) {
    self.init(Suggestion.sentence(no: kind, named: name, among: known))
  }
}

extension EnvironmentID {
  /// The environment that an option names.
  ///
  /// - Throws: A `ValidationError` if there is none of that name.
  init(named name: String) throws {
    guard let id = EnvironmentID(name) else {
      throw ValidationError(no: "environment", named: name, among: Self.all.map(\.name))
    }
    self = id
  }
}
