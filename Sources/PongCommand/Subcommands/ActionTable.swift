import FileAccess
import Foundation
import PongEngine
import Text

/// The column `action` of a recording in CSV, read as it comes: a stream may have no end.
struct ActionTable {
  /// The most actions of a recording: nine hours at 60 a second.
  static let maximumCount = 1 << 21
  /// The longest line, in bytes.
  private static let maximumLine = 1 << 12
  /// The most bytes, comments among them.
  private static let maximumLength = 1 << 26

  private static let quotesAndSpaces = CharacterSet(charactersIn: "\" \t")

  private let name: String
  private let numbering: [Action]
  private var column: Int?
  private var hasReset = false
  private var actions: [Action] = []

  private init(name: String, numbering: [Action]) {
    self.name = name
    self.numbering = numbering
  }

  /// Reads the recording at a path, or standard input if that is "-".
  ///
  /// - Parameters:
  ///   - path: The recording: a file, or a stream.
  ///   - numbering: The actions, each at the place that is its number.
  /// - Returns: The actions after the reset.
  /// - Throws: A ``CommandError`` that says what cannot be read, and in which line.
  static func read(_ path: String, numbering: [Action]) throws -> [Action] {
    let file = try FileReader(path: path)
    var table = ActionTable(
      name: path == "-" ? "standard input" : path,
      numbering: numbering
    )
    var splitter = LineSplitter()
    var length = 0
    while case let part = try file.next(), !part.isEmpty {
      try splitter.append(part) { try table.add($1, line: $0) }
      length += part.count
      guard splitter.pending.count <= maximumLine else {
        throw table.error(splitter.count + 1, tooLong)
      }
      guard length <= maximumLength else {
        throw table.error(splitter.count + 1, "a recording has at most \(maximumLength) bytes")
      }
    }
    try splitter.finish { try table.add($1, line: $0) }
    guard table.hasReset else { throw table.error(max(1, splitter.count), resetExpected) }
    return table.actions
  }

  private static let tooLong = "a line has at most \(maximumLine) bytes"
  private static let resetExpected = "the first action must be -1, the reset"

  private mutating func add(_ bytes: ArraySlice<UInt8>, line: Int) throws {
    guard bytes.count <= Self.maximumLine else { throw error(line, Self.tooLong) }
    let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(
      in: .whitespacesAndNewlines
    )
    if text.isEmpty || text.hasPrefix("#") { return }
    let fields = text.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: Self.quotesAndSpaces) }
    guard let column else {
      column = fields.firstIndex(of: "action")
      if column == nil {
        throw error(line, "the first line must name the columns, one of them \"action\"")
      }
      return
    }
    guard column < fields.count, let value = Int(fields[column]) else {
      throw error(line, "there is no whole number in the column \"action\"")
    }
    guard hasReset else {
      guard value == -1 else { throw error(line, Self.resetExpected) }
      hasReset = true
      return
    }
    guard numbering.indices.contains(value) else {
      throw error(line, "the action \(value) is not one of 0 to \(numbering.count - 1)")
    }
    guard actions.count < Self.maximumCount else {
      throw error(line, "a recording has at most \(Self.maximumCount) actions")
    }
    actions.append(numbering[value])
  }

  private func error(_ line: Int, _ cause: String) -> CommandError {
    CommandError("\(name), line \(line): \(cause).", exitCode: CommandError.badData)
  }
}
