import ArgumentParser
import Foundation
import PongAgents
import Training

/// `pong evaluate`: how well a policy plays.
struct EvaluateCommand: SeatedCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Let two players play whole episodes, and report how they do.",
    discussion: """
      Rewards are those of the right side, or of the left if the computer is on the right. Episode \
      i starts with seed + i, as gymnasium would.

      PLAYERS
      \(Self.players.summary)

      \(Players.otherPlayers)

      EXAMPLES
        pong evaluate --right runs/article/2026-01-31_20-00-00_s0/policy.safetensors
        pong evaluate --right mine.safetensors --episodes 1000 --greedy
        pong evaluate --left mine.safetensors --right atari --json
      """
  )

  @Option(help: .player("Who is on the left."), completion: Players.completion)
  var left = "atari"

  @Option(help: .player("Who is on the right."), completion: Players.completion)
  var right = "atari"

  @Option(help: "Gym's name of the environment.")
  var environment = "Pong-v0"

  @Option(help: "How many episodes are played.")
  var episodes = 100

  @Option(help: "The first episode's seed.")
  var seed: UInt64 = 0

  @Option(help: "How many threads work; changes the speed only (default: one per core).")
  var threads: Int?

  @OptionGroup(title: "Policies") var policies: PolicyArguments

  @Option(
    help: ArgumentHelp(
      "Write a policy's first 100 observations and probabilities, a JSON object a line.",
      valueName: "file"
    )
  )
  var record: String?

  @Flag(help: "Print one JSON object instead of a table.")
  var json = false

  func validate() throws {
    _ = try EnvironmentID(named: environment)
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
      environment: try EnvironmentID(named: environment),
      left: try contestant(left, in: catalog),
      right: try contestant(right, in: catalog),
      seed: seed
    )
    if let record { try evaluation.recordFrames(100).write(to: URL(fileURLWithPath: record)) }
    let pool = ThreadPool(workerCount: threads ?? ProcessInfo.processInfo.activeProcessorCount)
    let results = try evaluation.run(episodes, on: pool)
    var summary = EvaluationSummary(results)
    if right == Contestant.computer.choice.id { summary.swapSides() }
    print(json ? try summary.json() : table(summary))
  }

  /// Who can be evaluated by name.
  private static var players: [Choice] {
    Players.catalog.choices.filter { $0.id != Contestant.human.choice.id }
  }

  private func contestant(_ name: String, in catalog: PlayerCatalog) throws -> Contestant {
    if name != Contestant.human.choice.id, let contestant = try catalog.contestant(name) {
      return contestant
    }
    throw CommandError(
      "There is no player \"\(name)\" to evaluate. There are: "
        + Self.players.map(\.id).joined(separator: ", ")
        + ", files of policies, and programs as exec:COMMAND.",
      exitCode: CommandError.noInput
    )
  }

  private func table(_ summary: EvaluationSummary) -> String {
    let mean = String(format: "%.2f ± %.2f (95%%)", summary.meanReward, summary.interval95)
    let rallies = String(
      format: "%.1f agent steps, longest %d",
      summary.meanRallyLength,
      summary.longestRally
    )
    return """
      \(left) (left) against \(right) (right), \(environment), \(summary.episodes) episodes
      mean reward     \(mean)
      best, worst     \(summary.best), \(summary.worst)
      points          \(summary.pointsWon) won, \(summary.pointsLost) lost
      rally           \(rallies)
      episode         \(String(format: "%.1f agent steps", summary.meanEpisodeLength))
      """
  }
}
