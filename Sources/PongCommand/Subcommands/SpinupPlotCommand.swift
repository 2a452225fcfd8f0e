import ArgumentParser
import FileAccess
import Foundation
import PongInterface
import Text
import Training

/// `pong spinup plot`: what Spinning Up's plotter shows, as a chart in the terminal or a picture.
struct SpinupPlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw the metrics of runs.",
    discussion: """
      A DIR is a directory whose name ends in a slash, or stands for all directories whose names \
      contain it: runs are looked for in all of them. Runs of one experiment are drawn as their \
      mean, or what --est says, with a standard deviation to either side. Performance is \
      AverageEpRet.

      What differs from Spinning Up's plotter: runs of one experiment whose steps differ are \
      compared on the straight lines between their epochs; --smooth may be wider than a run is \
      long; a run that cannot be read, or lacks the column, is named and left out.

      EXAMPLES
        pong spinup plot data/cmd_vpg_pytorch
        pong spinup plot data/grid --count --smooth 5
        pong spinup plot data/vpg data/ppo -l "Vanilla" "Proximal" -x Time -y Performance Entropy
      """
  )

  @Argument(help: "Directories of runs, or the beginnings of their names.", completion: .directory)
  var logdir: [String]

  @Option(name: [.long, .customShort("l")], parsing: .upToNextOption, help: "A name for each DIR.")
  var legend: [String] = []

  @Option(name: [.long, .customShort("x")], help: "The column along the axis at the bottom.")
  var xaxis = "TotalEnvInteracts"

  @Option(
    name: [.long, .customShort("y")],
    parsing: .upToNextOption,
    help: "The columns that are shown, a chart each (default: Performance)."
  )
  var value: [String] = []

  @Flag(help: "Draw every run by itself.")
  var count = false

  @Option(
    name: [.long, .customShort("s")],
    help: ArgumentHelp(
      "Show the mean of so many epochs in place of each: itself, those before and after it; of an "
        + "even number one more before.",
      valueName: "n"
    )
  )
  var smooth = 1

  @Option(parsing: .upToNextOption, help: "Only directories whose paths contain all of these.")
  var select: [String] = []

  @Option(parsing: .upToNextOption, help: "No directories whose paths contain any of these.")
  var exclude: [String] = []

  @Option(help: "What is made of an experiment's runs, a function of numpy's.")
  var est = SpinupCurves.Estimator.mean

  @OptionGroup(title: "Chart") var output: ChartArguments

  func validate() throws {
    guard !logdir.isEmpty else { throw ValidationError("Name a directory of runs.") }
    guard smooth > 0 else { throw ValidationError("--smooth is more than 0, not \(smooth).") }
    guard value.count < 2 || (output.svg == nil && output.png == nil) else {
      throw ValidationError("A file takes one chart: name one column with -y.")
    }
  }

  func run() throws {
    let directories = try logdir.flatMap { try Self.directories($0) }.filter { path in
      select.allSatisfy { path.contains($0) } && !exclude.contains { path.contains($0) }
    }
    let rule = String(repeating: "=", count: 50)
    print(
      "Plotting from...\n\(rule)\n\n\(directories.map(\.printable).joined(separator: "\n"))\n\n\(rule)"
    )
    guard legend.isEmpty || legend.count == directories.count else {
      throw CommandError(
        "--legend has \(legend.count) names for \(directories.count) directories.",
        exitCode: CommandError.usage
      )
    }
    var unreadable: [String] = []
    var curves = SpinupCurves(estimator: est, isCounting: count, smoothing: smooth)
    for (index, path) in directories.enumerated() {
      for run in RunDirectory.all(below: URL(fileURLWithPath: path, isDirectory: true)) {
        if let fault = curves.add(run, named: legend.isEmpty ? nil : legend[index]) {
          unreadable.append(fault)
          warn("\(fault).")
        }
      }
    }
    guard !curves.isEmpty else {
      throw CommandError(
        curves.unstarted > 0
          ? "No run here has gone through an epoch yet."
          : unreadable.isEmpty ? "There is no run here." : "No run here can be read.",
        exitCode: CommandError.noInput
      )
    }
    for column in value.isEmpty ? ["Performance"] : value {
      try output.draw(try curves.chart(of: column, along: xaxis, warn: warn))
    }
  }

  /// The directories that a word stands for, as Spinning Up finds them.
  private static func directories(_ word: String) throws -> [String] {
    if word.hasSuffix("/") { return [word] }
    let url = URL(fileURLWithPath: word)
    let parent = word.contains("/") ? url.deletingLastPathComponent().path : "."
    let folder = URL(fileURLWithPath: parent, isDirectory: true)
    LegibleNames.tellOthers(in: folder)
    let found = Files.names(in: folder).filter { $0.contains(url.lastPathComponent) }
    guard !found.isEmpty else {
      throw CommandError(
        "\(word): no directory's name contains it.",
        exitCode: CommandError.noInput
      )
    }
    return found.map { parent == "." ? $0 : parent + "/" + $0 }
  }
}

extension SpinupCurves.Estimator: ExpressibleByArgument {
  /// numpy's other names for the same: `amax`, `average`, and those that leave out what is no number,
  /// which no curve here has.
  init?(argument: String) {
    let name = argument.hasPrefix("nan") ? String(argument.dropFirst(3)) : argument
    switch name {
    case "average": self = .mean
    case "amax": self = .max
    case "amin": self = .min
    default: self.init(rawValue: name)
    }
  }
}
