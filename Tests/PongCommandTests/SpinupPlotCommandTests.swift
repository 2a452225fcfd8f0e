import Foundation
import Testing

struct SpinupPlotCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    // Returns that jump to and fro around -10, 0 and 30.
    for (seed, offset) in [-10, 0, 30].enumerated() {
      let run = "\(folder.path)/exp/exp_s\(seed)"
      try FileManager.default.createDirectory(atPath: run, withIntermediateDirectories: true)
      var text = "Epoch\tAverageEpRet\tTotalEnvInteracts\tEntropy\n"
      for row in 0..<20 {
        text += "\(row)\t\(offset + (row % 2 == 0 ? 4 : -4))\t\(100 * row)\t1.5\n"
      }
      _ = try folder.write(text, to: "exp/exp_s\(seed)/progress.txt")
      _ = try folder.write("{\"exp_name\": \"exp\"}", to: "exp/exp_s\(seed)/config.json")
    }
  }

  /// What is plotted of all runs.
  private func plot(_ more: String...) throws -> String {
    let chart = ["--size", "60x16", "--glyphs", "ascii"]
    let outcome = try run(["spinup", "plot", folder.path + "/exp/"] + more + chart)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    return outcome.output
  }

  /// The rows of a chart that its first line passes through.
  private func rows(_ text: String) -> Int {
    text.split(separator: "\n").dropFirst(4).filter { $0.dropFirst(5).contains("*") }.count
  }

  @Test func `an experiment is one line, or one a run where each counts`() throws {
    let together = try plot()
    #expect(together.contains("Performance   * exp\n") && together.contains(":"))
    #expect(try plot("--count").contains("* exp-0   o exp-1"))
    #expect(try plot("--legend", "mine").contains("* mine"))
    let entropy = try plot("-y", "Entropy", "-x", "Epoch")
    #expect(entropy.contains("Entropy   * exp") && entropy.contains("Epoch"))
  }

  @Test func `smoothing takes the jumps out`() throws {
    let rough = try plot("--exclude", "nothing", "--count")
    let smooth = try plot("--smooth", "2", "--count")
    #expect(rows(rough) > rows(smooth))
  }

  @Test func `the estimator is what the line is of`() throws {
    let outputs = try ["mean", "median", "max", "min"].map { try plot("--est", $0) }
    #expect(Set(outputs).count == 4)
    #expect(try plot() == outputs[0])
  }

  @Test func `directories are selected and excluded by their paths`() throws {
    let chart = ["--size", "60x16", "--glyphs", "ascii", "--count"]
    func names(_ more: [String]) throws -> String {
      let place = folder.path + "/exp/exp_s"
      return try run(["spinup", "plot", place] + more + chart).output
    }
    #expect(try names([]).contains("exp-2"))
    let some = try names(["--exclude", "s1"])
    #expect(some.contains("exp-1") && !some.contains("exp-2") && !some.contains("exp_s1\n"))
    let one = try names(["--select", "exp_s2"])
    #expect(one.contains("exp_s2\n") && !one.contains("exp-1"))
    let none = try run(["spinup", "plot", folder.path + "/exp/", "--exclude", "exp"])
    #expect(none.exitCode == 66 && none.errors.contains("There is no run here"))
  }

  @Test func `a run before its first epoch stops no chart`() throws {
    for (seed, text) in ["", "Epoch\tAverageEpRet\tTotalEnvInteracts\tEntropy\n"].enumerated() {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/exp/exp_s1\(seed)",
        withIntermediateDirectories: true
      )
      _ = try folder.write(text, to: "exp/exp_s1\(seed)/progress.txt")
    }
    #expect(try plot("--count").contains("* exp-0   o exp-1"))
    let alone = try run(["spinup", "plot", folder.path + "/exp/exp_s10/"])
    #expect(alone.exitCode == 66 && alone.errors.contains("gone through an epoch"))
  }

  @Test func `tables with other line ends and a byte order mark are read`() throws {
    let text = "\u{FEFF}Epoch\tAverageEpRet\tTotalEnvInteracts\r\n0\t-21\t100\r\n1\t-20\t200\r\n"
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/w",
      withIntermediateDirectories: true
    )
    _ = try folder.write(text, to: "w/progress.txt")
    let chart = ["--size", "60x16", "--glyphs", "ascii"]
    let outcome = try run(["spinup", "plot", folder.path + "/w/", "-x", "Epoch"] + chart)
    #expect(outcome.exitCode == 0 && outcome.output.contains("*"))
  }
}
