import ArgumentParser
import Foundation
import PongAgents
import PongPrograms
import Synchronization
import Text
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
  ///   - ids: Names of the catalog or paths of files, with traits or without; others are left out.
  ///   - traits: How the policies named play, where their own traits do not say.
  ///   - pace: Whether the game waits for the programs named.
  /// - Returns: The catalog, in which the policies and programs named stand first.
  /// - Throws: A ``CommandError`` if one of the policies cannot be read, or somebody has no such traits.
  static func catalog(
    naming ids: [String],
    traits: PolicyTraits = PolicyTraits(),
    pace: ProgramHost.Pace = .lockstep
  ) throws -> PlayerCatalog {
    var catalog = catalog
    for id in Set(ids) where !PlayerCatalog.builtIn.choices.contains(where: { $0.id == id }) {
      if let contestant = try program(id, pace: pace) ?? bot(id) {
        catalog.entries.insert(.init(contestant), at: 0)
      } else if isKnown(id) {
        catalog.entries.insert(.init(try policy(id, traits: traits)), at: 0)
      }
    }
    return catalog
  }

  /// The bot of that name, with traits behind a colon or without; `nil` if nobody is called so.
  private static func bot(_ id: String) throws -> Contestant? {
    do {
      return try PlayerCatalog.builtIn.contestant(id)
    } catch let error as PlayerTraitError {
      throw CommandError("\(id): \(error)", exitCode: CommandError.usage)
    }
  }

  /// Reads a policy, by its name or its file, with traits behind a colon or without.
  ///
  /// - Parameters:
  ///   - id: The name.
  ///   - traits: How it plays, where its own traits do not say; those of a rung are the ladder's
  ///     unless others are asked for.
  /// - Returns: The player.
  /// - Throws: A ``CommandError`` if it cannot be read, or has no such traits.
  static func policy(_ id: String, traits: PolicyTraits = PolicyTraits()) throws -> Contestant {
    let (name, own) = split(id)
    let usual = PolicyLocator.ladder.entry(name)?.traits ?? PolicyTraits()
    let asked = traits.filled(with: usual)
    let changed: PolicyTraits
    do {
      changed = try own.map { try PolicyTraits($0, changing: asked) } ?? asked
    } catch let error as PlayerTraitError {
      throw CommandError("The player \"\(id)\": \(error)", exitCode: CommandError.usage)
    }
    let (policy, metadata) = try PolicyLocator.read(name)
    let origin = PolicyOrigin(metadata: metadata)
    var choice =
      PolicyLocator.shipped.first { $0.id == name }
      ?? Choice(
        id: name,
        title: origin.isClone ? "Clone" : PolicyLocator.title(name),
        detail: origin.summary
      )
    if let own {
      choice.id = id
      choice.title += " (\(own.printable))"
    }
    return Contestant(
      choice,
      policy: policy,
      traits: changed,
      environment: origin.environment ?? .pongV0
    )
  }

  /// Who can play without a person, by name.
  static var opponents: [Choice] {
    catalog.choices.filter { $0.id != Contestant.human.choice.id }
  }

  /// Fetches somebody who can play without a person.
  ///
  /// - Throws: A ``CommandError`` if there is nobody of that name.
  static func opponent(_ name: String, in catalog: PlayerCatalog) throws -> Contestant {
    if name != Contestant.human.choice.id, let contestant = try catalog.contestant(name) {
      return contestant
    }
    guard name != Contestant.human.choice.id else {
      throw CommandError(
        "Nobody is at the keys here: \"\(name)\" plays in pong play.",
        exitCode: CommandError.usage
      )
    }
    throw unknown(name, among: opponents)
  }

  /// Says that nobody is called so or, of what looks like a file's name, that there is no such file.
  static func unknown(_ id: String, among known: [Choice]) -> CommandError {
    let name = String(id.prefix { $0 != ":" })
    if id == "exec:" || name == "exec" && ProgramName(id) == nil {
      return CommandError(
        "A program plays as exec:COMMAND, and \"\(id)\" has no command.",
        exitCode: CommandError.usage
      )
    }
    if let missing = PolicyLocator.missingFile(id.contains("/") ? id : name) { return missing }
    return CommandError(
      Suggestion.sentence(
        no: "player",
        named: id,
        among: known.map(\.id) + ["exec:COMMAND"],
        others: "A trained policy can be named by its file, too."
      ),
      exitCode: CommandError.usage
    )
  }

  /// The name or file of the policy that somebody of this name is, without traits; `nil` for others.
  static func policyName(_ id: String) -> String? {
    let name = split(id).name
    return isWhole(name) && PlayerCatalog.builtIn.choice(name) == nil ? name : nil
  }

  /// A policy's name or file, and the traits behind its last colon, if it is known without them only.
  private static func split(_ id: String) -> (name: String, traits: String?) {
    guard ProgramName(id) == nil, !isWhole(id), let colon = id.lastIndex(of: ":"),
      isWhole(String(id[..<colon]))
    else { return (id, nil) }
    return (String(id[..<colon]), String(id[id.index(after: colon)...]))
  }

  /// What the help of a command says about names that its list does not have.
  static let naming = """
    A trained policy can be named by its file, too. Behind a colon a name has traits, with commas: \
    champion:reaction=12 sees the game as it was 12 frames ago, as people do; \
    champion:temperature=1.5 draws its actions more freely, champion:greedy takes the best. \
    person:keys,reaction=250,error=3,follows,fires is a slow person who needs keys (or mouse, \
    predicts, patient); what is not said is drawn for every game.

    A program of yours plays as exec:COMMAND, as in "exec:python3 bot.py": the shell runs it, and \
    it answers in lines of JSON.
    """

  /// Whether somebody is called so, or there is such a file, whatever traits are asked for, or it is
  /// a program's command.
  ///
  /// Where the policies that come with the program are missing anybody may be one of them: whoever
  /// reads it learns where they were looked for.
  static func isKnown(_ id: String) -> Bool {
    ProgramName(id) != nil || isWhole(split(id).name) || PlayerCatalog.builtIn.choice(id) != nil
      || PolicyLocator.advice != nil
  }

  /// Whether somebody is called so, or there is such a file, without traits.
  private static func isWhole(_ name: String) -> Bool {
    catalog.choices.contains { $0.id == name } || FileManager.default.fileExists(atPath: name)
  }

  /// A policy that is read when it is first wanted, and then kept.
  private static func entry(_ choice: Choice) -> PlayerCatalog.Entry {
    let contestant = Lazy { try policy(choice.id) }
    return PlayerCatalog.Entry(
      choice,
      variant: { try policy("\(choice.id):\($0)") },
      contestant: { try contestant.value() }
    )
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

extension PolicyTraits {
  /// These traits, with others in the place of those that nobody asked for.
  fileprivate func filled(with usual: PolicyTraits) -> PolicyTraits {
    let unasked = PolicyTraits()
    return PolicyTraits(
      selection: selection == unasked.selection ? usual.selection : selection,
      reaction: reaction == unasked.reaction ? usual.reaction : reaction
    )
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
