import Foundation
import NeuralNetwork
import PongAgents
public import Reinforcement

/// Writes a run's metrics and checkpoints into its directory.
///
/// It is told the time; what it writes depends on the run and on that alone.
public struct ProgressRecorder: RunRecorder {
  private let directory: RunDirectory
  private let command: String
  private var events: EventFile
  private let table: FileHandle
  private var rows = ""
  private let log: FileHandle
  private var lines = ""
  private var last = (seconds: 0.0, steps: 0)

  /// How many updates lie between two rows that are written.
  private static let interval = 8

  /// Opens the files of a run, new or taken up again.
  ///
  /// - Parameters:
  ///   - directory: The run's directory.
  ///   - command: The command line, for checkpoints.
  ///   - steps: How many agent steps the run has behind it.
  ///   - date: The time since 1970.
  /// - Throws: If the files cannot be opened.
  public init(
    _ directory: RunDirectory,
    command: String,
    steps: Int = 0,
    date: Double
  ) throws {
    self.directory = directory
    self.command = command
    last.steps = steps
    events = try EventFile(in: directory.url, seconds: date)
    table = try FileHandle(forWritingTo: directory.progress)
    try table.seekToEnd()
    // Runs of earlier versions have no log.
    if !FileManager.default.fileExists(atPath: directory.log.path) {
      try Files.write([], to: directory.log)
    }
    log = try FileHandle(forWritingTo: directory.log)
    try log.seekToEnd()
    lines = command + "\n"
  }

  /// What is said of an episode that has ended, as the article's program says it.
  public static func line(ofEpisode number: Int, reward: Float) -> String {
    "At the end of episode \(number) the total reward was : \(reward)"
  }

  /// Notes what an update brought.
  ///
  /// - Parameters:
  ///   - event: The run after it.
  ///   - iteration: The update.
  ///   - date: The time since 1970.
  public mutating func record(
    _ event: TrainingEvent,
    _ iteration: TrainingIteration,
    date: Double
  ) {
    let first = event.episodes - event.finished.count
    for (place, episode) in event.finished.enumerated() {
      lines += Self.line(ofEpisode: first + place, reward: episode.reward) + "\n"
    }
    let rate = Double(event.agentSteps - last.steps) / max(1e-9, event.seconds - last.seconds)
    guard event.updates % Self.interval == 1 || !event.finished.isEmpty else { return }
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
  ///   - date: The time since 1970.
  /// - Throws: If a file cannot be written.
  public mutating func save(_ trainer: Trainer<RunConfiguration>, date: Double) throws {
    // Gathered from all workers before anything can go wrong with a file.
    let state = try Checkpoint.file(of: trainer, command: command, isComplete: true)
    addPictures(of: trainer, date: date)
    try table.write(contentsOf: Data(rows.utf8))
    rows = ""
    try log.write(contentsOf: Data(lines.utf8))
    lines = ""
    try events.flush()
    try Checkpoint.write(state, to: directory.checkpoint)
    let policy = try Checkpoint.file(of: trainer, command: command, isComplete: false)
    try Checkpoint.write(policy, to: directory.policy)
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
        pixels.map { UInt8(127.5 + 127.5 * $0 / most) },
        width: side,
        height: side,
        step: step,
        seconds: date
      )
    }
  }
}
