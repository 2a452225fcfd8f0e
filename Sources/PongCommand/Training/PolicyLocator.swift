import Foundation
import PongAgents
import Training

/// Finds policies: by file, or by name among those that come with the program.
enum PolicyLocator {
  /// What policy files end in.
  static let suffix = ".safetensors"

  /// Reads the policy that a command line names.
  static func policy(_ name: String) throws -> PongPolicy {
    let url = URL(fileURLWithPath: name)
    do {
      return try PolicyFile.read(url).policy
    } catch let error as PolicyFileError {
      throw CommandError("\(url.path): \(error)", exitCode: CommandError.badData)
    }
  }
}
