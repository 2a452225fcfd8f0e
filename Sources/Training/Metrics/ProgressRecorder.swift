import FileAccess
import Foundation
import NeuralNetwork
import PongAgents
public import Reinforcement

/// Writes a run's metrics and checkpoints into its directory.
///
/// It is told the time; what it writes depends on the run and on that alone.
public struct ProgressRecorder: RunRecorder {
  private let directory: RunDirectory
  private let files: RunFiles
  private let command: String
  private var events: EventFile
  private let table: GrowingFile
  private var rows = ""
  private let log: GrowingFile
  private var lines = ""
  private var last: (seconds: Double, steps: Int)
  private var lastFlush: Double
  private let updatesBefore: Int
  /// How many checkpoints are kept beside the last one.
  var keptCheckpoints = 0

  /// Who is to know something about the run's earlier files; empty if nothing is amiss.
  public private(set) var warnings: [String] = []

  /// How many updates lie between two rows that are written.
  private static let interval = 8
  /// Seconds after which rows, lines and events are on the disk at the latest.
  private static let flushInterval = 10.0

  /// Opens the files of a run; those of one that is taken up are cut to its checkpoint.
  ///
  /// - Parameters:
  ///   - directory: The run's directory.
  ///   - files: The right to write there.
  ///   - command: The command line, for the log and checkpoints.
  ///   - progress: How far the run's checkpoint has come; nothing done for a new run.
  ///   - seconds: How long it had learned then; `nil` if the checkpoint does not say.
  ///   - date: The time since 1970.
  /// - Throws: If the files cannot be opened.
  public init(
    _ directory: RunDirectory,
    _ files: RunFiles,
    command: String,
    after progress: RunProgress = RunProgress(),
    seconds: Double? = nil,
    date: Double
  ) throws {
    self.directory = directory
    self.files = files
    self.command = command
    let limit = 1 << 30
    let history = RowHistory(
      try files.read(directory.progress, limit: limit) ?? [],
      columns: ProgressRow.columns,
      upTo: progress.updates
    )
    if (history.last("episodes") ?? 0) < Double(progress.episodes) {
      warnings.append(
        "\(directory.progress.path): has fewer rows than the checkpoint; the curve has a gap"
      )
    }
    last = (seconds ?? history.last("seconds") ?? 0, progress.agentSteps)
    lastFlush = date
    updatesBefore = progress.updates
    // Agents of updates that are done again.
    for name in files.directory.names
    where RunDirectory.agentSteps(ofKept: name) ?? 0 > progress.agentSteps {
      // What cannot be removed is nobody's agent, such as a directory of that name.
      try? files.directory.remove(name)
    }
    try Self.cutEvents(in: files.directory, to: history, progress)
    events = try EventFile(in: files.directory, seconds: date)
    table = try files.grow(directory.progress, from: history.bytes)
    let earlier = try files.read(directory.log, limit: limit) ?? []
    log = try files.grow(
      directory.log,
      from: Array((LogHistory.text(earlier, upTo: progress) + command + "\n").utf8)
    )
  }

  /// How long the run had learned before.
  public var seconds: Double { last.seconds }

  /// Cuts the event files of earlier sessions to a checkpoint.
  private static func cutEvents(
    in directory: Directory,
    to rows: RowHistory,
    _ progress: RunProgress
  ) throws {
    let episodes = rows.table.values(of: "episodes") ?? []
    var history = EventHistory(
      upTo: progress.episodes,
      scalarsAtEnd: episodes.count { $0 == Double(progress.episodes) }
    )
    for name in directory.names where name.contains(EventFile.mark) && !name.hasPrefix(".") {
      guard let bytes = try directory.read(name, limit: 1 << 31) else { continue }
      let kept = history.cut(bytes)
      if let kept, kept.count < bytes.count { try directory.write(kept, to: name) }
      if kept == nil { try directory.remove(name) }
    }
  }

  /// What is said of an episode that has ended, as the article's program says it.
  public static func line(ofEpisode number: Int, reward: Float) -> String {
    "\(lineStart)\(number)\(lineMiddle)\(reward)"
  }

  private static let lineStart = "At the end of episode "
  private static let lineMiddle = " the total reward was : "

  /// The episode that a line of the log is about; `nil` for a command.
  static func episode(ofLine line: String) -> Int? {
    guard line.hasPrefix(lineStart) else { return nil }
    let rest = line.dropFirst(lineStart.count)
    return rest.range(of: lineMiddle).flatMap { Int(rest[..<$0.lowerBound]) }
  }

  /// What is said when the run has been saved because somebody asked for it.
  public static func line(ofSaveAt agentSteps: Int) -> String { saveStart + "\(agentSteps)" }

  private static let saveStart = "Saved as asked at agent step "

  /// The agent steps of a line of the log about a save; `nil` for other lines.
  static func agentSteps(ofLine line: String) -> Int? {
    line.hasPrefix(saveStart) ? Int(line.dropFirst(saveStart.count)) : nil
  }

