import Foundation
import Glibc
import PongAgents
import TerminalTestSupport
import Testing
import Training

@testable import PongCommand

@Suite(.waits) struct TrainCommandTests {
  /// A small run, `article` but quicker.
  private let small = ["train", "--hidden", "32", "--environments", "8", "--seed", "5"]

  /// The only run in a folder.
  private func run(in folder: TemporaryFolder) throws -> String {
    let parent = folder.path + "/runs/article"
    let runs = try FileManager.default.contentsOfDirectory(atPath: parent)
    try #require(runs.count == 1)
    return "\(parent)/\(runs[0])"
  }

  /// The bytes of a policy's weights, without the header, which holds the command.
  private func weights(_ folder: TemporaryFolder) throws -> Data {
    let file = try run(in: folder) + "/policy.safetensors"
    let data = try Data(contentsOf: URL(fileURLWithPath: file))
    let header = data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    return data.dropFirst(8 + header)
  }

  /// Trains without a screen.
  private func train(_ folder: TemporaryFolder, _ arguments: [String]) throws {
    let place = ["--directory", folder.path + "/runs", "--quiet"]
    let outcome = try PongCommandTests.run(arguments + place)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
  }

  /// Trains on a screen.
  private func show(
    _ folder: TemporaryFolder,
    _ arguments: [String],
    columns: Int = 120,
    rows: Int = 40
  ) throws -> PseudoTerminal {
    try pong(
      arguments + ["--directory", folder.path + "/runs"],
      configuration: folder.path,
      columns: columns,
      rows: rows
    )
  }

  @Test func `the screen shows the end, stays, and changes no weight`() throws {
    let (plain, shown) = (try TemporaryFolder(), try TemporaryFolder())
    try train(plain, small + ["--steps", "60000"])
    let terminal = try show(shown, small + ["--steps", "60000"])
    #expect(terminal.read(untilShown: "The agent goes on playing"))
    #expect(terminal.screen.shows("Done"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    #expect(terminal.screen.lines.contains { $0.contains("saved in ") })
    #expect(try weights(plain) == weights(shown))
  }

  @Test func `the end says how to play against the policy, and g does so at once`() throws {
    let folder = try TemporaryFolder()
    let terminal = try show(folder, small + ["--steps", "20000"])
    #expect(terminal.read(untilShown: "g plays against it"))
    terminal.send("g")
    #expect(terminal.read { $0.screen.shows("You") && $0.screen.shows("Article") })
    terminal.send("q")
    #expect(terminal.read(untilShown: "g plays against it"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    let file = try run(in: folder) + "/policy.safetensors"
    let said = terminal.screen.lines.joined().filter { $0 != " " }
    #expect(said.contains("playagainstit:pongplay--left\(file)"))
  }

  @Test func `somebody plays five points meanwhile, and the run is the undisturbed one`() throws {
    let (plain, shown) = (try TemporaryFolder(), try TemporaryFolder())
    var script = "10 type t\n"
    for frame in stride(from: 60, to: 30_000, by: 40) {
      let key = frame / 40 % 2 == 0 ? "up" : "down"
      script += "\(frame) press \(key)\n\(frame + 25) release \(key)\n"
    }
    let file = try shown.write(script, to: "script")
    let terminal = try show(
      shown,
      small + ["--steps", "10000000", "--ascii", "--unpaced", "--input-script", file],
      columns: 80,
      rows: 24
    )
    let played = terminal.read { terminal in
      terminal.screen.lines.contains { line in
        let words = line.prefix(42).split(separator: " ")
        guard words.first == "You" else { return false }
        return words.compactMap { Int($0) }.reduce(0, +) >= 5
      }
    }
    #expect(played)
    terminal.send("\u{3}")
    #expect(terminal.waitForExit() == .status(128 + SIGINT))
    let steps = try progress(of: shown)
    #expect(steps > 0)
    try train(plain, small + ["--steps", "\(steps)"])
    #expect(try weights(plain) == weights(shown))
  }

