import FileAccess
import Foundation
import PongAgents

/// The file of the ladder, `ladder.json` in the folder of the policies that come with the program.
enum LadderFile {
  /// Reads the ladder of a folder.
  ///
  /// - Throws: A ``CommandError`` that says what is wrong with the file.
  static func read(in folder: URL) throws -> Ladder {
    let url = folder.appendingPathComponent("ladder.json")
    let data: Data
    do {
      data = Data(try Files.read(url, limit: 1 << 20))
    } catch {
      throw CommandError(error)
    }
    do {
      return try JSONDecoder().decode(Ladder.self, from: data)
    } catch DecodingError.dataCorrupted(let context) {
      throw CommandError(
        "\(url.path): \(context.debugDescription).",
        exitCode: CommandError.badData
      )
    } catch {
      throw CommandError("\(url.path): is no ladder: \(error)", exitCode: CommandError.badData)
    }
  }

  /// The policies of a folder whose ladder cannot be read, by the names of their files.
  static func unratedPolicies(in folder: URL) -> [Choice] {
    Files.names(in: folder).filter { $0.hasSuffix(".safetensors") }.map { file in
      let id = String(file.dropLast(".safetensors".count))
      return Choice(id: id, title: PolicyLocator.title(id), detail: "A trained agent")
    }
  }
}
