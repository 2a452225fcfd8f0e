import ArgumentParser
import Foundation
import PongAgents
import Training

/// `pong evaluate`: how well a policy plays.
struct EvaluateCommand: SeatedCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Let two players play whole games, and report how they do.",
    discussion: """
      Rewards are those of who is named on the right, or on the left if the computer is on the \
      right. Game i takes its chance from seed + i.

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

  @Option(help: "How many threads work; changes the speed only (default: one per core).")
  var threads: Int?

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
    guard threads.map({ 1...256 ~= $0 }) ?? true else {
      throw ValidationError("--threads is 1 to 256.")
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
    let pool = ThreadPool(workerCount: threads ?? ProcessInfo.processInfo.activeProcessorCount)
    let summary =
      environment == nil
      ? try playGames(evaluation.left, evaluation.right, on: pool)
      : playEpisodes(evaluation, on: pool)
    try Players.checkPrograms()
    print(json ? try summary.json() : table(summary))
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

  private func table(_ summary: EvaluationSummary) -> String {
    let isGame = summary.unit == .frame
    let unit = isGame ? "frames" : "agent steps"
    var rally = isGame ? String(format: "%.1f hits, ", summary.meanRallyHits ?? 0) : ""
    rally += String(format: "%.1f \(unit), longest ", summary.meanRallyLength)
    rally += summary.longestRallyHits.map { "\($0) hits, " } ?? ""
    rally += "\(summary.longestRally)"
    func figure(_ value: Double) -> String { String(format: "%.2f", value) }
    let mean = "\(figure(summary.meanReward)) ± \(figure(summary.interval95)) (95%)"
    var rows = [("mean reward", mean)]
    if let left = summary.meanRewardLeft, let right = summary.meanRewardRight {
      rows.append(("by side", "\(figure(left)) from the left, \(figure(right)) from the right"))
    }
    rows += [
      ("best, worst", "\(summary.best), \(summary.worst)"),
      ("points", "\(summary.pointsWon) won, \(summary.pointsLost) lost"),
      ("rally", rally),
      (isGame ? "game" : "episode", String(format: "%.1f \(unit)", summary.meanEpisodeLength)),
    ]
    if summary.timeOuts > 0 {
      let cutOff = "cut off by the console after 18 minutes"
      rows.append(("time-outs", "\(summary.timeOuts) of \(summary.episodes), \(cutOff)"))
    }
    let lines = rows.map { name, value in
      name.padding(toLength: 16, withPad: " ", startingAt: 0) + value
    }
    return ([heading(summary)] + lines).joined(separator: "\n")
  }

  private func heading(_ summary: EvaluationSummary) -> String {
    let (count, named) = (summary.episodes, "\(left) (left) against \(right) (right)")
    if let environment { return "\(named), \(environment), \(count) episodes" }
    return sides == .fixed
      ? "\(named), \(count) games"
      : "\(left) against \(right), \(count) games from both sides"
  }
}
