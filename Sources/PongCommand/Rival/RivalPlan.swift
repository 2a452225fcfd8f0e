import Foundation
import PongAgents
import Randomness
import Reinforcement
import Training

/// What comes before a rival trains: the person's matches are read, the person is cloned, and it is
/// found out which rung of the ladder plays best against them.
struct RivalPlan: Sendable {
  /// How many matches are read unless said otherwise.
  static let usualMatches = 10
  /// The seconds that a rival trains unless said otherwise.
  static let usualSeconds = 20.0
  /// The name of its runs.
  static let name = "rival"
  /// The games of each rung against the model of the person.
  private static let trialGames = 8

  /// What the person is called; empty for the one without a name.
  var person = ""
  /// The most matches that are read, the newest ones.
  var matches = usualMatches
  /// Where they are.
  var folder = MatchFolder.user()
  /// Where runs are.
  var directory = RunDirectory.usualParent
  /// The policy to begin with; `nil` for the rung that does best.
  var from: String?
  /// The seed of all chance.
  var seed: UInt64 = 0
  /// How many threads work.
  var threads = ProcessInfo.processInfo.activeProcessorCount

  /// A rival that can begin to train.
  struct Prepared: Sendable {
    /// How it trains.
    var configuration: RunConfiguration
    /// What it begins with.
    var initialPolicy: PongPolicy
    /// Who plays against it.
    var players: PlayerCatalog
    /// The file of the clone; `nil` if there were too few matches for one.
    var clone: String?
    /// What there is to say so far, line by line.
    var lines: [String]
  }

  /// Prepares a rival.
  ///
  /// - Parameter report: Told what is being done, in a few words; what it throws ends the work.
  /// - Returns: All that its run needs.
  /// - Throws: A ``CommandError`` if there are no matches, or a file cannot be read or written.
  func prepare(_ report: (String) throws -> Void = { _ in }) throws -> Prepared {
    if let from {
      var untried = RunConfiguration.rival(clone: nil, traits: PersonTraits())
      try Self.begin(&untried, with: from)
    }
    try report("reading your matches")
    let matches = PersonMatches(in: folder, of: person, newest: matches)
    guard !matches.demonstrations.isEmpty else {
      let whose = person.isEmpty ? "" : " of \(person)"
      throw CommandError(
        "There is no match\(whose) of five seconds or more against a program, by the usual rules, in "
          + "\(folder.url.path): "
          + "play \(PersonMatches.enoughMatches) with pong play, and a rival can learn from them.",
        exitCode: CommandError.noInput
      )
    }
    let pool = ThreadPool(workerCount: threads)
    var seeds = SplitMix64(seed: seed)
    let estimate: PersonEstimate
    var clone: String?
    var lines: [String]
    if matches.lack == 0 {
      try report("cloning you")
      let made = PersonClone(of: matches.demonstrations, seed: seeds.next(), on: pool)
      clone = try RunDirectory(
        in: URL(fileURLWithPath: directory, isDirectory: true),
        clone: made,
        seed: seed,
        of: person.isEmpty ? nil : person,
        context: .process
      ).policy.relativePath
      estimate = made.estimate
      lines = ["Cloned you from \(matches.text)." + (made.heldBack.map { " " + $0.text } ?? "")]
    } else {
      estimate = PersonEstimate(matches.demonstrations)
      let more = matches.lack
      lines = [
        "You have \(matches.text): a clone of you needs \(more) more match\(more == 1 ? "" : "es"). "
          + "Until then a model of a person stands in for you."
      ]
    }
    lines.append(estimate.text)
    try report("choosing who begins")
    let name = try from ?? bestRung(against: estimate.traits, seed: seeds.next(), on: pool)
    var configuration = RunConfiguration.rival(clone: clone, traits: estimate.traits)
    let policy = try Self.begin(&configuration, with: name)
    configuration.seed = seed
    lines.append("The rival begins as \(name).")
    return Prepared(
      configuration: configuration,
      initialPolicy: policy,
      players: try Players.catalog(naming: configuration.opponents.members.map(\.player)),
      clone: clone,
      lines: lines
    )
  }

  /// Lets a run begin with a policy.
  ///
  /// - Throws: Why it cannot.
  @discardableResult
  private static func begin(
    _ configuration: inout RunConfiguration,
    with name: String
  ) throws -> PongPolicy {
    try configuration.begin(with: try PolicyLocator.read(name).policy, named: name)
  }

  /// The rung, of those that see pictures and play without a handicap, that wins by most against a
  /// person with these traits.
  private func bestRung(
    against traits: PersonTraits,
    seed: UInt64,
    on pool: ThreadPool
  ) throws -> String {
    let person = PersonPlayer.contestant(traits)
    var best: (name: String, margin: Double)?
    for rung in PolicyLocator.ladder.rungs
    where rung.policy != nil && rung.traits == PolicyTraits() {
      let player = try Players.policy(rung.id)
      guard case .pixels = player.policy else { continue }
      let games = GameSeries(player, person, seed: seed).play(0..<Self.trialGames, on: pool)
      let margin = EvaluationSummary(games).meanReward
      if margin >= best?.margin ?? -.infinity { best = (rung.id, margin) }
    }
    guard let best else {
      throw CommandError(
        """
        There is no rung of the ladder that a rival could begin as: name a policy with --from. \
        \(PolicyLocator.advice ?? "")
        """,
        exitCode: CommandError.noInput
      )
    }
    return best.name
  }
}

extension CloneAgreement {
  /// How well the clone knew a match that it had not been taught.
  fileprivate var text: String {
    func percent(_ share: Double) -> String { String(format: "%.0f %%", share * 100) }
    return "Before it was taught the last one, it knew \(percent(accuracy)) of what you did in it "
      + "(always the same: \(percent(majority))), and up from down in \(percent(sidedness)) of your "
      + "moves."
  }
}

extension PersonEstimate {
  /// What was measured, in a sentence.
  fileprivate var text: String {
    var parts: [String] = []
    if let reaction {
      parts.append("reacted after \(Int(reaction.median.rounded())) ms")
    }
    if let aimSpread {
      parts.append(String(format: "met the ball some %.0f lines off your aim", aimSpread))
    }
    let model = "person" + (traits.description.isEmpty ? "" : ":\(traits)")
    return parts.isEmpty
      ? "You are taken for \(model)."
      : "You \(parts.joined(separator: " and ")), like \(model)"
  }
}
