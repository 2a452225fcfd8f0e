import Foundation
import Testing
import Training

@testable import PongCommand

/// Command lines of `python -m spinup.run`, and what becomes of them there and here.
///
/// What is expected is worked out from Spinning Up's sources of 2020: `run.py`
/// (`parse_and_execute_grid_search`: words, short names, shorthands, the name of the experiment),
/// `utils/run_utils.py` (`ExperimentGrid.variant_name`, `variants`, `print`, `valid_str`;
/// `setup_logger_kwargs`: directories) and `utils/logx.py` (`save_config`).
struct SpinupCommandLineTests {
  /// A command line and what it asks for.
  struct Line: CustomTestStringConvertible {
    var line: String
    /// The runs' directories below where the command runs, `DAY` and `TIME` standing for dates.
    var directories: [String]
    /// Lines of `config.json` that the last run has, without the spaces before them.
    var config: [String] = []
    /// Texts within what is printed before the first run.
    var prints: [String] = []

    var testDescription: String { line }

    init(
      _ line: String,
      _ directories: [String],
      config: [String] = [],
      prints: [String] = []
    ) {
      self.line = line
      self.directories = directories
      self.config = config
      self.prints = prints
    }
  }

  private static let date = Date(timeIntervalSince1970: 1_540_000_000)

  /// Splits a line as a shell does that knows double quotes only.
  static func words(_ line: String) -> [String] {
    line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().flatMap {
      part,
      text in
      part % 2 == 1 ? [String(text)] : text.split(separator: " ").map(String.init)
    }
  }

  /// Reads a line that begins with the algorithm's name.
  private static func request(_ line: String) throws -> SpinupRequest {
    let words = words(line)
    let algorithm = try #require(SpinupConfiguration.Algorithm(rawValue: words[0]))
    return try SpinupRequest(Array(words.dropFirst()), algorithm: algorithm, date: date)
  }

