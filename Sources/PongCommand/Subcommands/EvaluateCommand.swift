import ArgumentParser
import Foundation
import PongAgents
import PongEngine
import Training

/// `pong evaluate`: how well a policy plays.
struct EvaluateCommand: SeatedCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Let two players play whole games, and report how they do.",
    discussion: """
      Rewards are those of who is named on the right, or on the left if the computer is on the \
      right; the report says whose they are. Game i takes its chance from seed + i.

      Games are played as with a person: nobody's actions stick, each policy decides as often as it \
      learned to, and the two change sides after each game. With --environment they are the \
      episodes that gymnasium would play: the sides stay, and the actions that stick are those of \
      the right side alone (of the left if the computer is on the right).

      PLAYERS
      \(Players.opponents.summary)

      \(Players.naming)

      EXAMPLES
        pong evaluate --right runs/article/2026-01-31_20-00-00_s0/policy.safetensors
        pong evaluate --left follower --right champion --sides fixed
        pong evaluate --right mine.safetensors --environment Pong-v0 --episodes 1000 --greedy
        pong evaluate --left mine.safetensors --right atari --json
      """
  )

  @Option(help: .player("Who is on the left."), completion: .player)
  var left = "atari"

  @Option(help: .player("Who is on the right."), completion: .player)
  var right = "atari"

  /// Who sits where in one game after the other.
  enum Sides: String, CaseIterable, ExpressibleByArgument {
    case both
    case fixed
  }

  @Option(help: "both (the default): they change sides after each game. fixed: they never do.")
  var sides: Sides?

  @Option(
    help: "Play the episodes of this environment of gym's, as in Pong-v0.",
    completion: .environment
  )
  var environment: String?

  @Option(help: "How many games or episodes are played.")
  var episodes = 100

  @Option(help: "The first one's seed.")
  var seed: UInt64 = 0

  @OptionGroup var work: ThreadArguments

  @OptionGroup(title: "Policies") var policies: PolicyArguments
  @OptionGroup var replays: ReplayArguments

  @Option(
    help: ArgumentHelp(
      """
      Write a policy's first 100 observations and probabilities against the computer, in Pong-v0 \
      if no environment is named, a JSON object a line.
      """,
      valueName: "file"
    ),
    completion: .file()
  )
  var record: String?

  @Flag(help: "Print one JSON object instead of a table.")
  var json = false

  func validate() throws {
    if let environment { _ = try EnvironmentID(named: environment) }
    guard environment == nil || sides != .both else {
      throw ValidationError("--sides both is for games: an environment's sides are fixed.")
    }
    guard environment == nil || replays.replays == nil else {
      throw ValidationError("--replays is for games: leave --environment out.")
    }
    guard 1...1_000_000 ~= episodes else {
      throw ValidationError("--episodes is 1 to 1000000, not \(episodes).")
    }
    let computer = Contestant.computer.choice.id
    guard left != computer || right != computer else {
      throw ValidationError("Name a policy with --right or --left: both sides are the computer's.")
    }
  }

  func run() throws {
    let catalog = try catalog()
    let evaluation = Evaluation(
      environment: try environment.map { try EnvironmentID(named: $0) } ?? .pongV0,
      left: try Players.opponent(left, in: catalog),
      right: try Players.opponent(right, in: catalog),
      seed: seed
    )
    if let record { try StreamedFile.write(Array(evaluation.recordFrames(100)), to: record) }
    let pool = ThreadPool(workerCount: work.count)
    let summary =
      environment == nil
      ? try playGames(evaluation.left, evaluation.right, on: pool)
      : playEpisodes(evaluation, on: pool)
    try Players.checkPrograms()
    let report = EvaluationReport(
      left: left,
      right: right,
      side: reportsLeft ? .left : .right,
      environment: environment,
      changesSides: sides != .fixed,
      summary: summary
    )
    print(json ? try report.json() : report.text)
  }

  /// Whether it is the left player whose rewards are reported.
  private var reportsLeft: Bool { right == Contestant.computer.choice.id }

  private func playGames(
    _ left: Contestant,
    _ right: Contestant,
    on pool: ThreadPool
  ) throws -> EvaluationSummary {
    var series = GameSeries(left, right, seed: seed, changesSides: sides != .fixed)
    series.keep = try replays.folder?.keeping()
    let games = series.play(0..<episodes, on: pool)
    return EvaluationSummary(reportsLeft ? games : games.map(\.exchanged))
  }

  private func playEpisodes(_ evaluation: Evaluation, on pool: ThreadPool) -> EvaluationSummary {
    var summary = EvaluationSummary(evaluation.run(episodes, on: pool))
    if reportsLeft { summary.swapSides() }
    return summary
  }
}
