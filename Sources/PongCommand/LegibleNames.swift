import FileAccess
import Foundation
import Text

/// Makes sure that the names which the command gets from outside are UTF-8.
///
/// The system takes any bytes for a file's name. Swift's strings do not: where they are not UTF-8 they
/// would be repaired, and stand for another file from then on.
enum LegibleNames {
  /// Checks the arguments.
  ///
  /// - Throws: A ``CommandError`` that shows the first which is not UTF-8.
  static func checkArguments() throws {
    let arguments = UnsafeBufferPointer(
      start: CommandLine.unsafeArgv,
      count: Int(CommandLine.argc)
    )
    for (number, argument) in arguments.enumerated().dropFirst() {
      if let argument { try check(argument, "argument \(number)") }
    }
  }

  /// Checks the directories that files are looked for in without being named.
  ///
  /// - Throws: A ``CommandError`` that shows the first which is not UTF-8.
  static func checkPlaces() throws {
    for variable in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME"] {
      if let value = getenv(variable) { try check(value, "the variable \(variable)") }
    }
    if let directory = getcwd(nil, 0) {
      defer { free(directory) }
      try check(directory, "the working directory")
    }
  }

  /// Tells the names in a directory that cannot be read, so that nobody looks for what has them.
  ///
  /// - Parameters:
  ///   - directory: The directory.
  ///   - depth: How many levels are looked at.
  static func tellOthers(in directory: URL, depth: Int = 1) {
    for name in Files.illegibleNames(in: directory) {
      let shown = String(escaping: name).printable
      warn("\(directory.path): \"\(shown)\" is left out: its name is not UTF-8.")
    }
    guard depth > 1 else { return }
    for inner in Files.directories(in: directory) { tellOthers(in: inner, depth: depth - 1) }
  }

  private static func check(_ text: UnsafePointer<CChar>, _ what: String) throws {
    guard String(validatingCString: text) == nil else { return }
    let bytes = UnsafeBufferPointer(start: text, count: strlen(text)).lazy.map {
      UInt8(bitPattern: $0)
    }
    throw CommandError(
      "\(what) is not UTF-8, as names have to be here: \"\(String(escaping: bytes).printable)\".",
      exitCode: CommandError.usage
    )
  }
}