  private static func stamp(_ format: String) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.dateFormat = format
    return formatter.string(from: date)
  }

  private static let lines: [Line] = [
    // The article's command: `hid` and `env` are short names (run.py, SUBSTITUTIONS).
    Line(
      #"vpg --hid "[200]" --env Pong-ram-v0 --exp_name FloydHub-blog --epochs 20000 --seed 40"#,
      ["data/FloydHub-blog/FloydHub-blog_s40"],
      config: ["\"epochs\":\t20000", "\"seed\":\t40", "\"exp_name\":\t\"FloydHub-blog\""],
      prints: ["\t[200]\n", " epochs                                   [epo] \n\n\t20000\n\n"]
    ),
    // The name without --exp_name has the default backend in it (run.py, user_config.py).
    Line(
      "vpg --env Pong-ram-v0",
      ["data/cmd_vpg_pytorch/cmd_vpg_pytorch_s0"],
      prints: ["\n\nUsing default backend (pytorch) for vpg.\n\n====", "[cmd_vpg_pytorch]"]
    ),
    Line("ppo --env Pong-ram-v0", ["data/cmd_ppo_pytorch/cmd_ppo_pytorch_s0"]),
    Line("vpg_pytorch --env Pong-ram-v4", ["data/cmd_vpg_pytorch/cmd_vpg_pytorch_s0"]),
    Line(
      "ppo_tf1 --env_name Pong-ram-v0",
      ["data/cmd_ppo_tf1/cmd_ppo_tf1_s0"],
      config: ["\"activation\":\t\"tanh\""]
    ),
    // Classes and functions go by their __name__ (run_utils.py, valid_str; convert_json).
    Line(
      "vpg --env Pong-ram-v0 --act torch.nn.Tanh torch.nn.ReLU",
      [
        "data/cmd_vpg_pytorch_ac-acttanh/cmd_vpg_pytorch_ac-acttanh_s0",
        "data/cmd_vpg_pytorch_ac-actrelu/cmd_vpg_pytorch_ac-actrelu_s0",
      ],
      config: ["\"activation\":\t\"ReLU\""],
      prints: [" ac_kwargs:activation                     [ac-act] \n\n\tTanh\n\tReLU\n\n"]
    ),
    Line(
      "vpg_tf1 --env Pong-ram-v0 --exp_name t --act tf.tanh tf.nn.relu",
      ["data/t_ac-acttanh/t_ac-acttanh_s0", "data/t_ac-actrelu/t_ac-actrelu_s0"],
      config: ["\"activation\":\t\"relu\""]
    ),
    Line(
      "vpg --env Pong-ram-v0 --exp_name t --act torch.nn.ELU",
      ["data/t/t_s0"],
      config: ["\"activation\":\t\"ELU\""]
    ),
    Line(
      "vpg --env Pong-ram-v0 --exp_name t --ac_kwargs:activation torch.nn.LeakyReLU torch.nn.SELU",
      ["data/t_ac-actleakyrelu/t_ac-actleakyrelu_s0", "data/t_ac-actselu/t_ac-actselu_s0"],
      config: ["\"activation\":\t\"SELU\""]
    ),
    // Values are evaluated (run.py, process).
    Line(
      #"vpg --env Pong-ram-v0 --exp_name t --hid "[32]*2" "[64,32]""#,
      ["data/t_ac-hid32-32/t_ac-hid32-32_s0", "data/t_ac-hid64-32/t_ac-hid64-32_s0"],
      prints: ["\t[32, 32]\n\t[64, 32]\n"]
    ),
    Line(
      #"vpg --env Pong-ram-v0 --exp_name t --hid "(64,)" 16,8"#,
      ["data/t_ac-hid64/t_ac-hid64_s0", "data/t_ac-hid16-8/t_ac-hid16-8_s0"],
      prints: ["\t(64,)\n\t(16, 8)\n"]
    ),
    Line(
      "vpg --env Pong-ram-v0 --exp_name t --gamma 99/100",
      ["data/t/t_s0"],
      config: ["\"gamma\":\t0.99"],
      prints: ["\t0.99\n"]
    ),
    Line(
      "vpg --env Pong-ram-v0 --exp_name t --gamma 99/100 1-0.5",
      ["data/t_gam0-99/t_gam0-99_s0", "data/t_gam0-5/t_gam0-5_s0"]
    ),
    Line(
      "vpg --env Pong-ram-v0 --exp_name t --epochs 2**5*2 --steps_per_epoch 4*1000",
      ["data/t/t_s0"],
      config: ["\"epochs\":\t64", "\"steps_per_epoch\":\t4000"]
    ),
    // A float where a whole number belongs does in Spinning Up for some flags; the name keeps it.
    Line(
      "vpg --env Pong-ram-v0 --exp_name t --max_ep_len 1e3",
      ["data/t/t_s0"],
      config: ["\"max_ep_len\":\t1000"],
      prints: ["\t1000.0\n"]
    ),
    Line(
      "vpg --env Pong-ram-v0 --exp_name t --max_ep_len 1e3 2e3",
      ["data/t_max1000-0/t_max1000-0_s0", "data/t_max2000-0/t_max2000-0_s0"]
    ),
    Line(
      "vpg --env Pong-ram-v0 --exp_name t --pi_lr 1e-3 1e-05",
      ["data/t_pi0-001/t_pi0-001_s0", "data/t_pi1e-05/t_pi1e-05_s0"]
    ),
    // A dictionary of keyword arguments (run_utils.py, unflatten_var).
    Line(
      #"vpg --env Pong-ram-v0 --exp_name t --ac_kwargs "dict(hidden_sizes=[32])""#,
      ["data/t/t_s0"],
      config: ["\"hidden_sizes\":\t[", "32"],
      prints: [" ac_kwargs                                [ac] \n\n\t{'hidden_sizes': [32]}\n\n"]
    ),
    Line(
      #"vpg --env Pong-ram-v0 --exp_name t --ac_kwargs "dict(hidden_sizes=[8])" "{'hidden_sizes': [9]}""#,
      [
        "data/t_ac--hidden_sizes----8--/t_ac--hidden_sizes----8--_s0",
        "data/t_ac--hidden_sizes----9--/t_ac--hidden_sizes----9--_s0",
      ]
    ),
    Line(
      #"vpg --env Pong-ram-v0 --exp_name t --ac_kwargs "dict(activation=torch.nn.ReLU)" --hid "[16]""#,
      ["data/t/t_s0"],
      config: ["\"activation\":\t\"ReLU\"", "\"hidden_sizes\":\t[", "16"]
    ),
    // Shorthands (run.py, third pass; run_utils.py, _default_shorthand).
    Line(
      #"vpg --env Pong-ram-v0 --exp_name t --hid[h] "[32]" "[64,32]""#,
      ["data/t_h32/t_h32_s0", "data/t_h64-32/t_h64-32_s0"],
      prints: [" ac_kwargs:hidden_sizes                   [h] \n"]
    ),
    Line(
      "vpg --env Pong-ram-v0 --exp_name t --steps_per_epoch[steps] 1000 2000",
      ["data/t_steps1000/t_steps1000_s0", "data/t_steps2000/t_steps2000_s0"]
    ),
    Line(
      "vpg --env Pong-ram-v0 --exp_name t --gamma[] 0.9 0.8",
      ["data/t_0-9/t_0-9_s0", "data/t_0-8/t_0-8_s0"]
    ),
    Line(
      "ppo --env Pong-ram-v0 --exp_name t --train_v_iters 10 20 --train_pi_iters 5 6",
      ["10_tra5", "10_tra6", "20_tra5", "20_tra6"].map { "data/t_tra\($0)/t_tra\($0)_s0" }
    ),
    // A key that is written anew stays where it was; a short name's key goes to the end.
    Line(
      "vpg --env Pong-ram-v0 --exp_name t --gamma 0.5 --lam 0.9 0.95 --gamma[g] 0.8 0.7",
      ["0-8_lam0-9", "0-8_lam0-95", "0-7_lam0-9", "0-7_lam0-95"]
        .map { "data/t_g\($0)/t_g\($0)_s0" }
    ),
    Line(
      #"vpg --hid "[4]" "[5]" --env Pong-ram-v0 --exp_name t --gamma 0.9 0.8"#,
      ["0-9_ac-hid4", "0-9_ac-hid5", "0-8_ac-hid4", "0-8_ac-hid5"]
        .map { "data/t_gam\($0)/t_gam\($0)_s0" }
    ),
    Line(
      "vpg --env Pong-ram-v0 --exp_name t --gamma 0.9 0.8 --gamma 0.7",
      ["data/t/t_s0"],
      config: ["\"gamma\":\t0.7"]
    ),
    Line(
      "vpg --exp_name t --env Pong-ram-v0 Pong-ram-v4",
      ["data/t_envpong-ram-v0/t_envpong-ram-v0_s0", "data/t_envpong-ram-v4/t_envpong-ram-v4_s0"]
    ),
    // Seeds are no part of the name; the last flag's values change fastest (run_utils.py, _variants).
    Line(
      "vpg --env Pong-ram-v0 --exp_name t --seed 0 10 20",
      ["data/t/t_s0", "data/t/t_s10", "data/t/t_s20"],
      prints: [
        " Variants, counting seeds:               3\n",
        " Variants, not counting seeds:           1\n\n",
      ]
    ),
    Line(
      "vpg --env Pong-ram-v0 --exp_name t --seed 0 10 --gamma 0.9 0.99",
      [
        "data/t_gam0-9/t_gam0-9_s0", "data/t_gam0-99/t_gam0-99_s0", "data/t_gam0-9/t_gam0-9_s10",
        "data/t_gam0-99/t_gam0-99_s10",
      ],
      prints: [
        " Variants, counting seeds:               4\n",
        "Preparing to run the following experiments...\n\nt_gam0-9\nt_gam0-99\n\n===",
      ]
    ),
    // Dates (run_utils.py, setup_logger_kwargs): any value that is true to Python.
    Line("vpg --env Pong-ram-v0 --exp_name t --datestamp", ["data/DAY_t/TIME-t_s0"]),
    Line("vpg --env Pong-ram-v0 --exp_name t --dt 1 --seed 2", ["data/DAY_t/TIME-t_s2"]),
    Line("vpg --env Pong-ram-v0 --exp_name t --dt False", ["data/t/t_s0"]),
    // os.path.join takes a slash as it is, here and there.
    Line("vpg --env Pong-ram-v0 --exp_name a/b --seed 1", ["data/a/b/a/b_s1"]),
    Line("vpg --env Pong-ram-v0 --exp_name a/b --dt", ["data/DAY_a/b/TIME-a/b_s0"]),
    // Spinning Up evaluates this to 2015 and refuses a name that is no text; here it is a name.
    Line("vpg --env Pong-ram-v0 --exp_name 2026-11", ["data/2026-11/2026-11_s0"]),
    Line(#"vpg --env Pong-ram-v0 --exp_name "'my run'""#, ["data/my run/my run_s0"]),
    Line(
      #"vpg --env Pong-ram-v0 --exp_name t --data_dir "other runs" --cpu 2"#,
      ["other runs/t/t_s0"],
      config: ["\"num_cpu\":\t2"]
    ),
    // A long title goes over two lines (run_utils.py, print): 80 characters with the line's end.
    Line(
      "vpg --env Pong-ram-v0 --exp_name \(String(repeating: "x", count: 40))",
      ["data/\(String(repeating: "x", count: 40))/\(String(repeating: "x", count: 40))_s0"],
      prints: ["ExperimentGrid [\(String(repeating: "x", count: 40))] runs over parameters:\n\n"]
    ),
    Line(
      "vpg --env Pong-ram-v0 --exp_name \(String(repeating: "x", count: 41))",
      ["data/\(String(repeating: "x", count: 41))/\(String(repeating: "x", count: 41))_s0"],
      prints: ["ExperimentGrid [\(String(repeating: "x", count: 41))]\n runs over parameters:\n\n"]
    ),
  ]

  @Test(arguments: lines)
  func `a command line names the directories, settings and grid that Spinning Up has`(
    _ line: Line
  ) throws {
    let request = try Self.request(line.line)
    let here = URL(fileURLWithPath: ".", isDirectory: true).standardizedFileURL.path + "/"
    let directories = request.jobs.map { job in
      String(job.directory.url.standardizedFileURL.path.trimmingPrefix(here))
    }
    let day = Self.stamp("yyyy-MM-dd")
    let time = Self.stamp("yyyy-MM-dd_HH-mm-ss")
    let expected = line.directories.map {
      $0.replacing("DAY", with: day).replacing("TIME", with: time)
    }
    #expect(directories == expected)
    let job = try #require(request.jobs.last)
    let json = PythonValue.object(job.configuration.members(outputDirectory: "")).json()
    let members = json.split(separator: "\n").map {
      String($0.trimmingPrefix { $0 == " " }).replacing(/,$/, with: "")
    }
    for member in line.config { #expect(members.contains(member), "\(member) of\n\(json)") }
    let opening = request.opening.map(\.text).joined()
    for text in line.prints { #expect(opening.contains(text), "\(text) of\n\(opening)") }
  }

  @Test(arguments: [
    // run.py: assertions, and the environments that gym has.
    ("vpg Pong-ram-v0", "the first word"),
    ("vpg --gamma 0.9", "--env_name"),
    ("vpg --env Pong-ram-v7", "--env_name"),
    ("vpg --env Pong-ram-v0 --num_cpu 2 4", "--num_cpu"),
    ("vpg --env Pong-ram-v0 --exp_name a b", "--exp_name"),
    ("vpg --env Pong-ram-v0 --data_dir a b", "--data_dir"),
    // Python's own errors there: no such keyword, no list, a list of words.
    ("vpg --env Pong-ram-v0 --lr 0.1", "--lr"),
    ("vpg --env Pong-ram-v0 --clip_ratio 0.1", "--clip_ratio"),
    ("vpg --env Pong-ram-v0 --hid 64", "hidden_sizes"),
    (#"vpg --env Pong-ram-v0 --hid "[64,x]""#, "hidden_sizes"),
    ("vpg --env Pong-ram-v0 --act torch.nn.Conv2d", "activation"),
    // run_utils.py, unflatten_var: a member's flag before the dictionary.
    (
      #"vpg --env Pong-ram-v0 --ac_kwargs:hidden_sizes "[8]" --ac_kwargs "dict(activation=1)""#,
      "--ac_kwargs"
    ),
    // What Spinning Up does and had better not: picture environments, runs over each other.
    ("vpg --env Pong-v0", "--env_name"),
    ("vpg --env Pong-ram-v0 --seed 3 3", "the grid"),
    ("vpg --env Pong-ram-v0 --epochs 1.5", "--epochs"),
    ("vpg --env Pong-ram-v0 --exp_name ../a", "--exp_name"),
  ])
  func `what Spinning Up refuses is refused before the first run`(
    line: String,
    subject: String
  ) throws {
    let error = try #require(throws: ConfigurationError.self) { try Self.request(line) }
    #expect("\(error)".contains(subject), "\(error)")
  }

  @Test func `the grid is printed as Spinning Up prints it`() throws {
    let request = try Self.request(
      #"vpg_tf1 --env Pong-ram-v0 --hid "[32]" "[64,32]" --seed 0 10 --exp_name grid"#
    )
    let rule = String(repeating: "=", count: 80)
    let expected = """
      \(rule)
      ExperimentGrid [grid] runs over parameters:

       seed                                     [see]\u{20}

      \t0
      \t10

       env_name                                 [env]\u{20}

      \tPong-ram-v0

       ac_kwargs:hidden_sizes                   [ac-hid]\u{20}

      \t[32]
      \t[64, 32]

       Variants, counting seeds:               4
       Variants, not counting seeds:           2

      \(rule)

      Preparing to run the following experiments...

      grid_ac-hid32
      grid_ac-hid64-32

      \(rule)

      """
    #expect(request.opening.map(\.text).joined() == expected)
    #expect(request.opening.filter { $0.color == .green }.count == 2)
    #expect(request.opening.filter { $0.color == .cyan }.map(\.text.count) == [40, 40, 40])
    // call_experiment prints the arguments that are given, and the seed.
    #expect(
      request.jobs[1].keywordArguments == """
        {
            "ac_kwargs":\t{
                "hidden_sizes":\t[
                    64,
                    32
                ]
            },
            "env_name":\t"Pong-ram-v0",
            "seed":\t0
        }
        """
    )
  }

  @Test(arguments: ["trpo", "ddpg", "td3", "sac", "trpo_pytorch", "sac_tf1", "dqn"])
  func `Spinning Up's other algorithms are answered with those that are here`(name: String) throws {
    let error = try #require(throws: CommandError.self) {
      try CommandWords.prepared(["spinup", name, "--env", "Pong-ram-v0"])
    }
    #expect(error.description.hasSuffix(" is not here; there are vpg and ppo."))
    #expect(error.exitCode == CommandError.usage)
  }
}
