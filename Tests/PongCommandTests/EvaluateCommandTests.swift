import Foundation
import TerminalTestSupport
import Testing

@Suite(.waits) struct EvaluateCommandTests {
  /// The figures that an evaluation prints as JSON.
  private func figures(_ arguments: String...) throws -> [String: Double] {
    try object(try run(["evaluate", "--json"] + arguments)).compactMapValues { $0 as? Double }
  }

  @Test func `evaluate says who can play`() throws {
    let outcome = try run(["evaluate", "--left", "nobody"])
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.contains("atari") && outcome.errors.contains("one-second"))
  }

  @Test(arguments: [["--environment", "Pong-v0"], ["--sides", "fixed"]])
  func `episode i begins with the seed and i`(kind: [String]) throws {
    func figures(_ episodes: Int, seed: Int) throws -> [String: Double] {
      let count = ["--episodes", String(episodes), "--seed", String(seed), "--json"]
      let outcome = try run(["evaluate", "--right", "random"] + kind + count)
      return try object(outcome).compactMapValues { $0 as? Double }
    }
    let both = try figures(2, seed: 3)
    let first = try figures(1, seed: 3)
    let second = try figures(1, seed: 4)
    #expect(first != second)
    for (key, parts) in [("points_won", 1.0), ("points_lost", 1), ("mean_episode_length", 2)] {
      let (one, two) = (try #require(first[key]), try #require(second[key]))
      #expect(both[key] == (one + two) / parts, "\(key)")
    }
  }

  @Test func `a step lasts as long as the environment says`() throws {
    func length(_ environment: String) throws -> Double {
      let some = try figures("--right", "random", "--episodes", "1", "--environment", environment)
      return try #require(some["mean_episode_length"])
    }
    #expect(try length("PongNoFrameskip-v4") > 2 * length("Pong-v0"))
  }

  @Test func `two who play alike are even without an environment, from either side`() throws {
    let twins = try figures("--left", "even", "--right", "even", "--episodes", "60")
    let (mean, interval) = (try #require(twins["mean_reward"]), try #require(twins["interval_95"]))
    #expect(abs(mean) < 2 * interval)
    let left = try #require(twins["mean_reward_left"])
    let right = try #require(twins["mean_reward_right"])
    #expect(abs(left + right - 2 * mean) < 1e-9)
  }

  @Test func `sides change, stay if asked for, and are an environment's own`() throws {
    let both = try figures("--left", "atari", "--right", "random", "--episodes", "4")
    #expect(both["mean_reward_left"] != nil && both["mean_reward_right"] != nil)
    let fixed = try figures("--right", "random", "--episodes", "4", "--sides", "fixed")
    #expect(fixed["mean_reward_left"] == nil)
    #expect(fixed["mean_reward_right"] == fixed["mean_reward"])
    let outcome = try run(["evaluate", "--environment", "Pong-v4", "--sides", "both"])
    #expect(outcome.exitCode == 64 && outcome.errors.contains("--sides"))
  }

  @Test(arguments: [[], ["--environment", "PongDeterministic-v4"]])
  func `games that the console gives up are counted, and said`(kind: [String]) throws {
    let players = ["evaluate", "--left", "specialist", "--right", "follower", "--greedy"]
    let arguments = players + ["--episodes", "2", "--seed", "1"] + kind
    let summary = try object(try run(arguments + ["--json"]))
    let timeOuts = try #require(summary["time_outs"] as? Int)
    #expect(timeOuts > 0)
    #expect(summary["unit"] as? String == (kind.isEmpty ? "frame" : "agent_step"))
    #expect(try run(arguments).output.contains("\(timeOuts) of 2, cut off"))
  }

  @Test func `rewards are those of whoever is not the computer`() throws {
    for arguments in [["--left", "random"], ["--right", "random"]] {
      let outcome = try run(["evaluate", "--episodes", "1", "--json"] + arguments)
      let mean = try #require(try object(outcome)["mean_reward"] as? Double)
      #expect(-21 ... -15 ~= mean)
    }
  }

  @Test(arguments: [["--sides", "both"], ["--sides", "fixed"], ["--environment", "Pong-v0"]])
  func `a report names both, the points of each, and whose the rewards are`(kind: [String]) throws {
    let games = ["--episodes", "2"] + kind
    for (left, right, earner) in [
      ("champion", "random", "right"), ("random", "champion", "right"),
      ("champion", "atari", "left"),
    ] {
      let players = ["evaluate", "--left", left, "--right", right]
      let report = try object(try run(players + games + ["--json"]))
      #expect(report["left"] as? String == left && report["right"] as? String == right)
      #expect(report["rewards_of"] as? String == earner)
      let points = try ["left_points", "right_points"].map { try #require(report[$0] as? Int) }
      let won = try #require(report["points_won"] as? Int)
      #expect(won == (earner == "left" ? points[0] : points[1]))
      #expect(points[0] + points[1] == won + (try #require(report["points_lost"] as? Int)))
      #expect((left == "champion") == (points[0] > points[1]))
      let table = try run(players + games).output
      #expect(table.contains("(95%) for \(earner == "left" ? left : right)\n"))
      #expect(table.contains("\(left) \(points[0]) : \(points[1]) \(right)\n"))
    }
  }

  @Test func `the way of choosing actions is another way of playing`() throws {
    let ways = [[], ["--greedy"], ["--temperature", "5"], ["--greedy", "--temperature", "5"]]
    let outputs = try ways.map {
      try run(["evaluate", "--right", "one-second", "--episodes", "1", "--json"] + $0).output
    }
    #expect(Set(outputs[..<3]).count == 3)
    // Nothing is drawn whose chances a temperature could change.
    #expect(outputs[3] == outputs[1])
  }

  @Test(arguments: [
    ("specialist", 19.0...21.0), ("champion", 8.0...21.0), ("even", -8.0...8.0),
    ("one-second", -19.0 ... -8.0),
  ])
  func `the opponents that come with the program play as well as said`(
    name: String,
    rewards: ClosedRange<Double>
  ) throws {
    let outcome = try run([
      "evaluate", "--right", name, "--environment", "Pong-v0", "--episodes", "8", "--json",
    ])
    let mean = try #require(try object(outcome)["mean_reward"] as? Double)
    #expect(rewards.contains(mean))
  }

  @Test func `what is recorded is a line for each of a policy's first decisions`() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/frames"
    _ = try figures("--right", "even", "--episodes", "1", "--record", file)
    let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 100)
    for line in [lines[0], lines[99]] {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let probabilities = try #require(object?["probabilities"] as? [Double])
      #expect(abs(probabilities.reduce(0, +) - 1) < 1e-9)
      #expect(object?["observation"] is [[Double]])
    }
  }
}
