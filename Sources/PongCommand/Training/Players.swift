import Foundation
import PongAgents
import PongInterface
import Training

/// Everybody who can hold a paddle at the command line: people, bots and trained policies.
enum Players {
  /// People, bots and the policies that come with the program, which are read when they are seated.
  static var catalog: SeatCatalog {
    var catalog = SeatCatalog.builtIn
    catalog.entries += PolicyLocator.names.map { name in
      entry(name, choice: .sampled(temperature: 1)) { try? PolicyLocator.trainedPolicy(name) }
    }
    return catalog
  }

  /// The same, and the policies that these names stand for, which are read at once.
  ///
  /// A name that is in no catalog is a file's if there is one; otherwise it is left out.
  static func catalog(
    naming ids: [String],
    choice: PolicyActor.Choice = .sampled(temperature: 1)
  ) throws -> SeatCatalog {
    var catalog = catalog
    for id in Set(ids) where SeatCatalog.builtIn.choice(id) == nil {
      guard PolicyLocator.names.contains(id) || FileManager.default.fileExists(atPath: id) else {
        continue
      }
      let policy = try PolicyLocator.trainedPolicy(id)
      catalog.entries.removeAll { $0.choice.id == id }
      catalog.entries.append(entry(id, choice: choice) { policy })
    }
    return catalog
  }

  private static func entry(
    _ id: String,
    choice: PolicyActor.Choice,
    policy: @escaping @Sendable () -> TrainedPolicy?
  ) -> SeatCatalog.Entry {
    let title = URL(fileURLWithPath: id).deletingPathExtension().lastPathComponent
      .replacingOccurrences(of: "-", with: " ").capitalized
    let origin = PolicyLocator.origin(id)
    let environment = origin.environment ?? .pongV0
    return SeatCatalog.Entry(SeatChoice(id: id, title: title, detail: origin.summary)) { seed in
      // A file that has gone since it was listed leaves the computer to play.
      guard let policy = policy() else { return .computer }
      return .player(PolicyPlayer(policy, choice: choice, environment: environment, seed: seed))
    }
  }
}
