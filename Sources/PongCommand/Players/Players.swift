import ArgumentParser
import Foundation
import PongAgents
import PongPrograms
import Synchronization
import Training

/// Everybody who can hold a paddle at the command line: people, bots and trained policies.
enum Players {
  /// Those who can be named without a file: people, bots and the policies that come with the
  /// program, which are read when they are first seated.
  static let catalog = PlayerCatalog(
    entries: PlayerCatalog.builtIn.entries + PolicyLocator.shipped.map { entry($0) }
  )

  /// The same, and the files that are named; the policies named are read at once.
  ///
  /// - Parameters:
  ///   - ids: Names of the catalog or paths of files; others are left out.
  ///   - selection: How the policies named choose their actions.
  ///   - pace: Whether the game waits for the programs named.
  /// - Returns: The catalog, in which the policies and programs named stand first.
  /// - Throws: A ``CommandError`` if one of the policies cannot be read.
  static func catalog(
    naming ids: [String],
    selection: ActionSelection = .sampled(temperature: 1),
    pace: ProgramHost.Pace = .lockstep
  ) throws -> PlayerCatalog {
    var catalog = catalog
    for id in Set(ids) where PlayerCatalog.builtIn.choice(id) == nil && isKnown(id) {
      let contestant =
        try program(id, pace: pace) ?? policy(id, selection: selection)
      catalog.entries.insert(.init(contestant), at: 0)
    }
    return catalog
  }

  /// Reads a policy, by its name or its file.
  static func policy(_ id: String, selection: ActionSelection) throws -> Contestant {
    let (policy, metadata) = try PolicyLocator.read(id)
    let origin = PolicyOrigin(metadata: metadata)
    let choice =
      PolicyLocator.shipped.first { $0.id == id }
      ?? Choice(id: id, title: PolicyLocator.title(id), detail: origin.summary)
    return Contestant(
      choice,
      policy: policy,
      selection: selection,
      environment: origin.environment ?? .pongV0
    )
  }

  /// What a shell offers where a player is wanted.
  static var completion: CompletionKind { .list(catalog.choices.map(\.id) + ["exec:"]) }

  /// Whether somebody is called so, or there is such a file, or it is a program's command.
  static func isKnown(_ id: String) -> Bool {
    catalog.choice(id) != nil || ProgramName(id) != nil
      || FileManager.default.fileExists(atPath: id)
  }

  /// A policy that is read when it is first wanted, and then kept.
  private static func entry(_ choice: Choice) -> PlayerCatalog.Entry {
    let contestant = Lazy { try policy(choice.id, selection: .sampled(temperature: 1)) }
    return PlayerCatalog.Entry(choice) { try contestant.value() }
  }

  /// A value that is made once, when it is first asked for; what cannot be made is tried again.
  private final class Lazy<Value: Sendable>: Sendable {
    private let made = Mutex<Value?>(nil)
    private let make: @Sendable () throws -> Value

    init(_ make: @escaping @Sendable () throws -> Value) {
      self.make = make
    }

    func value() throws -> Value {
      try made.withLock { made in
        let value = try made ?? make()
        made = value
        return value
      }
    }
  }
}

extension ArgumentHelp {
  /// The help of an option that names a player.
  static func player(_ text: String) -> ArgumentHelp { ArgumentHelp(text, valueName: "player") }
}

extension [Choice] {
  /// The players with what there is to say about them, a line each, for the help of a command.
  var summary: String {
    let width = map(\.id.count).max() ?? 0
    return map { choice in
      let padding = String(repeating: " ", count: width - choice.id.count + 2)
      return "  \(choice.id)\(padding)\(choice.detail)"
    }
    .joined(separator: "\n")
  }
}
