import ArgumentParser
import Foundation
import PongAgents
import PongInterface
import Training

/// What can stand at a place of the command line that has more to offer than a list.
enum Candidates {
  /// The most runs or matches that are offered, the newest ones.
  static let most = 50

  // MARK: Players

  /// Players by name, agents of one's own runs, files of policies, programs; behind a colon traits.
  static func players(_ word: String) -> [Candidate] {
    if word.hasPrefix(program) { return files(ofCommand: word) }
    if let colon = word.lastIndex(of: ":") {
      let traits = traits(of: String(word[..<colon]))
      if !traits.isEmpty { return lists(of: traits, completing: word, from: colon) }
    }
    return named(Players.catalog.choices)
      + [Candidate(program, "a program of yours")]
      .compactMap { $0 } + agents(word)
  }

  /// Policies by name, agents of one's own runs, and files.
  static func policies(_ word: String) -> [Candidate] {
    named(PolicyLocator.shipped) + agents(word)
  }

  /// The next player of a list with weights, as in `atari:15,self:20`.
  static func opponents(_ word: String) -> [Candidate] {
    let start = word.lastIndex(of: ",").map(word.index(after:)) ?? word.startIndex
    let learner = [("self", "the policy as it is"), ("past", "what it was earlier")]
    let others = Players.opponents.map { ($0.id, "\($0.title): \($0.detail)") }
    return (learner + others).compactMap { Candidate(word[..<start] + $0.0 + ":", $0.1) }
  }

  private static let program = "exec:"

  private static func named(_ choices: [Choice]) -> [Candidate] {
    choices.compactMap { Candidate($0.id, "\($0.title): \($0.detail)") }
  }

  /// The policies of one's own runs, and files beside them where a word has been begun.
  private static func agents(_ word: String) -> [Candidate] {
    let own = runs(completing: word).map { $0 + "/policy.safetensors" }
      .filter(PathCandidates.exists).compactMap { Candidate($0) }
    let files = PathCandidates(endingIn: ".safetensors").completing(word)
      .filter { !word.isEmpty || !$0.word.hasSuffix("/") }
    return own + files.filter { !own.contains($0) }
  }

  private static func traits(of name: String) -> [(String, String)] {
    if name == PersonPlayer.contestant.choice.id {
      return [
        ("keys", "moves by keys"), ("mouse", "moves by the mouse"),
        ("reaction=", "50 to 500 milliseconds"), ("error=", "how far it misjudges"),
        ("follows", "goes after the ball"), ("predicts", "goes where the ball will be"),
        ("patient", "waits in the middle"), ("fires", "hits hard"),
      ]
    }
    guard Players.policyName(name) != nil else { return [] }
    return [
      ("greedy", "takes the most probable action"),
      ("reaction=", "sees the game so many frames late"),
      ("temperature=", "of the softmax that actions are drawn from"),
    ]
  }

  /// What can follow the last comma or colon of a list of traits.
  private static func lists(
    of traits: [(String, String)],
    completing word: String,
    from colon: String.Index
  ) -> [Candidate] {
    let comma = word.lastIndex(of: ",").map { max($0, colon) } ?? colon
    let said = word[word.index(after: colon)...].split(separator: ",")
    return traits.filter { trait in !said.contains { $0.hasPrefix(trait.0) } }
      .compactMap { Candidate(word[...comma] + $0.0, $0.1) }
  }

  /// The files that the last word of a program's command can become.
  private static func files(ofCommand word: String) -> [Candidate] {
    let start = word.lastIndex(where: { $0 == " " || $0 == ":" }).map(word.index(after:))
    guard let start else { return [] }
    return PathCandidates().completing(String(word[start...]))
      .compactMap { Candidate(word[..<start] + $0.word) }
  }

  // MARK: Runs

  /// The directories of runs, and others.
  static func runs(_ word: String) -> [Candidate] {
    let runs = runs(completing: word).compactMap { Candidate($0) }
    let others = PathCandidates(endingIn: "/").completing(word)
    return runs + others.filter { other in !runs.contains { $0.word + "/" == other.word } }
  }

  /// Experiments, their runs, and other directories.
  static func experiments(_ word: String) -> [Candidate] {
    let parent = RunDirectory.usualParent
    return PathCandidates.names(in: parent).map { "\(parent)/\($0)" }
      .filter(PathCandidates.isDirectory).compactMap { Candidate($0) } + runs(word)
  }

  /// The names that experiments have.
  static func names(_: String) -> [Candidate] {
    let parent = RunDirectory.usualParent
    return PathCandidates.names(in: parent).filter { PathCandidates.isDirectory("\(parent)/\($0)") }
      .compactMap { Candidate($0) }
  }

