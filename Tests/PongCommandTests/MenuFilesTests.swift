import Foundation
import PongAgents
import PongInterface
import Testing
import Training

@testable import PongCommand

struct MenuFilesTests {
  /// A run's directory with a policy in it.
  private func makeRun(_ name: String, in folder: TemporaryFolder, date: Date) throws {
    let parent = folder.path + "/runs/night"
    let run = parent + "/" + name
    let manager = FileManager.default
    try manager.createDirectory(atPath: run, withIntermediateDirectories: true)
    try manager.copyItem(
      at: PolicyLocator.folder.appendingPathComponent("even.safetensors"),
      to: URL(fileURLWithPath: run + "/policy.safetensors")
    )
    _ = try folder.write("{}", to: "runs/night/\(name)/config.json")
    let table = "agent_steps,running_reward\n1000000,-20\n2000000,\n3000000,-10.5\n"
    _ = try folder.write(table, to: "runs/night/\(name)/progress.csv")
    try manager.setAttributes(
      [.modificationDate: date],
      ofItemAtPath: run + "/policy.safetensors"
    )
  }

  @Test func `own agents stand by age, with what they reached and how they learned`() throws {
    let folder = try TemporaryFolder()
    let now = Date()
    try makeRun("2026-01-31_20-15-00_s0", in: folder, date: now.addingTimeInterval(-60))
    try makeRun("2026-02-01_08-00-00_s0", in: folder, date: now)
    try FileManager.default.createDirectory(
      atPath: folder.path + "/runs/night/unfinished",
      withIntermediateDirectories: true
    )
    let agents = OwnAgents.read(in: folder.path + "/runs")
    #expect(agents.map(\.entry.choice.title) == ["night 02-01 08:00", "night 01-31 20:15"])
    #expect(agents.allSatisfy { ($0.reached ?? 9).magnitude < 1 })
    let id = agents[0].entry.choice.id
    #expect(try agents[0].entry.contestant().policy != nil)
    #expect(
      OwnAgents.curve(ofPolicy: id) == [Chart.Point(1, -20), Chart.Point(3, -10.5)]
    )
    #expect(OwnAgents.read(in: folder.path + "/nowhere").isEmpty)
  }

  @Test func `an opponent's files are read aside, and what cannot be is told`() async throws {
    let sources = MenuFiles(results: nil, matches: nil).sources
    func wait<Answer>(_ answer: () -> Answer?) async throws -> Answer? {
      for _ in 0..<600 {
        if let answer = answer() { return answer }
        try await Task.sleep(for: .milliseconds(50))
      }
      return nil
    }
    #expect(sources.games.isEmpty)
    #expect(try await wait { sources.agents() } != nil)
    let champion = try #require(try await wait { sources.findings("champion") })
    #expect(champion.figures?.units.isEmpty == false && champion.contestant?.policy != nil)
    let atari = try #require(try await wait { sources.findings("atari") })
    #expect(atari.figures == nil && atari.problem == nil && atari.contestant != nil)
    let missing = try #require(try await wait { sources.findings("/nowhere.safetensors") })
    #expect(missing.problem?.isEmpty == false && missing.contestant == nil)
  }
}
