import FileAccess
import Foundation
import PongAgents
import Text

/// A replay as a file of JSON.
enum ReplayFile {
  /// How the names of replays end.
  static let suffix = ".json"
  /// The greatest file that can be a replay, in bytes: the longest game with a new move of 16
  /// characters for both in each frame.
  static let largest = 1 << 21

  /// Reads a replay.
  ///
  /// - Throws: A ``CommandError`` that says which file it is and what is wrong with it.
  static func read(_ url: URL) throws -> Replay { try decode(url) }

  /// Reads what is wanted of a replay.
  ///
  /// - Throws: A ``CommandError`` that says which file it is and what is wrong with it.
  static func decode<Value: Decodable>(_ url: URL) throws -> Value {
    let bytes: [UInt8]
    do {
      bytes = try Files.readStream(url.path, limit: largest)
    } catch {
      throw CommandError(error)
    }
    func damaged(_ what: String) -> CommandError {
      // What is quoted of a stranger's file may hold anything, and as much as it likes.
      let told = String(what.prefix(200)).printable
      return CommandError("\(url.path): is no replay: \(told).", exitCode: CommandError.badData)
    }
    do {
      return try JSONDecoder().decode(Value.self, from: Data(bytes))
    } catch let error as ReplayError {
      throw damaged(error.description)
    } catch let error as DecodingError {
      throw damaged(error.summary)
    }
  }

  /// Writes a replay, beside its place first.
  ///
  /// - Throws: A ``CommandError`` that says what could not be written.
  static func write(_ replay: Replay, to url: URL) throws {
    let text = try replay.json([.withoutEscapingSlashes])
    do {
      try Files.write(Array((text + "\n").utf8), to: url)
    } catch {
      throw CommandError(error)
    }
  }
}

extension DecodingError {
  /// What is wrong and where, in a line.
  var summary: String {
    func place(_ context: Context, _ last: (any CodingKey)? = nil) -> String {
      let path = (context.codingPath + [last].compactMap { $0 }).map { key in
        key.intValue.map(String.init) ?? key.stringValue
      }
      return path.isEmpty ? "the whole" : "\"" + path.joined(separator: ".") + "\""
    }
    switch self {
    case .keyNotFound(let key, let context): return "\(place(context, key)) is missing"
    case .valueNotFound(_, let context): return "\(place(context)) is null"
    case .typeMismatch(_, let context): return "\(place(context)) is of another kind"
    case .dataCorrupted(let context):
      return context.codingPath.isEmpty ? "it is not JSON" : "\(place(context)) is damaged"
    @unknown default: return "\(self)"
    }
  }
}