  /// The agent steps of a run, from its checkpoint's header.
  private func progress(of folder: TemporaryFolder) throws -> Int {
    let file = try run(in: folder) + "/policy.safetensors"
    let data = try Data(contentsOf: URL(fileURLWithPath: file))
    let size = data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = try #require(
      try JSONSerialization.jsonObject(with: data.dropFirst(8).prefix(size)) as? [String: Any]
    )
    let metadata = header["__metadata__"] as? [String: String]
    return try #require(metadata?["agent_steps"].flatMap { Int($0) })
  }

  @Test func `q asks, saves, and the run can be resumed`() throws {
    let folder = try TemporaryFolder()
    let terminal = try show(folder, small + ["--until-reward", "21"], columns: 80, rows: 24)
    #expect(terminal.read(untilShown: "Learning"))
    terminal.send("p")
    #expect(terminal.read(untilShown: "Paused"))
    // So soon after the first the second would be the keyboard's repeat.
    usleep(200_000)
    terminal.send("p")
    #expect(terminal.read(untilShown: "Learning"))
    terminal.send("s")
    #expect(terminal.read { $0.screen.shows("saved") && $0.screen.shows("ago") })
    terminal.send("q")
    #expect(terminal.read(untilShown: "Stop training?"))
    terminal.send("\r")
    // The reward that was wanted is not reached.
    #expect(terminal.waitForExit() == .status(3))
    let saved = try run(in: folder)
    #expect(terminal.screen.lines.joined().contains(saved.suffix(20)))
    let steps = try progress(of: folder)
    try train(folder, ["train", "--resume", saved, "--steps", "\(steps + 5000)"])
    #expect(try progress(of: folder) >= steps + 5000)
  }

  @Test(arguments: [2, 15, 1])
  func `a signal ends the run in good order and gives the terminal back`(signal: Int32) throws {
    let folder = try TemporaryFolder()
    let terminal = try show(folder, small, columns: 80, rows: 24)
    #expect(terminal.read(untilShown: "Learning"))
    terminal.signal(signal)
    #expect(terminal.waitForExit() == .status(128 + signal))
    let lines = terminal.screen.lines.filter { !$0.isEmpty }
    #expect(lines.count >= 2)
    expectGivenBack(terminal, writing: lines)
    #expect(try progress(of: folder) >= 0)
  }

  @Test func `no size and no suspension ends a run`() throws {
    let folder = try TemporaryFolder()
    let terminal = try show(folder, small, columns: 80, rows: 24)
    #expect(terminal.read(untilShown: "Learning"))
    terminal.resize(columns: 20, rows: 5)
    #expect(terminal.read { !$0.screen.shows("Agent") && $0.screen.shows("steps/s") })
    terminal.resize(columns: 500, rows: 200)
    #expect(terminal.read(untilShown: "gradient"))
    terminal.resize(columns: 80, rows: 24)
    #expect(terminal.read(untilShown: "t take paddle"))
    terminal.send("\u{1A}")
    // Without a shell that could bring it back it leaves and comes back at once.
    #expect(terminal.read { $0.screen.departures == 1 && $0.screen.isAlternate })
    #expect(terminal.read(untilShown: "t take paddle"))
    terminal.send("q")
    #expect(terminal.read(untilShown: "Stop training?"))
    terminal.send("\r")
    #expect(terminal.waitForExit() == .status(0))
  }

  @Test func `a run is saved as often as asked for`() throws {
    let folder = try TemporaryFolder()
    let terminal = try show(
      folder,
      small + ["--headless", "--checkpoint-interval", "0.01"],
      columns: 200
    )
    // After the second line the iteration of the first is over, and with it what came due.
    #expect(terminal.read { $0.text.split(separator: "\r").count > 3 })
    let saved = try run(in: folder) + "/checkpoint.safetensors"
    #expect(FileManager.default.fileExists(atPath: saved))
    terminal.signal(SIGTERM)
    #expect(terminal.waitForExit() == .status(0))
  }

  @Test func `a paused run is saved too, and each event is told once`() throws {
    let folder = try TemporaryFolder()
    let terminal = try show(folder, small + ["--checkpoint-interval", "100000"])
    #expect(terminal.read(untilShown: "Learning"))
    terminal.send("p")
    #expect(terminal.read(untilShown: "Paused"))
    #expect(terminal.screen.shows("not yet"))
    terminal.send("s")
    #expect(terminal.read { $0.screen.shows(" ago") && !$0.screen.shows("not yet") })
    let saved = try run(in: folder) + "/checkpoint.safetensors"
    #expect(FileManager.default.fileExists(atPath: saved))
    terminal.send("p")
    #expect(terminal.read(untilShown: "Learning"))
    // Some reports later.
    for _ in 0..<3 {
      let steps = terminal.screen.lines.first { $0.contains("steps/s") }
      #expect(terminal.read { $0.screen.lines.first { $0.contains("steps/s") } != steps })
    }
    #expect(terminal.screen.lines.filter { $0.hasSuffix(" s  saved") }.count == 1)
    terminal.send("q\r")
    #expect(terminal.waitForExit() == .status(0))
  }

  @Test func `the best run before stands beside the curve, and the network is open if asked for`()
    throws
  {
    let folder = try TemporaryFolder()
    for (day, reward) in [(1, -15.0), (3, -18)] {
      let run = try RunDirectory(
        in: URL(fileURLWithPath: folder.path + "/runs"),
        name: "article",
        description: .init(
          command: "",
          version: "",
          began: Double(86_400 * day),
          configuration: RunConfiguration()
        ),
        timeZone: .gmt
      )
      var text = ProgressRow.columns.joined(separator: ",") + "\n"
      for row in 0..<3 {
        text += "\(row),\(100 * row),\(1000 * row),\(row),3000,-21,1000,\(reward),\(reward),"
        text += "0.1,,0.6,0.5,,\n"
      }
      try Data(text.utf8).write(to: run.progress)
    }
    let terminal = try show(folder, small, columns: 160, rows: 60)
    #expect(terminal.read(untilShown: "best earlier run: 1970-01-02_00-00-00_s0"))
    #expect(!terminal.screen.shows("Inside right"))
    terminal.send("q\r")
    #expect(terminal.waitForExit() == .status(0))
    let open = try show(folder, small + ["--inspect"])
    #expect(open.read(untilShown: "Inside right"))
    open.send("q\r")
    #expect(open.waitForExit() == .status(0))
  }

  @Test func `quiet says nothing, JSON tells what was reached`() throws {
    let folder = try TemporaryFolder()
    func train(_ more: String...) throws -> Outcome {
      try PongCommandTests.run(small + ["--directory", folder.path + "/runs"] + more)
    }
    #expect(try train("--quiet", "--episodes", "2").output == "")
    let told = try train("--episodes", "2").output
    #expect(told.contains("At the end of episode 0") && told.contains("saved in "))
    let reached = try train("--episodes", "300", "--until-reward", "-21", "--quiet", "--json")
    #expect(reached.exitCode == 0)
    #expect(try object(reached)["reached"] as? Bool == true)
    let report = try object(try train("--episodes", "2", "--json", "--quiet"))
    #expect(report["reached"] as? Bool == false)
    let steps = try #require(report["agent_steps"] as? Int)
    let path = try #require(report["run"] as? String)
    let resumed = try PongCommandTests.run(
      ["train", "--resume", path, "--steps", "\(steps + 1)", "--json", "--quiet"]
    )
    let end = try object(resumed)
    #expect(try #require(end["agent_steps"] as? Int) > steps)
    #expect(end["seed"] as? Int == 5)
    for more in [["--seed", "1"], ["--name", "a"], ["fast"], ["--hidden", "8"]] {
      let refused = try PongCommandTests.run(["train", "--resume", path, "--steps", "1"] + more)
      #expect(refused.exitCode == 64)
    }
  }

  @Test func `without a screen a terminal has one line`() throws {
    let folder = try TemporaryFolder()
    let terminal = try show(folder, small + ["--steps", "20000", "--headless"])
    #expect(terminal.waitForExit() == .status(0))
    #expect(!terminal.text.contains("\u{1B}[?1049h"))
    #expect(terminal.text.contains("running reward"))
    #expect(terminal.text.contains("saved in "))
  }

  @Test func `a terminal that can show no screen has one line`() throws {
    let folder = try TemporaryFolder()
    let terminal = try PseudoTerminal(
      PseudoTerminal.builtProgram("pong"),
      arguments: small + ["--steps", "20000", "--directory", folder.path + "/runs"],
      environment: PseudoTerminal.environment(type: "dumb")
    )
    #expect(terminal.waitForExit() == .status(0))
    #expect(terminal.text.contains("saved in "))
  }

  @Test func `the menu trains, and comes back`() throws {
    let folder = try TemporaryFolder()
    // The run is made in the working directory, which the menu has no say in.
    let terminal = try PseudoTerminal(
      "/bin/sh",
      arguments: ["-c", "cd '\(folder.path)' && exec '\(PseudoTerminal.builtProgram("pong"))'"],
      environment: PseudoTerminal.environment(adding: ["XDG_CONFIG_HOME": folder.path])
    )
    #expect(terminal.read(untilShown: "First steps"))
    terminal.send("\t\t\r")
    #expect(terminal.read(untilShown: "What shall learn?"))
    terminal.send("\r")
    #expect(terminal.read(untilShown: "Until when?"))
    terminal.send("\r")
    // A picture comes from the top down: until it is whole, the menu stands below.
    #expect(terminal.read { $0.screen.shows("Learning") && !$0.screen.shows("First steps") })
    terminal.send("q\r")
    #expect(terminal.read(untilShown: "First steps"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    let saved = try run(in: folder)
    #expect(FileManager.default.fileExists(atPath: saved + "/checkpoint.safetensors"))
    #expect(terminal.screen.lines.joined().contains("mean reward of the last 100"))
  }

  @Test func `a run begins with a policy's weights, in its network, by its preset`() throws {
    let folder = try TemporaryFolder()
    let arguments = [
      "train", "--from", "specialist", "--learning-rate", "0", "--rollout-steps", "8", "--steps",
      "1", "--seed", "3", "--directory", folder.path, "--json", "--quiet",
    ]
    let outcome = try PongCommandTests.run(arguments)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let path = try #require(try object(outcome)["run"] as? String)
    let configuration = try RunDirectory(URL(fileURLWithPath: path)).description().configuration
    #expect(configuration.from == "specialist" && configuration.preset == "strong")
    #expect(configuration.hidden == 160 && configuration.actions.count == 6)
    // At a learning rate of 0 the weights stay what they were.
    let (learned, _) = try PolicyLocator.read(path + "/policy.safetensors")
    let (specialist, _) = try PolicyLocator.read("specialist")
    guard case .pixels(let one) = learned, case .pixels(let other) = specialist else { return }
    #expect(
      PolicyFile.tensors(of: one).mapValues(\.bytes)
        == PolicyFile.tensors(of: other).mapValues(\.bytes)
    )

    let narrow = try PongCommandTests.run(arguments + ["--hidden", "100"])
    #expect(narrow.exitCode == CommandError.usage)
    #expect(narrow.errors.contains("--hidden cannot be '100'; it must be 160"))
    let missing = try PongCommandTests.run(["train", "--from", "nobody", "--quiet"])
    #expect(missing.exitCode == CommandError.usage)
    #expect(missing.errors.contains("There is no policy \"nobody\""))
  }

  @Test func `a run from somebody else starts no program that nobody has asked for`() throws {
    let folder = try TemporaryFolder()
    let made = try PongCommandTests.run(
      small + ["--directory", folder.path + "/runs", "--episodes", "1", "--json", "--quiet"]
    )
    let path = try #require(try object(made)["run"] as? String)
    let url = RunDirectory(URL(fileURLWithPath: path)).checkpoint
    var file = try Safetensors(Array(Data(contentsOf: url)))
    let program = "exec:touch \(folder.path)/started"
    file.metadata["configuration"] = file.metadata["configuration"]?
      .replacingOccurrences(of: "{\"actions\"", with: "{\"opponents\":\"\(program)\",\"actions\"")
    file.metadata["league"] = file.metadata["league"]?
      .replacingOccurrences(of: "\"atari\"", with: "\"\(program)\"")
    try Data(file.encoded).write(to: url)
    func resume(_ more: String...) throws -> Outcome {
      try PongCommandTests.run(["train", "--resume", path, "--steps", "1", "--quiet"] + more)
    }
    let refused = try resume()
    #expect(refused.exitCode == 77 && refused.errors.contains("--opponents"), "\(refused)")
    #expect(try resume("--opponents", "random").exitCode == 64)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/started"))
    #expect(try resume("--opponents", program).exitCode != 77)
    #expect(FileManager.default.fileExists(atPath: folder.path + "/started"))
  }
}
