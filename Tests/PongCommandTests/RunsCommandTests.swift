import Foundation
import TerminalTestSupport
import Testing
import Training

@Suite(.waits) struct RunsCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let run = try RunDirectory(
      in: URL(fileURLWithPath: folder.path),
      name: "exp",
      description: .init(command: "", version: "", began: 0, configuration: RunConfiguration()),
      timeZone: .gmt
    )
    var text = ProgressRow.columns.joined(separator: ",") + "\n"
    for (row, reward) in [-20.5, -18, -19.25].enumerated() {
      text +=
        "\(row),\(100 * row),\(1000 * row),1,3000,-21,1000,\(reward),\(reward),0.1,,0.6,0.5,,\n"
    }
    try Data(text.utf8).write(to: run.progress)
  }

  @Test func `lists the runs of a directory with their best and last rewards`() throws {
    let outcome = try run(["runs", "--directory", folder.path])
    #expect(outcome.exitCode == 0 && outcome.errors == "")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 2)
    let words = lines[1].split(separator: " ")
    #expect(words.starts(with: ["-18.00", "-19.25", "200", "2000", "article"]))
    #expect(words.last?.contains("exp/1970-01-01_00-00-00_s0") == true)
    let json = try JSONSerialization.jsonObject(
      with: Data(try run(["runs", "--directory", folder.path, "--json"]).output.utf8)
    )
    let summaries = try #require(json as? [[String: Any]])
    #expect(summaries.count == 1)
    #expect(summaries.first?["best_mean_reward"] as? Double == -18)
    #expect(summaries.first?["mean_reward"] as? Double == -19.25)
    #expect(summaries.first?["agent_steps"] as? Int == 2000)
  }

  @Test func `a run that cannot be read is named, and does not hide the others`() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/exp/broken",
      withIntermediateDirectories: true
    )
    _ = try folder.write("{", to: "exp/broken/config.json")
    let outcome = try run(["runs", "--directory", folder.path])
    #expect(outcome.exitCode == 0)
    #expect(outcome.errors.contains("broken/config.json"))
    #expect(outcome.output.contains("1970-01-01_00-00-00_s0"))
  }

  @Test func `no runs are said to be none`() throws {
    let empty = try TemporaryFolder()
    let outcome = try run(["runs", "--directory", empty.path])
    #expect(outcome.exitCode == 0 && outcome.output.contains("There are no runs in \(empty.path)"))
  }
}
