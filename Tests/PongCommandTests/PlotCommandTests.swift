import Foundation
import TerminalTestSupport
import Testing
import Training

@Suite(.waits) struct PlotCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for seed in 0..<3 {
      var configuration = RunConfiguration()
      configuration.seed = UInt64(seed)
      let last = try writeRun("exp", configuration, offset: Double(seed))
      if seed == 0 { configuration.learningRate = 1 }
      if seed == 0 { _ = try writeRun("other", configuration, offset: 4) }
      #expect(last.hasSuffix("_s\(seed)"))
    }
  }

  /// Writes a run of 40 rows whose mean reward rises from -21 + `offset`.
  private func writeRun(
    _ name: String,
    _ configuration: RunConfiguration,
    offset: Double
  ) throws -> String {
    let run = try RunDirectory(
      in: URL(fileURLWithPath: folder.path),
      name: name,
      description: .init(command: "", version: "", began: 0, configuration: configuration),
      timeZone: .gmt
    )
    var text = ProgressRow.columns.joined(separator: ",") + "\n"
    for row in 0..<40 {
      let reward = -21 + offset + 0.5 * Double(row)
      text += "\(row),\(row * 25),\(row * 1000),\(Double(row) * 0.3),3000,\(reward - 1),1000,"
      text += "\(reward),\(reward),0.1,,0.6,0.5,,\n"
    }
    try Data(text.utf8).write(to: run.progress)
    return run.url.path
  }

  @Test func `runs that differ in the seed are one curve with a band`() throws {
    let outcome = try run(["plot", folder.path + "/exp", "--size", "60x16", "--glyphs", "ascii"])
    #expect(outcome.exitCode == 0 && outcome.errors == "")
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first == "mean reward of 100 episodes   * exp, 3 seeds")
    #expect(outcome.output.contains("****"))
    #expect(outcome.output.contains("episodes") && !outcome.output.contains("\u{1B}"))
    #expect(lines.allSatisfy { $0.count <= 60 })
  }

  @Test func `a run alone shows its episodes; others stand beside`() throws {
    let one = folder.path + "/exp/1970-01-01_00-00-00_s1"
    var text = try run(["plot", one, "--size", "70x16", "--glyphs", "ascii"]).output
    #expect(text.contains(". episodes   * exp"))
    text = try run([
      "plot", folder.path, "--x", "seconds", "--size", "70x16", "--glyphs", "ascii",
    ]).output
    #expect(text.contains("* exp, 3 seeds   o other") && text.contains("seconds"))
    text = try run(["plot", one, "--y", "entropy", "--x", "steps", "--size", "70x16"]).output
    #expect(text.contains("entropy") && text.contains("agent steps"))
  }

  @Test func `a run that has written nothing yet stops no chart`() throws {
    let late = try writeRun("exp", RunConfiguration(), offset: 0)
    try Data().write(to: RunDirectory(URL(fileURLWithPath: late)).progress)
    let outcome = try run(["plot", folder.path + "/exp", "--size", "60x16", "--glyphs", "ascii"])
    #expect(outcome.exitCode == 0 && outcome.output.contains("****"), "\(outcome.errors)")
  }

  @Test func `files hold the same chart`() throws {
    let (svg, png) = (folder.path + "/a.svg", folder.path + "/a.png")
    let outcome = try run(["plot", folder.path + "/exp", "--svg", svg, "--png", png])
    #expect(outcome.exitCode == 0 && outcome.output == "")
    let text = try String(contentsOfFile: svg, encoding: .utf8)
    #expect(text.contains(">exp, 3 seeds</text>") && text.contains("fill-opacity=\"0.25\""))
    let document = try XMLDocumentCheck(text)
    #expect(document.names.contains("polyline") && document.names.contains("polygon"))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: png))
    #expect(Array(bytes.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
  }

  @Test func `a terminal gets colours unless it refuses them`() throws {
    func output(_ variables: [String: String]) throws -> String {
      let terminal = try PseudoTerminal(
        PseudoTerminal.builtProgram("pong"),
        arguments: ["plot", folder.path + "/exp"],
        environment: PseudoTerminal.environment(adding: variables),
        columns: 80,
        rows: 24
      )
      #expect(terminal.waitForExit() == .status(0))
      #expect(terminal.screen.shows("exp, 3 seeds"))
      #expect(terminal.screen.isPlain)
      return terminal.text
    }
    #expect(try output([:]).contains("38;5;"))
    #expect(try !output(["NO_COLOR": "1"]).contains("38;5;"))
  }

  @Test func `smoothing takes the jumps out`() throws {
    let path = try writeRun("rough", RunConfiguration(), offset: 0)
    let file = path + "/progress.csv"
    let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
    let rough = lines.enumerated().map { number, line in
      number % 2 == 0 ? String(line) : String(line).replacing(",0.1,", with: ",0.9,")
    }
    try Data(rough.map { $0 + "\n" }.joined().utf8).write(to: URL(fileURLWithPath: file))
    func plot(_ more: String...) throws -> String {
      let size = ["--size", "60x16", "--glyphs", "ascii"]
      let outcome = try run(["plot", path, "--y", "loss"] + more + size)
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      return outcome.output
    }
    // The axis is as long as the values are wide.
    #expect(try plot().contains("0.8+"))
    #expect(try !plot("--smooth", "10").contains("0.8+"))
  }

  @Test func `size, colours and characters are those asked for`() throws {
    func plot(_ more: [String], _ variables: [String: String] = [:]) throws -> String {
      let outcome = try run(["plot", folder.path + "/exp"] + more, variables: variables)
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      return outcome.output
    }
    for (columns, rows) in [(60, 16), (100, 30)] {
      let lines = try plot(["--size", "\(columns)x\(rows)"]).split(
        separator: "\n",
        omittingEmptySubsequences: false
      )
      // The last line ends, too.
      #expect(lines.count == rows + 1)
      #expect(lines.map(\.count).max() == columns)
    }
    let themes = try ["terminal", "atari", "contrast"].map {
      try plot(["--color", "256", "--theme", $0])
    }
    #expect(Set(themes).count == 3)
    #expect(try plot(["--color", "256"]) == themes[0])
    #expect(try plot([], ["LC_ALL": "C.UTF-8"]).contains("│"))
    for more in [[], ["--glyphs", "braille"], ["--glyphs", "blocks"]] {
      #expect(try plot(more, ["LC_ALL": "C"]).unicodeScalars.allSatisfy { $0.isASCII })
    }
  }

  @Test func `a terminal is filled`() throws {
    let terminal = try PseudoTerminal(
      PseudoTerminal.builtProgram("pong"),
      arguments: ["plot", folder.path + "/exp"],
      columns: 130,
      rows: 30
    )
    #expect(terminal.waitForExit() == .status(0))
    #expect(terminal.screen.lines.map(\.count).max() == 130)
  }

  @Test(arguments: [
    (["plot"], 64, "runs"),
    (["plot", "/nowhere"], 66, "/nowhere: there is no run here"),
    (["plot", "exp", "--y", "fun"], 64, "no column fun"),
    (["plot", "exp", "--smooth", "0"], 64, "--smooth"),
    (["plot", "exp", "--png", "/nowhere/a.png"], 73, "/nowhere/a.png"),
  ])
  func `what cannot be is said`(arguments: [String], exitCode: Int32, hint: String) throws {
    let outcome = try run(arguments, directory: folder.path)
    #expect(outcome.exitCode == exitCode)
    #expect(outcome.errors.contains(hint), "\(outcome.errors)")
  }

  @Test func `a broken description is named`() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/exp/broken",
      withIntermediateDirectories: true
    )
    _ = try folder.write("{", to: "exp/broken/config.json")
    let outcome = try run(["plot", folder.path + "/exp/broken"])
    #expect(outcome.exitCode == 66)
    #expect(outcome.errors.contains("broken/config.json"))
  }
}

/// The names of a document's elements; each must end where it should.
private struct XMLDocumentCheck {
  private(set) var names: Set<String> = []

  init(_ text: String) throws {
    var open: [String] = []
    for piece in text.split(separator: "<").dropFirst(text.hasPrefix("<") ? 0 : 1) {
      let tag = try #require(piece.split(separator: ">", maxSplits: 1).first)
      let name = String(tag.prefix { $0 != " " && $0 != "/" || $0 == "/" && tag.first == "/" })
      if name.hasPrefix("/") {
        #expect(open.popLast() == String(name.dropFirst()))
      } else {
        names.insert(name)
        if !tag.hasSuffix("/") { open.append(name) }
      }
    }
    #expect(open.isEmpty)
  }
}
