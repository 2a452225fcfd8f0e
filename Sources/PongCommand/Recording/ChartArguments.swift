public import ArgumentParser
import Foundation
import Pictures
public import PongInterface
import PongTerminal

/// Where a chart is drawn, and what of.
struct ChartArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp("Write the chart as SVG.", valueName: "file"),
    completion: .file(extensions: ["svg"])
  )
  var svg: String?

  @Option(
    help: ArgumentHelp("Write the chart as PNG.", valueName: "file"),
    completion: .file(extensions: ["png"])
  )
  var png: String?

  @Option(
    help: "The size in the terminal, in cells; as wide and high as that if left out.",
    completion: .size,
    transform: ScreenSize.init(option:)
  )
  var size: ScreenSize?

  @Option(help: "What the chart is made of in the terminal.")
  var glyphs: ChartGlyphs?

  @Option(help: "The colours in the terminal.")
  var theme: Theme.Name?

  @Option(help: "How many colours to use; auto asks the terminal and NO_COLOR.")
  var color = TerminalArguments.ColorChoice.auto

  /// Whether files are named.
  var hasFiles: Bool { svg != nil || png != nil }

  /// Draws the chart into the files that are named, or into the terminal if none is.
  ///
  /// - Parameters:
  ///   - chart: The chart.
  ///   - rows: The greatest height in the terminal unless one is asked for.
  /// - Throws: A ``CommandError`` if a file cannot be written.
  func draw(_ chart: Chart, rows: Int = 40) throws {
    if let svg { try StreamedFile.write(Array(ChartFigure(chart).svg.utf8), to: svg) }
    if let png { try StreamedFile.write(PNG.encode(ChartFigure(chart).bitmap), to: png) }
    if !hasFiles { show(chart, rows: rows) }
  }

  private func show(_ chart: Chart, rows: Int) {
    let output = PrintedOutput()
    let depth = color.depth ?? output.colorDepth
    // The last row is the prompt's.
    let size = size ?? ScreenSize(columns: output.columns, rows: max(1, min(output.rows - 1, rows)))
    var surface = Surface(columns: size.columns, rows: size.rows)
    let glyphs = glyphs ?? (output.usesUnicode ? .braille : .ascii)
    ChartView(frame: Rect(columns: size.columns, rows: size.rows), glyphs: glyphs)
      .draw(chart, on: &surface, theme: Theme(depth == .mono ? .mono : theme ?? .terminal))
    var painter = ANSIPainter(depth: depth, usesUnicode: output.usesUnicode)
    // Attributes are not for files and pipes.
    let lines =
      output.isTerminal || color.depth != nil
      ? painter.lines(of: surface) : surface.plainLines(usesUnicode: output.usesUnicode)
    // A painter's own sequences, and cells, which hold no others.
    StandardStream.output.writeLine(lines.joined(separator: "\n"))
  }
}

extension ChartGlyphs: ExpressibleByArgument {}