  /// Notes what an update brought.
  ///
  /// - Parameters:
  ///   - event: The run after it.
  ///   - iteration: The update.
  ///   - date: The time since 1970.
  /// - Throws: If a file cannot be written.
  public mutating func record(
    _ event: TrainingEvent,
    _ iteration: TrainingIteration,
    date: Double
  ) throws {
    let first = event.episodes - event.finished.count
    for (place, episode) in event.finished.enumerated() {
      lines += Self.line(ofEpisode: first + place, reward: episode.reward) + "\n"
    }
    if event.updates % Self.interval == 1 || !event.finished.isEmpty { add(event, date: date) }
    if date >= lastFlush + Self.flushInterval { try flush(date: date) }
  }

  private mutating func add(_ event: TrainingEvent, date: Double) {
    let rate = Double(event.agentSteps - last.steps) / max(1e-9, event.seconds - last.seconds)
    last = (event.seconds, event.agentSteps)
    let row = ProgressRow(event, rate: rate)
    rows += row.line + "\n"
    let scalars = zip(ProgressRow.columns, row.values).compactMap { name, value in
      Self.tags[name].flatMap { tag in value.map { (tag, $0) } }
    }
    // Who plays against the policy differs from run to run: the table's columns do not.
    let standings = event.standings.count > 1 ? event.standings : []
    let opponents = standings.compactMap { standing in
      standing.meanReward.map { ("opponents/\(standing.name)", $0) }
    }
    events.add(scalars: scalars + opponents, step: event.episodes, seconds: date)
  }

  /// TensorBoard's names of the columns that it gets: the article's where it has them.
  private static let tags = [
    "episode_reward": "episode_reward", "episode_length": "episode_length",
    "mean_reward_100": "mean_reward_100", "running_reward": "running_reward", "loss": "loss",
    "value_loss": "value_loss", "entropy": "entropy", "accuracy": "acc",
    "divergence": "divergence", "clipped": "clipped",
    "agent_steps_per_second": "agent_steps_per_second",
  ]

  /// Writes rows and events, and the run's state as a checkpoint and a policy.
  ///
  /// - Parameters:
  ///   - trainer: The run, between two iterations.
  ///   - seconds: How long it has learned.
  ///   - date: The time since 1970.
  ///   - isRequested: Whether somebody asked for it, which the log tells.
  /// - Throws: If a file cannot be written.
  public mutating func save(
    _ trainer: Trainer<RunConfiguration>,
    seconds: Double,
    date: Double,
    isRequested: Bool = false
  ) throws {
    // Gathered from all workers before anything can go wrong with a file. Where it cannot be saved, the
    // rows say why.
    let gathering = Result {
      try Checkpoint.file(of: trainer, command: command, isComplete: true, seconds: seconds)
    }
    if case .failure = gathering { try? flush(date: date) }
    let state = try gathering.get()
    let progress = trainer.progress
    // A run that has gone no further has its pictures.
    if progress.updates > updatesBefore { addPictures(of: trainer, date: date) }
    if isRequested { lines += Self.line(ofSaveAt: progress.agentSteps) + "\n" }
    try flush(date: date)
    try table.synchronize()
    try files.write(state, to: directory.checkpoint)
    let policy = try Checkpoint.file(of: trainer, command: command, isComplete: false)
    try files.write(policy, to: directory.policy)
    if keptCheckpoints > 0 { try keep(state, agentSteps: progress.agentSteps) }
  }

  /// Keeps a checkpoint under a name of its own, and removes the oldest beyond as many as are kept.
  private func keep(_ state: Safetensors, agentSteps: Int) throws {
    try files.write(state, to: directory.checkpoint(agentSteps: agentSteps))
    let kept = files.directory.names.filter { RunDirectory.agentSteps(ofKept: $0) != nil }
    for name in kept.dropLast(keptCheckpoints) { try files.directory.remove(name) }
  }

  /// Writes what has been noted.
  private mutating func flush(date: Double) throws {
    lastFlush = date
    try table.append(rows.utf8)
    rows = ""
    try log.append(lines.utf8)
    lines = ""
    try events.flush()
  }

  /// Adds histograms of all weights, and what the units with the greatest say look for.
  private mutating func addPictures(of trainer: Trainer<RunConfiguration>, date: Double) {
    let network = trainer.network
    let shape = network.shape
    let step = trainer.progress.episodes
    let hidden = (0..<shape.inputCount).flatMap { Array(network.hiddenWeights(ofInput: $0)) }
    let output = (0..<shape.logitCount).flatMap { Array(network.weights(ofOutput: $0)) }
    events.add(histogram: "hidden/weight", of: hidden, step: step, seconds: date)
    events.add(
      histogram: "hidden/bias",
      of: Array(network.hiddenBias),
      step: step,
      seconds: date
    )
    events.add(histogram: "policy/weight", of: output, step: step, seconds: date)
    let first = network.weights(ofOutput: 0)
    let units = first.indices.sorted { (abs(first[$0]), $1) > (abs(first[$1]), $0) }.prefix(6)
    let (side, count) = (80, 6400)
    for unit in units {
      var pixels = [Float](repeating: 0, count: count)
      for input in 0..<count {
        pixels[PongObservation.place(ofInput: input)] = network.hiddenWeights(ofInput: input)[unit]
      }
      let most = max(pixels.reduce(0) { max($0, abs($1)) }, .leastNormalMagnitude)
      events.add(
        picture: "hidden/unit \(unit)",
        pixels.map { UInt8(127.5 + 127.5 * ($0 / most)) },
        width: side,
        height: side,
        step: step,
        seconds: date
      )
    }
  }
}
