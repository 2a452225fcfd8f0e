import ArgumentParser
import Foundation
import Training

/// `pong plot`: learning curves.
struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw the learning curves of training runs.",
    discussion: """
      RUN is a run's directory, or one that holds runs. Runs that differ in nothing but the seed \
      are drawn as one: their mean, a standard deviation around it as a band, as far as all of \
      them reach, and each run faintly. A run alone is drawn with the rewards of its episodes.

      The chart is drawn in the terminal, in plain characters if standard output is none, or in \
      the files that are named.

      EXAMPLES
        pong plot runs/fast
        pong plot runs/article runs/fast --x seconds
        pong plot runs/fast/2026-01-31_20-00-00_s0 --y entropy --smooth 20
        pong plot runs/fast --svg fast.svg --png fast.png
      """
  )

  @Argument(help: "The runs.", completion: .experiment)
  var runs: [String]

  @Option(help: "What the runs are compared along.")
  var x = LearningCurves.Scale.episodes

  @Option(
    help: ArgumentHelp(
      "What is shown: a column of progress.csv, as in episode_reward, loss or entropy.",
      valueName: "column"
    ),
    completion: .list(ProgressRow.columns)
  )
  var y = LearningCurves.usualMetric

  @Option(help: ArgumentHelp("Show the mean of so many rows in place of each.", valueName: "n"))
  var smooth = 1

  @OptionGroup(title: "Chart") var output: ChartArguments

  func validate() throws {
    guard !runs.isEmpty else { throw ValidationError("Name a run to draw.") }
    guard smooth > 0 else { throw ValidationError("--smooth is more than 0, not \(smooth).") }
  }

  func run() throws {
    let directories = try runs.flatMap { try Self.runs(at: $0) }
    let curves = try LearningCurves(directories, along: x, metric: y, smoothing: smooth)
    try output.draw(curves.chart)
  }

  /// The run in a directory, or the runs below it.
  private static func runs(at path: String) throws -> [RunDirectory] {
    let url = URL(fileURLWithPath: path, isDirectory: true).standardizedFileURL
    if FileManager.default.fileExists(atPath: url.appendingPathComponent("config.json").path) {
      return [RunDirectory(url)]
    }
    LegibleNames.tellOthers(in: url, depth: 2)
    let beside = RunDirectory.all(in: url.deletingLastPathComponent())
    let own = beside.filter { $0.url.standardizedFileURL.path.hasPrefix(url.path + "/") }
    let runs = own.isEmpty ? RunDirectory.all(in: url) : own
    guard !runs.isEmpty else {
      throw CommandError("\(path): there is no run here.", exitCode: CommandError.noInput)
    }
    return runs
  }
}

extension LearningCurves.Scale: ExpressibleByArgument {}
