import Foundation
import PongAgents
import Training

/// Finds policies: by file, or by name among those that come with the program.
enum PolicyLocator {
  /// The policies that come with the program, those that learned least first.
  ///
  /// They are `NAME.safetensors` in the folder `weights`. How they learned is told here, too, so
  /// that help and menus need not open them.
  static let shipped = [
    ("one-second", "REINFORCE, 1227 games, reward -13.7"),
    ("minus-ten", "REINFORCE, 1668 games, reward -9.8"),
    ("even", "REINFORCE, 4295 games, reward 0.1"),
    ("champion", "PPO, 23169 games, reward 20.7"),
    ("one-minute", "REINFORCE, 26562 games, reward 8.3"),
  ].map { Choice(id: $0, title: title($0), detail: $1) }

  /// What the screens call a policy of that name or file.
  static func title(_ name: String) -> String {
    URL(fileURLWithPath: name).deletingPathExtension().lastPathComponent
      .replacingOccurrences(of: "-", with: " ").capitalized
  }

  /// Where the policies that come with the program are, whatever the working directory.
  static let folder = Bundle.module.bundleURL.appendingPathComponent("weights")

  /// Reads the policy of that name or file, whatever it sees of the game, and the strings in its
  /// file.
  ///
  /// - Throws: A ``CommandError`` that says which file it is and what is wrong with it.
  static func read(_ name: String) throws -> (policy: TrainedPolicy, metadata: [String: String]) {
    try withFile(name) { try PolicyFile.read($0) }
  }

  /// Reads the file of that name, and makes something of it.
  ///
  /// - Throws: A ``CommandError`` that says which file it is and what is wrong with it.
  static func withFile<Result>(
    _ name: String,
    _ read: (URL) throws -> Result
  ) throws -> Result {
    let isShipped = shipped.contains { $0.id == name }
    let url =
      isShipped
      ? folder.appendingPathComponent(name + ".safetensors") : URL(fileURLWithPath: name)
    guard FileManager.default.fileExists(atPath: url.path) else {
      let known = shipped.map(\.id).joined(separator: ", ")
      throw CommandError(
        isShipped
          ? "The policy \"\(name)\" is not where it was installed: \(url.path)."
          : "There is no policy \"\(name)\"; policies that come with pong are: \(known).",
        exitCode: CommandError.noInput
      )
    }
    do {
      return try read(url)
    } catch {
      throw CommandError(
        isShipped
          ? "The policy \"\(name)\" cannot be read: \(error) (\(url.path))"
          : "\(url.path): \(error)",
        exitCode: CommandError.badData
      )
    }
  }
}
