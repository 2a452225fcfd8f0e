import ArgumentParser
import FileAccess
import Foundation
import PongAgents
import PongEngine
import PongInterface
import PongTerminal
import Reinforcement
import Text
import Training

#if MPI
import MessagePassing
#endif

/// `pong train`: teach a network, and keep all that it takes to do it again.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Teach a network to play from pixels.",
    discussion: """
      PRESETS
      \(Preset.allCases.map { description(of: $0) }.joined(separator: "\n"))
      Every setting of a preset can be replaced by an option.

      \(rivalDiscussion)

      A run lives in DIRECTORY/NAME/STAMP_sSEED/: config.json, progress.csv, log.txt, event files \
      for TensorBoard, checkpoint.safetensors (take it up with --resume) and policy.safetensors \
      (play against it). The same seed gives the same weights, to the bit, on every machine and \
      with any number of threads.

      On a terminal a screen opens: the agent as it is now plays a match beside its learning curve \
      while it goes on learning; t takes the other paddle, the arrows show it as it was earlier, g \
      plays against it in the end, ? tells all keys. --headless keeps to one line; where output is no \
      terminal, each episode has a line. The weights are the same either way.

      With --until-reward the exit code is 0 if the mean of the last 100 episodes got there, and 3 \
      if a limit came first. Ctrl-C, or q on the screen, ends a run in good order, and so does every \
      signal that asks for it: a window that closes loses nothing. A signal that ends the screen, or \
      one other than SIGINT and SIGTERM, makes the exit code 128 more than it. SIGUSR1 does not end \
      it: the run is saved at once and goes on, and log.txt has a line about it.

      EXAMPLES
        pong train
        pong train article --until-reward 0 --seed 1
        pong train fast --environment PongDeterministic-v4 --until-reward 20
        pong train strong --time-limit 180 --name night
        pong train rival
        pong train --from champion --learning-rate 0.0005 --steps 20000000
        pong train fast --headless --until-reward 0
        pong train --resume runs/night/2026-01-31_20-00-00_s0 --episodes 20000
      """
  )

  /// A preset with what it sets beside the defaults of the options.
  private static func description(of preset: Preset) -> String {
    "  \(preset.rawValue): \(preset.summary): \(preset.options.joined(separator: " "))"
  }

  /// The episodes of a run that no other limit ends: as many as the article's.
  private static let defaultEpisodes = 10_000

  @Argument(
    help: "What to start from: \(TrainSubject.allValueStrings.joined(separator: ", ")).",
    completion: .list(TrainSubject.allValueStrings)
  )
  var subject: TrainSubject?

  @Option(
    parsing: .unconditional,
    help: "End when the mean reward of the last 100 episodes is at least this."
  )
  var untilReward: Double?

  @Option(help: "End after this many episodes (\(defaultEpisodes) if there is no limit at all).")
  var episodes: Int?

  @Option(help: "End after this many agent steps.")
  var steps: Int?

  @Option(help: "End after this many seconds.")
  var timeLimit: Double?

  @Option(help: "The seed of all chance.")
  var seed: UInt64?

  @OptionGroup var work: ThreadArguments

  @Option(
    help: "The experiment's name (default: the preset's); of a rival: whose it is.",
    completion: .experimentName
  )
  var name: String?

  @Option(help: "Where the runs are.", completion: .directory)
  var directory = RunDirectory.usualParent

  @Option(
    help: """
      Go on with the run in this directory, with its settings, its goal and, unless others are \
      given, its limits; or from this checkpoint of it, which discards what came later.
      """,
    completion: .run
  )
  var resume: String?

  @Option(help: "Seconds between two checkpoints.")
  var checkpointInterval = TrainingRun.usualCheckpointInterval

  @Option(
    help: """
      Keep so many checkpoints beside the last one: the agent as it was, which plays, and which the \
      screen shows by age when the run is taken up.
      """
  )
  var keepCheckpoints = 0

  @Flag(
    help: """
      Open no screen: say how it goes in one line, or, where output is no terminal, in a line for \
      each episode.
      """
  )
  var headless = false

  @Flag(help: "Look inside the agent's network from the start (the key n does so later).")
  var inspect = false

  @Flag(help: "Say nothing on the way.")
  var quiet = false

  @Flag(help: "End with one JSON object on a line of its own.")
  var json = false

  @OptionGroup(title: "Settings of a preset")
  var options: TrainOptions

  @OptionGroup(title: "Rival") var rival: RivalArguments
  @OptionGroup(title: "Terminal") var terminal: TerminalArguments

  func validate() throws {
    func check(_ condition: Bool, _ message: String) throws {
      guard condition else { throw ValidationError(message) }
    }
    for (option, value) in [("--episodes", episodes), ("--steps", steps)] {
      if let value { try check(value > 0, "\(option) is more than 0, not \(value).") }
    }
    if let untilReward {
      try check(untilReward.isFinite, "--until-reward is a finite number, not \(untilReward).")
    }
    let durations = [("--time-limit", timeLimit), ("--checkpoint-interval", checkpointInterval)]
    for (option, value) in durations {
      guard let value else { continue }
      let isLength = value > 0 && value.isFinite
      try check(isLength, "\(option) is more than 0, and finite, not \(value).")
    }
    try check(
      0...10_000 ~= keepCheckpoints,
      "--keep-checkpoints is 0 to 10000, not \(keepCheckpoints)."
    )
    let isPlain = name.map { !$0.isEmpty && !$0.hasPrefix(".") && !$0.contains("/") } ?? true
    try check(isPlain, "--name is a directory's name, without a slash and a dot at the start.")
    try check(
      subject == .rival || rival.isUntouched,
      "--matches and --replays are for pong train rival."
    )
    if resume != nil {
      var given = RunConfiguration()
      let isUnderstood = (try? options.apply(to: &given)) != nil
      given.opponents = .computer
      try check(
        subject == nil && seed == nil && name == nil && isUnderstood && given == RunConfiguration(),
        """
        --resume takes up a run with its own settings: only limits can be given with it, and \
        --opponents as they are.
        """
      )
    } else {
      do {
        let configuration = try chosenConfiguration
        try configuration.validate()
        try check(
          configuration.actions.contains { PaddleInput($0).turn != 0 },
          "--actions \(configuration.actions.map(\.name).joined(separator: ",")) moves no bat: "
            + "actions with RIGHT move it up, those with LEFT down; UP and DOWN do nothing."
        )
      } catch let error as ConfigurationError {
        throw ValidationError("\(error).")
      }
    }
  }

  /// The preset with what was given in place of its values; a file to begin with is not read.
  private var chosenConfiguration: RunConfiguration {
    get throws {
      var configuration = (preset ?? .article).configuration
      try apply(to: &configuration)
      return configuration
    }
  }

  private func apply(to configuration: inout RunConfiguration) throws {
    try options.apply(to: &configuration)
    configuration.seed = seed ?? configuration.seed
  }

  /// The preset, that of the policy to begin with unless said otherwise, with what was given in
  /// place of its values; and that policy, if there is one.
  private func chosen() throws -> (configuration: RunConfiguration, initialPolicy: PongPolicy?) {
    let given = try chosenConfiguration
    guard !given.from.isEmpty else { return (given, nil) }
    let (trained, metadata) = try PolicyLocator.read(given.from)
    let own = metadata["preset"].flatMap { Preset(rawValue: $0) }
    var configuration = (preset ?? own ?? .article).configuration
    let policy = try configuration.begin(with: trained, named: given.from)
    try apply(to: &configuration)
    return (configuration, policy)
  }

  /// The preset to start from, if one was named.
  private var preset: Preset? { subject?.preset }

  func run() throws {
    #if MPI
    guard subject != .rival || !MPIRank.isOne else {
      throw CommandError("A rival is trained by one process.", exitCode: CommandError.usage)
    }
    #endif
    guard subject != .rival else { return try runRival() }
    #if MPI
    if MPIRank.isOne {
      return try MPIRank.run { try run(as: $0) }
    }
    #endif
    let isOnScreen = !headless && !quiet && !json
    try finish(try session.run(onScreen: isOnScreen, isQuiet: quiet) { try makeRun() })
  }

  var session: TrainingSession {
    TrainingSession(
      rule: stopRule,
      terminal: terminal,
      interval: checkpointInterval,
      kept: keepCheckpoints,
      inspects: inspect
    )
  }

  /// Says how the run has ended.
  func finish(_ summary: TrainingRun.Summary) throws {
    if !quiet { print(summary.text) }
    if json { print(try summary.json(.withoutEscapingSlashes)) }
    if Interruption.exitCode != 0 { throw ExitCode(Interruption.exitCode) }
    // Who gives a run that is taken up a limit asks for no more than that.
    let asksForLimit = StopRule(episodes: episodes, agentSteps: steps, seconds: timeLimit)
    let asksForReward =
      untilReward != nil || asksForLimit == StopRule() && stopRule.reward != nil
    if asksForReward, !summary.reached { throw ExitCode(3) }
  }

  private func makeRun() throws -> sending TrainingRun {
    let start = try start()
    return try TrainingRun.onThreads(
      start,
      players: try players(of: start),
      threads: work.count,
      context: .process,
      since: ProcessClock.start
    )
  }

  /// Who can be an opponent in the run: the catalog, and the files that the run names.
  private func players(of start: TrainingRun.Start) throws -> PlayerCatalog {
    let configuration = try start.configuration
    if case .resumed(let directory, _) = start { try check(configuration.opponents, of: directory) }
    return try Players.catalog(naming: configuration.opponents.members.map(\.player))
  }

  /// Makes sure that a run from somebody else starts no program that the user knows nothing of.
  private func check(_ opponents: OpponentMix, of directory: RunDirectory) throws {
    var given = RunConfiguration()
    try options.apply(to: &given)
    if given.opponents == opponents { return }
    guard given.opponents == .computer else {
      throw CommandError(
        "--opponents are those of the run that is taken up, \(opponents.text), or left out.",
        exitCode: CommandError.usage
      )
    }
    if let program = opponents.members.first(where: { ProgramName($0.player) != nil }) {
      throw CommandError(
        """
        \(directory.url.path): the run names a program, which is run to play against it: \
        "\(program.player)". If that is what you want, name its opponents once more: \
        --opponents \(opponents.text.shellQuoted).
        """,
        exitCode: CommandError.notAllowed
      )
    }
  }

  private var stopRule: StopRule {
    let given = StopRule(
      reward: untilReward,
      episodes: episodes,
      agentSteps: steps,
      seconds: timeLimit
    )
    // What is wrong with its files is told when it is taken up.
    let earlier = resumed.flatMap { try? $0.directory.description() }?.goal ?? StopRule()
    var rule = earlier.replaced(by: given)
    guard rule == StopRule() else { return rule }
    if subject == .rival { return StopRule(seconds: RivalPlan.usualSeconds) }
    rule.episodes = Self.defaultEpisodes
    return rule
  }

  /// The run that is taken up, and the checkpoint from which it goes on if one is named.
  private var resumed: (directory: RunDirectory, checkpoint: URL?)? {
    guard let resume else { return nil }
    let url = URL(fileURLWithPath: resume)
    guard Files.isFile(url) else {
      return (RunDirectory(URL(fileURLWithPath: resume, isDirectory: true)), nil)
    }
    return (RunDirectory(url.deletingLastPathComponent()), url)
  }

  /// A new run or one taken up again.
  private func start(workers: Int? = nil) throws -> TrainingRun.Start {
    guard let resumed else {
      var (configuration, policy) = try chosen()
      configuration.workers = workers ?? configuration.workers
      return .new(
        configuration,
        directory: URL(fileURLWithPath: directory, isDirectory: true),
        name: name ?? configuration.preset,
        initialPolicy: policy
      )
    }
    return .resumed(resumed.directory, from: resumed.checkpoint)
  }
}

#if MPI
extension TrainCommand {
  /// Trains as one of the processes that mpirun has started; the one with rank 0 talks.
  private func run(as worker: ProcessGroup) throws {
    let given = try chosenConfiguration.workers
    guard resume != nil || given == 1 || given == worker.size else {
      throw ConfigurationError(
        "--workers",
        String(given),
        expected: "left out or \(worker.size), the number of MPI's processes"
      )
    }
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let share = work.threads ?? max(1, cores / worker.size)
    let start = try start(workers: worker.size)
    SavingRequest.watch()
    Interruption.watch()
    guard worker.rank == 0 else {
      try TrainingRun.follow(
        start,
        as: worker,
        players: try players(of: start),
        threads: share,
        context: .process,
        since: ProcessClock.start
      )
      return
    }
    let summary = try session.runHeadless(isQuiet: quiet) {
      try TrainingRun(
        start,
        workers: worker,
        players: try players(of: start),
        threads: share,
        context: .process,
        since: ProcessClock.start
      )
    }
    try finish(summary)
  }
}
#endif
