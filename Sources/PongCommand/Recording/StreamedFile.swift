import FileAccess
import PongTerminal
import Synchronization

/// A file that a command writes, bit by bit; what goes wrong with it ends the command.
struct StreamedFile {
  /// Where it will stand when it is whole.
  let path: String

  private let writer: FileWriter

  private static let takesOutput = Atomic(false)

  /// Whether a file of this process is the standard output.
  static var isOnStandardOutput: Bool { takesOutput.load(ordering: .relaxed) }

  /// Starts a file; `-` is the standard output, and what is printed goes elsewhere from then on.
  ///
  /// - Throws: A `CommandError` if it cannot be made there, or would be shown on a terminal.
  init(path: String) throws {
    self.path = path
    if FileWriter.isStandardOutput(path) {
      guard !StandardStream.output.isTerminal else {
        throw CommandError(
          "\(path): the standard output is a terminal, which no file is for; send it elsewhere.",
          exitCode: CommandError.cannotCreate
        )
      }
      Self.takesOutput.store(true, ordering: .relaxed)
    }
    writer = try Self.explaining { () throws(FileError) in try FileWriter(path: path) }
  }

  /// Writes a whole file.
  ///
  /// - Throws: A `CommandError` if it cannot be made there, or the disk does not take it.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let file = try StreamedFile(path: path)
    try file.write(bytes)
    try file.finish()
  }

  /// Adds to the end.
  ///
  /// - Throws: A `CommandError` if the disk does not take it.
  func write(_ bytes: some Sequence<UInt8>) throws {
    try Self.explaining { () throws(FileError) in try writer.write(bytes) }
  }

  /// Puts the file, which is whole now, in its place.
  ///
  /// - Throws: A `CommandError` if that is not possible.
  func finish() throws {
    try Self.explaining { () throws(FileError) in try writer.finish() }
  }

  private static func explaining<T>(
    _ body: () throws(FileError) -> T
  ) throws(CommandError) -> T {
    do {
      return try body()
    } catch {
      throw CommandError(error)
    }
  }
}
