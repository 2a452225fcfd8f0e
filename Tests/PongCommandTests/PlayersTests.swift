import Foundation
import PongAgents
import Testing
import Training

@testable import PongCommand

struct PlayersTests {
  @Test func `the policies that come with the program are those of the folder, as they say`()
    throws
  {
    let files = try FileManager.default.contentsOfDirectory(atPath: PolicyLocator.folder.path)
    #expect(
      files.filter { $0.hasSuffix(".safetensors") }.sorted()
        == PolicyLocator.shipped.map { $0.id + ".safetensors" }.sorted()
    )
    let origins = try PolicyLocator.shipped.map {
      PolicyOrigin(metadata: try PolicyLocator.read($0.id).metadata)
    }
    #expect(origins.map(\.summary) == PolicyLocator.shipped.map(\.detail))
    let steps = origins.compactMap(\.agentSteps)
    #expect(steps == steps.sorted() && steps.count == files.count - 1)
    #expect(PolicyLocator.shipped.first?.title == "One Second")
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
    #expect(catalog.choice(policy)?.detail == Players.catalog.choice("even")?.detail)
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
    #expect(Players.isKnown("person:keys,fires") && !Players.isKnown("person:brave"))
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
    #expect(try run(["evaluate", "--left", "human"]).exitCode == CommandError.noInput)
  }
}