  /// The runs in the usual place that a word can become, the newest first.
  private static func runs(completing word: String) -> [String] {
    let parent = RunDirectory.usualParent
    let stamped = PathCandidates.names(in: parent).flatMap { name in
      PathCandidates.names(in: "\(parent)/\(name)").map {
        (stamp: $0, path: "\(parent)/\(name)/\($0)")
      }
    }
    return stamped.filter { $0.path.hasPrefix(word) || word.hasPrefix($0.path) }
      .sorted { $0.stamp > $1.stamp }.lazy.map(\.path)
      .filter { PathCandidates.exists($0 + "/config.json") }.prefix(most).map { $0 }
  }

  /// A flag of Spinning Up's, or the value of the flag before it.
  static func spinupWords(
    _ word: String,
    after flag: String,
    for algorithm: SpinupConfiguration.Algorithm
  ) -> [Candidate] {
    switch flag {
    case "--env", "--env_name":
      return EnvironmentID.all.compactMap { Candidate($0.name) }
    case "--act", "--ac_kwargs:activation":
      return SpinupConfiguration.activationNames.compactMap { Candidate($0) }
    case "--preset":
      return SpinupPreset.allCases.filter { $0.isPPO == algorithm.isPPO }
        .compactMap { Candidate($0.rawValue) }
    case "--resume", "--data_dir": return PathCandidates(endingIn: "/").completing(word)
    default:
      let own = SpinupRequest.ownFlags.map { (String($0.0.prefix { $0 != " " }), $0.1) }
      let others = SpinupConfiguration.help(for: algorithm).map { ($0.flag, $0.text) }
      let short = SpinupFlags.substitutions.map { ("--\($0.short)", "short for --\($0.key)") }
      return (short + others + own).compactMap { Candidate($0.0, $0.1) }
    }
  }

  // MARK: Matches

  /// The people whose games are kept.
  static func people(_: String) -> [Candidate] {
    Set(ResultsFile().read().compactMap(\.name)).sorted().compactMap { Candidate($0) }
  }

  /// One's own matches, the newest first, and other files of replays.
  static func matches(_ word: String) -> [Candidate] {
    let folder = MatchFolder.user().url.path
    let own = PathCandidates.names(in: folder).filter { $0.hasSuffix(ReplayFile.suffix) }
      .sorted(by: >).prefix(most).compactMap { Candidate("\(folder)/\($0)") }
    let files = PathCandidates(endingIn: ReplayFile.suffix).completing(word)
      .filter { !word.isEmpty || !$0.word.hasSuffix("/") }
    return [Candidate("last", "the newest of your matches")].compactMap { $0 } + own
      + files.filter { !own.contains($0) }
  }
}

extension CompletionKind {
  /// Somebody who can hold a paddle.
  static let player = custom(Candidates.players)
  /// A policy, by name or file.
  static let policy = custom(Candidates.policies)
  /// A list of opponents with weights.
  static let opponents = custom(Candidates.opponents)
  /// The name of a person.
  static let person = custom(Candidates.people)
  /// The directory of a run.
  static let run = custom(Candidates.runs)
  /// An experiment or the directory of a run.
  static let experiment = custom(Candidates.experiments)
  /// An experiment by its name.
  static let experimentName = custom(Candidates.names)
  /// A match that was played.
  static let match = custom(Candidates.matches)
  /// An environment, as gym calls it.
  static let environment = list(EnvironmentID.all.map(\.name))
  /// The size of a screen or chart.
  static let size = list(["80x24", "100x30", "120x40", "200x60"])

  /// A flag of Spinning Up's, or the value of one.
  static func spinupWord(for algorithm: SpinupConfiguration.Algorithm) -> CompletionKind {
    custom { Candidates.spinupWords($0, after: $1, for: algorithm) }
  }

  private static func custom(
    _ candidates: @escaping @Sendable (_ word: String) -> [Candidate]
  ) -> CompletionKind {
    custom { word, _ in candidates(word) }
  }

  private static func custom(
    _ candidates: @escaping @Sendable (_ word: String, _ before: String) -> [Candidate]
  ) -> CompletionKind {
    custom { words, index, beginning in
      // The library cuts the last word, which the cursor need not be in.
      let typed =
        words.indices.contains(index) && index < words.count - 1 ? words[index] : beginning
      // bash compares candidates with the word as it is typed, the others with what it means.
      let word = CompletionShell.requesting == .bash ? typed : Candidate.meaning(of: typed)
      let before = words.indices.contains(index - 1) ? words[index - 1] : ""
      return candidates(word, before).map { $0.line(for: .requesting) }
    }
  }
}
