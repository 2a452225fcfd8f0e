import ArgumentParser
import Foundation
import Training

/// `pong spinup`: Spinning Up's command line.
struct SpinupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spinup",
    abstract: "Teach networks that see the RAM as OpenAI's Spinning Up does, and look at the runs.",
    discussion: """
      python -m spinup.run is pong spinup here: the same flags and short names, grids of values, \
      names of directories, table, progress.txt and config.json. vpg and ppo are the versions for \
      PyTorch; the names ending in _tf1 start their weights and step as the versions for \
      TensorFlow 1.

      WHAT DIFFERS
        - A run that is there already is not written over unless --overwrite says so, and two runs \
      of a grid that share a directory are refused.
        - All flags are checked before the first run begins, and no run waits five seconds.
        - Values are numbers, texts, lists, dict(...) and Python's arithmetic, never code; names \
      and paths are taken as they stand.
        - Runs are below where the command runs, in data; config.json has all settings, the \
      environment's name and the number of workers among them.
        - The saved policy is the one after the epoch's update, and not before it.
        - VPG's KL and DeltaLossPi are measured after the step, and not always 0.
        - trpo, ddpg, td3 and sac are not here.
        - Where no episode has ended in an epoch, its return is nan and the run goes on.
        - Runs can go on (--resume).

      EXAMPLES
        pong spinup vpg --hid "[200]" --env Pong-ram-v0 --exp_name FloydHub-blog --dt \
      --epochs 20000 --seed 40
        pong spinup ppo --preset strong-ppo --exp_name night
        pong spinup vpg --env Pong-ram-v0 --hid "[32]" "[64,32]" --seed 0 10 20 --exp_name grid
      """,
    subcommands: [
      SpinupAlgorithmCommand<VPG>.self, SpinupAlgorithmCommand<PPO>.self,
      SpinupAlgorithmCommand<VPGPyTorch>.self, SpinupAlgorithmCommand<VPGTensorFlow>.self,
      SpinupAlgorithmCommand<PPOPyTorch>.self, SpinupAlgorithmCommand<PPOTensorFlow>.self,
      SpinupPlotCommand.self, SpinupTestPolicyCommand.self, SpinupHelpCommand.self,
    ]
  )

  /// Spinning Up's algorithms that are not here, without the library's name.
  private static let missing: Set = ["trpo", "ddpg", "td3", "sac", "dqn"]

  /// What is said of a subcommand that Spinning Up has and this program has not; `nil` of others.
  static func note(onMissing name: String) -> String? {
    guard let algorithm = name.split(separator: "_").first.map(String.init),
      missing.contains(algorithm),
      [algorithm, algorithm + "_pytorch", algorithm + "_tf1"].contains(name)
    else { return nil }
    return "\(algorithm) is not here; there are vpg and ppo."
  }
}

/// `pong spinup help`, as `python -m spinup.run help`.
struct SpinupHelpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "help",
    abstract: "Tell what there is.",
    shouldDisplay: false
  )

  @Argument(help: .hidden)
  var words: [String] = []

  func run() throws {
    print(Pong.helpMessage(for: SpinupCommand.self))
  }
}

/// An algorithm as a type, so that each is a command of its own.
protocol SpinupAlgorithm {
  static var algorithm: SpinupConfiguration.Algorithm { get }
}

enum VPG: SpinupAlgorithm { static let algorithm = SpinupConfiguration.Algorithm.vpg }
enum VPGPyTorch: SpinupAlgorithm { static let algorithm = SpinupConfiguration.Algorithm.vpgPyTorch }
enum VPGTensorFlow: SpinupAlgorithm {
  static let algorithm = SpinupConfiguration.Algorithm.vpgTensorFlow
}
enum PPO: SpinupAlgorithm { static let algorithm = SpinupConfiguration.Algorithm.ppo }
enum PPOPyTorch: SpinupAlgorithm { static let algorithm = SpinupConfiguration.Algorithm.ppoPyTorch }
enum PPOTensorFlow: SpinupAlgorithm {
  static let algorithm = SpinupConfiguration.Algorithm.ppoTensorFlow
}

/// `pong spinup vpg` and its like, whose flags are Spinning Up's and not this program's.
struct SpinupAlgorithmCommand<A: SpinupAlgorithm>: RawCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: A.algorithm.rawValue,
      abstract: A.algorithm.isPPO
        ? "Proximal policy optimisation." : "Vanilla policy gradient with generalised advantages."
    )
  }

  @Argument(
    parsing: .captureForPassthrough,
    help: "Spinning Up's flags; see --help.",
    completion: .spinupWord(for: A.algorithm)
  )
  var words: [String] = []

  func run() throws {
    guard !words.contains(where: { ["--help", "-h", "help"].contains($0) }) else {
      print(help)
      return
    }
    #if MPI
    if MPIRank.isOne {
      return try MPIRank.run { group in
        try SpinupSession.run(as: group) { workers in
          try SpinupRequest(words, algorithm: A.algorithm, workers: workers, date: Date())
        }
      }
    }
    #endif
    try SpinupSession(request: SpinupRequest(words, algorithm: A.algorithm, date: Date())).run()
  }

  private var help: String {
    func lines(_ flags: [(String, String)]) -> String {
      flags.map { "  \($0.0)\n      \($0.1)" }.joined(separator: "\n")
    }
    let presets = SpinupPreset.allCases.filter { $0.isPPO == A.algorithm.isPPO }.map {
      ($0.rawValue, $0.words.joined(separator: " "))
    }
    return """
      USAGE: pong spinup \(A.algorithm.rawValue) --env NAME [--FLAG VALUE ...] ...

      Several values of flags make a grid of runs, one after the other. A flag without a value is \
      True; --FLAG[SHORT] says what stands for it in directories' names. Values may be computed: \
      "[32]*2", 99/100, 1e3, "dict(hidden_sizes=[32])". Every save_freq epochs and at the end the \
      policy after the epoch's update is saved. pong spinup --help says what is not as in Spinning Up.

      Ctrl-C, and every other signal that asks for the end, lets a run finish its epoch and saves it; \
      --resume goes on. With SIGUSR1 it is saved after its epoch and goes on at once.

      FLAGS OF A RUN
      \(lines(SpinupConfiguration.help(for: A.algorithm).map { ($0.flag, $0.text) }))

      FLAGS OF ALL RUNS
      \(lines(SpinupRequest.ownFlags))

      PRESETS
      \(lines(presets))
      """
  }
}
