public import ArgumentParser
import Foundation
import Pictures
public import PongInterface
import PongTerminal
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

  @Argument(help: "The runs.")
  var runs: [String]

  @Option(help: "What the runs are compared along.")
  var x = LearningCurves.Scale.episodes

  @Option(
    help: ArgumentHelp(
      "What is shown: a column of progress.csv, as in episode_reward, loss or entropy.",
      valueName: "column"
    )
  )
  var y = LearningCurves.usualMetric

  @Option(help: ArgumentHelp("Show the mean of so many rows in place of each.", valueName: "n"))
  var smooth = 1

  @Option(help: ArgumentHelp("Write the chart as SVG.", valueName: "file"))
  var svg: String?

  @Option(help: ArgumentHelp("Write the chart as PNG.", valueName: "file"))
  var png: String?

  @Option(help: "The size in the terminal, in cells; as wide and high as that if left out.")
  var size: ScreenSize?

  @Option(help: "What the chart is made of in the terminal.")
  var glyphs: ChartGlyphs?

  @Option(help: "The colours in the terminal.")
  var theme: Theme.Name?

  @Option(help: "How many colours to use; auto asks the terminal and NO_COLOR.")
  var color = TerminalArguments.ColorChoice.auto

  func validate() throws {
    guard !runs.isEmpty else { throw ValidationError("Name a run to draw.") }
    guard smooth > 0 else { throw ValidationError("--smooth is more than 0, not \(smooth).") }
  }

  func run() throws {
    let directories = try runs.flatMap { try Self.runs(at: $0) }
    let curves = try LearningCurves(directories, along: x, metric: y, smoothing: smooth)
    if let svg { try Self.write(Array(ChartFigure(curves.chart).svg.utf8), to: svg) }
    if let png { try Self.write(PNG.encode(ChartFigure(curves.chart).bitmap), to: png) }
    if svg == nil, png == nil { show(curves.chart) }
  }

  /// The run in a directory, or the runs below it.
  private static func runs(at path: String) throws -> [RunDirectory] {
    let url = URL(fileURLWithPath: path, isDirectory: true).standardizedFileURL
    if FileManager.default.fileExists(atPath: url.appendingPathComponent("config.json").path) {
      return [RunDirectory(existing: url)]
    }
    let beside = (try? RunDirectory.all(in: url.deletingLastPathComponent())) ?? []
    let own = beside.filter { $0.url.standardizedFileURL.path.hasPrefix(url.path + "/") }
    let runs = own.isEmpty ? (try? RunDirectory.all(in: url)) ?? [] : own
    guard !runs.isEmpty else {
      throw CommandError("\(path): there is no run here.", exitCode: CommandError.noInput)
    }
    return runs
  }

  private static func write(_ bytes: [UInt8], to path: String) throws {
    let file = try StreamedFile(path: path)
    try file.write(bytes)
    try file.finish()
  }

  private func show(_ chart: Chart) {
    let output = PrintedOutput()
    let depth = color.depth ?? output.colorDepth
    // The last row is the prompt's.
    let size = size ?? ScreenSize(columns: output.columns, rows: max(1, min(output.rows - 1, 40)))
    var surface = Surface(columns: size.columns, rows: size.rows)
    let glyphs = glyphs ?? (output.usesUnicode ? .braille : .ascii)
    ChartView(frame: Rect(columns: size.columns, rows: size.rows), glyphs: glyphs)
      .draw(chart, on: &surface, theme: Theme(depth == .mono ? .mono : theme ?? .terminal))
    var painter = ANSIPainter(depth: depth, usesUnicode: output.usesUnicode)
    // Attributes are not for files and pipes.
    let lines =
      output.isTerminal || color.depth != nil
      ? painter.lines(of: surface) : surface.plain(usesUnicode: output.usesUnicode)
    print(lines.joined(separator: "\n"))
  }
}

extension Surface {
  /// The characters of each row, blanks at their ends left out.
  fileprivate func plain(usesUnicode: Bool) -> [String] {
    lines.map { line in
      let scalars = line.unicodeScalars.map { Cell(scalar: $0) }
      let shown = usesUnicode ? scalars : scalars.map(\.withoutUnicode)
      var text = String.UnicodeScalarView()
      text.append(contentsOf: shown.map(\.scalar))
      while text.last == " " { text.removeLast() }
      return String(text)
    }
  }
}

extension ChartGlyphs: ExpressibleByArgument {}
extension LearningCurves.Scale: ExpressibleByArgument {}
