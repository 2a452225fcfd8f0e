import Foundation
import PongAgents
import Training

/// Finds policies: by file, or by name among those that come with the program.
enum PolicyLocator {
  private static let suffix = ".safetensors"

  /// Where the policies that come with the program are, whatever the working directory.
  private static let shipped = Bundle.module.bundleURL.appendingPathComponent("weights")

  /// The names of the policies that come with the program, those that learned least first.
  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: shipped.path)) ?? []
    return files.filter { $0.hasSuffix(suffix) }
      .map { file in
        let name = String(file.dropLast(suffix.count))
        return (origin(name).agentSteps ?? 0, name)
      }
      .sorted { $0 < $1 }
      .map(\.1)
  }()

  /// Where the policy of that name or file comes from; nothing is known of one that cannot be read.
  static func origin(_ name: String) -> PolicyOrigin {
    PolicyOrigin(metadata: (try? Safetensors.metadata(of: url(name))) ?? [:])
  }

  /// Whether there is a policy of that name, or such a file.
  static func isKnown(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: url(name).path)
  }

  private static func url(_ name: String) -> URL {
    let file = shipped.appendingPathComponent(name + suffix)
    return FileManager.default.fileExists(atPath: file.path) ? file : URL(fileURLWithPath: name)
  }

  /// Reads the policy that a command line names, which must see pictures.
  static func policy(_ name: String) throws -> PongPolicy {
    try read(name) { try PolicyFile.read($0).policy }
  }

  /// Reads the policy that a command line names, whatever it sees.
  static func trainedPolicy(_ name: String) throws -> TrainedPolicy {
    try read(name, PolicyFile.readTrained)
  }

  /// Reads the policy that a command line names, and the strings in its file.
  static func describedPolicy(
    _ name: String
  ) throws -> (policy: TrainedPolicy, metadata: [String: String]) {
    try read(name, PolicyFile.readDescribed)
  }

  private static func read<T>(_ name: String, _ body: (URL) throws -> T) throws -> T {
    let url = url(name)
    guard isKnown(name) else {
      let known =
        names.isEmpty ? "" : "; policies that come with pong are: \(names.joined(separator: ", "))"
      throw CommandError("There is no policy \"\(name)\"\(known).", exitCode: CommandError.noInput)
    }
    do {
      return try body(url)
    } catch {
      throw CommandError("\(url.path): \(error)", exitCode: CommandError.badData)
    }
  }
}
