import ArgumentParser
import Foundation
import PongAgents
import PongEngine
import PongInterface
import Training

/// `pong spinup test_policy`: watch what a run has learned.
struct SpinupTestPolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test_policy",
    abstract: "Watch a run's policy play against the computer, or let it play unseen.",
    discussion: """
      On the terminal the policy holds the right bat; q leaves. With --norender every episode is \
      told in a line, and a table sums them up.

      EXAMPLES
        pong spinup test_policy data/cmd_vpg_pytorch/cmd_vpg_pytorch_s0
        pong spinup test_policy data/cmd_vpg_pytorch/cmd_vpg_pytorch_s0 -n 20 -nr
      """
  )

  @Argument(help: "The run's directory.", completion: .directory)
  var directory: String

  @Option(
    name: [.long, .customShort("l")],
    help: "With --norender: the steps that cut an episode off; 0 for none."
  )
  var len = 0

  @Option(name: [.long, .customShort("n")], help: "With --norender: how many episodes are played.")
  var episodes = 100

  @Flag(name: [.long, .customLong("nr", withSingleDash: true)], help: "Play unseen.")
  var norender = false

  @Option(
    name: [.long, .customShort("i")],
    parsing: .unconditional,
    help: "The policy after this epoch (of a run with --keep_policies); -1 for the last one."
  )
  var itr = -1

  @Flag(name: [.long, .customShort("d")], help: "Always take the most probable action.")
  var deterministic = false

  @Option(help: "The seed of the first episode.")
  var seed: UInt64 = 0

  @OptionGroup(title: "Terminal") var terminal: TerminalArguments

  func validate() throws {
    guard len >= 0 else { throw ValidationError("--len is 0 or more, not \(len).") }
    guard 1...1_000_000 ~= episodes else {
      throw ValidationError("--episodes is 1 to 1000000, not \(episodes).")
    }
  }

  func run() throws {
    let run = RunDirectory(URL(fileURLWithPath: directory, isDirectory: true), layout: .spinup)
    let file = itr >= 0 ? run.policy(epoch: itr) : run.policy
    guard FileManager.default.fileExists(atPath: file.path) else {
      let hint = itr >= 0 ? "; only a run with --keep_policies has policies of single epochs" : ""
      throw CommandError(
        "\(file.path): there is no such policy\(hint).",
        exitCode: CommandError.noInput
      )
    }
    if norender {
      try playUnseen(file)
    } else {
      try play(file)
    }
  }

  private var traits: PolicyTraits {
    PolicyTraits(selection: deterministic ? .greedy : .sampled(temperature: 1))
  }

  private func play(_ file: URL) throws {
    let catalog = try Players.catalog(naming: [file.path], traits: traits)
    var settings = SettingsFile().read()
    settings.left = Contestant.computer.choice.id
    settings.right = file.path
    settings.mode = .classic
    settings.smallBats = .none
    settings.points = 21
    try GameRun(arguments: terminal, catalog: catalog, seed: seed).play(settings)
  }

  private func playUnseen(_ file: URL) throws {
    let policy = try Players.policy(file.path, traits: traits)
    var evaluation = Evaluation(
      environment: policy.environment,
      left: .computer,
      right: policy,
      seed: seed
    )
    evaluation.maximumLength = len == 0 ? nil : len
    let pool = ThreadPool(workerCount: ProcessInfo.processInfo.activeProcessorCount)
    let results = evaluation.run(episodes, on: pool)
    var text = ""
    for (number, episode) in results.enumerated() {
      let reward = String(format: "%.3f", Double(episode.reward))
      text += "Episode \(number) \t EpRet \(reward) \t EpLen \(episode.length)\n"
    }
    print(text + SpinupRow(results).table, terminator: "")
  }
}
