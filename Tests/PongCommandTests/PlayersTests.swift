import Foundation
import PongAgents
import Testing
import Training

@testable import PongCommand

struct PlayersTests {
  @Test func `the policies that come with the program are those of the folder`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: PolicyLocator.folder.path)
    let shipped = PolicyLocator.shipped.compactMap { PolicyLocator.shippedFile($0.id) }
    #expect(shipped.count == PolicyLocator.shipped.count)
    #expect(
      Set(shipped.map(\.lastPathComponent))
        == Set(files.filter { $0.hasSuffix(".safetensors") })
    )
    for choice in PolicyLocator.shipped { _ = try PolicyLocator.read(choice.id) }
  }

  @Test func `the rungs of the ladder are trained, and rise in their order`() throws {
    let rungs = try LadderFile.read(in: PolicyLocator.folder).rungs
    #expect(!rungs.isEmpty && rungs.allSatisfy { $0.policy != nil && $0.word != nil })
    let ratings = rungs.compactMap(\.elo)
    #expect(ratings.count == rungs.count && ratings == ratings.sorted())
    #expect(
      Players.catalog.choices.map(\.id).filter { id in rungs.contains { $0.id == id } }
        == rungs.map(\.id)
    )
  }

  @Test func `a file is known by its path, and what is neither is not`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("no tensors", to: "my-own.safetensors")
    #expect(Players.isKnown("champion") && Players.isKnown("follower") && Players.isKnown(file))
    #expect(!Players.isKnown("nobody"))
    #expect(try Players.catalog(naming: ["nobody", "random"]).choice("nobody") == nil)
    #expect(throws: CommandError.self) { try Players.catalog(naming: ["random", file]) }
    let policy = PolicyLocator.folder.appendingPathComponent("even.safetensors").path
    let catalog = try Players.catalog(naming: ["random", policy])
    #expect(catalog.choice(policy)?.title == "Even")
    #expect(catalog.choice(policy)?.detail == "REINFORCE, 4295 games, reward 0.1")
  }

  @Test(arguments: ["play", "watch", "record", "evaluate"])
  func `a damaged policy ends the command with its reason`(command: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("no tensors", to: "broken.safetensors")
    let more = command == "record" ? ["--gif", folder.path + "/a.gif"] : []
    let outcome = try run([command, "--left", file] + more)
    #expect(outcome.exitCode == CommandError.badData)
    #expect(outcome.errors.contains("broken.safetensors: not a safetensors file"))
    #expect(outcome.output.isEmpty)
  }

  @Test func `a bot with traits is a player like others, in the catalog of a game too`() throws {
    #expect(Players.isKnown("person:keys,fires") && !Players.isKnown("people:keys"))
    let catalog = try Players.catalog(naming: ["person:keys,fires", "atari"])
    #expect(catalog.choices.first?.id == "person:keys,fires")
    #expect(catalog.choices.count == Players.catalog.choices.count + 1)
  }

  @Test(arguments: ["play", "watch", "record", "evaluate"])
  func `traits that there are not end the command with those that there are`(command: String) throws
  {
    let more = command == "record" ? ["--gif", "a.gif"] : []
    let outcome = try run([command, "--left", "person:reaction=5"] + more)
    #expect(outcome.exitCode == CommandError.usage)
    #expect(outcome.errors.contains("reaction is 50 to 500 milliseconds, not \"5\"."))
    #expect(outcome.output.isEmpty)
  }

  @Test(arguments: ["follower", "random", "person:keys,predicts", "sweeper", "still"])
  func `bots are evaluated on either side`(bot: String) throws {
    let left = try run(["evaluate", "--left", bot, "--right", "atari", "--episodes", "2", "--json"])
    let right = try run(["evaluate", "--right", bot, "--episodes", "2", "--json"])
    #expect(left.exitCode == 0 && right.exitCode == 0)
    for output in [left.output, right.output] {
      let summary = try JSONDecoder().decode(EvaluationSummary.self, from: Data(output.utf8))
      #expect(summary.episodes == 2)
      let isWeak = ["random", "sweeper", "still"].contains(bot)
      #expect(isWeak ? summary.meanReward < -15 : summary.meanReward > -15)
    }
    #expect(try run(["evaluate", "--left", "human"]).exitCode == CommandError.usage)
  }

  @Test func `traits follow a policy's name or file`() throws {
    let file = PolicyLocator.folder.appendingPathComponent("even.safetensors").path
    for name in ["even", file] {
      let id = "\(name):reaction=8,temperature=1.5"
      #expect(Players.isKnown(id))
      let contestant = try #require(try Players.catalog(naming: [id, "even"]).contestant(id))
      #expect(contestant.choice.id == id)
      #expect(contestant.choice.title == "Even (reaction=8,temperature=1.5)")
      guard case .player(let player) = contestant.seat(seed: 1) else { return }
      let traits = PolicyTraits(selection: .sampled(temperature: 1.5), reaction: 8)
      #expect((player as? PolicyPlayer)?.traits == traits)
    }
    #expect(try Players.catalog.contestant("even:greedy") != nil)
    #expect(!Players.isKnown("nobody:greedy"))
    #expect(throws: CommandError.self) { try Players.policy("even:quick") }
  }

  @Test func `a file whose name has a colon is a file`() throws {
    let folder = try TemporaryFolder()
    let copy = folder.path + "/even:reaction=9"
    try FileManager.default.copyItem(
      atPath: PolicyLocator.folder.appendingPathComponent("even.safetensors").path,
      toPath: copy
    )
    #expect(try Players.policy(copy).choice.id == copy)
    #expect(try Players.policy(copy + ":greedy").choice.id == copy + ":greedy")
  }

  @Test func `an option gives traits to all policies whose own do not say`() throws {
    func play(_ arguments: String...) throws -> EvaluationSummary {
      let outcome = try run(["evaluate", "--episodes", "2", "--json"] + arguments)
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      return try summary(outcome)
    }
    let late = try play("--right", "even", "--reaction", "20")
    #expect(try play("--right", "even:reaction=20") == late)
    #expect(try play("--right", "even:reaction=20", "--reaction", "3") == late)
    #expect(try play("--right", "even") != late)
    #expect(try play("--right", "even", "--reaction", "0") == play("--right", "even"))
  }

  @Test(arguments: [
    ["--right", "even:quick"], ["--right", "even:reaction=61"], ["--reaction", "61"],
    ["--reaction", "-1"], ["--right", "nobody:reaction=3"],
  ])
  func `traits that nobody can have end the command`(arguments: [String]) throws {
    let outcome = try run(["watch", "--left", "even"] + arguments)
    #expect(outcome.exitCode == CommandError.usage, "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }
}
