import Foundation
import PongAgents
import Training

/// Finds policies: by file, or by name among those that come with the program.
enum PolicyLocator {
  /// The opponents that come with the program, and what was measured of them; without a rung where
  /// the file cannot be read.
  ///
  /// Read when it is first asked for; no policy is opened for it.
  static let ladder = (try? LadderFile.read(in: folder)) ?? Ladder()

  /// The policies that come with the program: the rungs of the ladder, the weakest first, and then
  /// the others.
  static let shipped: [Choice] = {
    let known = ladder.entries.filter { $0.policy != nil }
    return known.isEmpty ? LadderFile.unratedPolicies(in: folder) : known.map(\.choice)
  }()

  /// The file of the policy that comes with the program under that name; `nil` if there is none.
  static func shippedFile(_ name: String) -> URL? {
    guard shipped.contains(where: { $0.id == name }) else { return nil }
    return folder.appendingPathComponent(ladder.entry(name)?.policy ?? name + ".safetensors")
  }

  /// What the screens call a policy of that name or file.
  static func title(_ name: String) -> String {
    let file = URL(fileURLWithPath: name).deletingPathExtension()
    // Of a run in its usual place it is the run that has a name: runs/rival/STAMP/policy.safetensors.
    let run = name.split(separator: "/").dropLast(2).last
    let stem = file.lastPathComponent
    return (stem == "policy" ? run.map(String.init) ?? stem : stem)
      .replacingOccurrences(of: "-", with: " ").capitalized
  }

  /// Where the policies that come with the program are, whatever the working directory; where they
  /// are missing, a folder that is not there.
  static let folder = DataFolder.own.found?.url ?? URL(fileURLWithPath: "/nonexistent/weights")

  /// What to do where the policies that come with the program are missing; `nil` where they are not.
  static let advice: String? = DataFolder.own.found == nil ? DataFolder.own.advice : nil

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
    let shippedFile = shippedFile(name)
    let isShipped = shippedFile != nil
    let url = shippedFile ?? URL(fileURLWithPath: name)
    guard FileManager.default.fileExists(atPath: url.path) else {
      if let advice {
        throw CommandError(
          "There is no policy \"\(name)\". \(advice)",
          exitCode: CommandError.unavailable
        )
      }
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
