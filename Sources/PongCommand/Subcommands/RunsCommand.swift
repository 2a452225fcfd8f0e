import ArgumentParser
import FileAccess
import Foundation
import Text
import Training

/// `pong runs`: what has been trained so far.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List training runs and the best that each has reached.",
    discussion: """
      The best reward is the greatest mean of 100 episodes in a row.

      EXAMPLES
        pong runs
        pong runs --directory /data/runs --json
      """
  )

  @Option(help: "Where the runs are.", completion: .directory)
  var directory = RunDirectory.usualParent

  @Flag(help: "Print one JSON array instead of a table.")
  var json = false

  func run() throws {
    let url = URL(fileURLWithPath: directory, isDirectory: true)
    guard !Files.isFile(url) else {
      throw FileError(directory, .read, cause: "it is no directory")
    }
    var summaries: [RunDirectory.Summary] = []
    LegibleNames.tellOthers(in: url, depth: 2)
    for run in RunDirectory.all(in: url) {
      do {
        summaries.append(try run.summary())
      } catch {
        warn("\(error)")
      }
    }
    if json {
      print(
        try summaries.json([.prettyPrinted, .withoutEscapingSlashes], keys: .convertToSnakeCase)
      )
    } else if summaries.isEmpty {
      print("There are no runs in \(url.path); pong train makes one.".printable)
    } else {
      print("    best     last  episodes  agent steps  preset    run")
      for summary in summaries { print(line(summary)) }
    }
  }

  private func line(_ summary: RunDirectory.Summary) -> String {
    func reward(_ value: Double?) -> String {
      value.map { String(format: "%8.2f", $0) } ?? "       –"
    }
    let preset = summary.preset.printable.padding(toLength: 8, withPad: " ", startingAt: 0)
    return reward(summary.bestMeanReward) + " " + reward(summary.meanReward)
      + String(format: "  %8ld  %11ld  ", summary.episodes, summary.agentSteps)
      + "\(preset)  \(summary.run.printable)"
  }
}
