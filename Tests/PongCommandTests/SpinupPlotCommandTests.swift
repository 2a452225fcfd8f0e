import Foundation
import PongInterface
import TerminalTestSupport
import Testing
import Training

@testable import PongCommand

@Suite(.waits) struct SpinupPlotCommandTests {
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
    let names = ["mean", "median", "max", "min", "std", "var", "sum", "prod", "ptp"]
    let outputs = try names.map { try plot("--est", $0) }
    #expect(Set(outputs).count == names.count)
    #expect(try plot() == outputs[0])
    #expect(try plot("--est", "amax") == outputs[2] && plot("--est", "nanstd") == outputs[4])
    let wrong = try run(["spinup", "plot", folder.path + "/exp/", "--est", "sort"])
    #expect(wrong.exitCode == 64 && wrong.errors.contains("std"))
  }

  @Test(arguments: [
    // What numpy makes of -10, 0 and 30.
    ("mean", 20.0 / 3), ("median", 0.0), ("max", 30.0), ("min", -10.0), ("sum", 20.0),
    ("prod", 0.0), ("ptp", 40.0), ("var", 288.8888888888889), ("std", 16.996731711975948),
    ("average", 20.0 / 3),
    ("amin", -10.0), ("nanvar", 288.8888888888889),
  ])
  func `an estimator is numpy's function of its name`(name: String, value: Double) throws {
    let estimator = try #require(SpinupCurves.Estimator(argument: name))
    #expect(abs(estimator([-10, 0, 30]) - value) < 1e-12)
    // Of a single run too.
    #expect(estimator([7]) == (["ptp", "var", "std", "nanvar"].contains(name) ? 0 : 7))
  }

  @Test func `the band is a standard deviation around the line, whatever it is of`() throws {
    var curves = SpinupCurves(estimator: .max, isCounting: false, smoothing: 1)
    for run in RunDirectory.all(below: URL(fileURLWithPath: folder.path, isDirectory: true)) {
      #expect(curves.add(run, named: nil) == nil)
    }
    let chart = try curves.chart(of: "AverageEpRet", along: "Epoch") { Issue.record("\($0)") }
    guard case .band(let band) = chart.series[0].shape, case .line(let line) = chart.series[1].shape
    else {
      Issue.record("no band and line")
      return
    }
    // Returns of -6, 4 and 34 in the first epoch.
    #expect(line[0].y == 34)
    #expect(abs(band[0].lower - 34 + 16.996731711975948) < 1e-9)
    #expect(abs(band[0].upper - 34 - 16.996731711975948) < 1e-9)
  }

  @Test func `a run that is no table, or lacks a column, is named and stops no chart`() throws {
    for (name, text) in [
      ("exp_s00", "\u{FEFF}"), ("exp_s01", "no table\nat all\n"),
      ("exp_s02", "Epoch\tAverageEpRet\tTotalEnvInteracts\r\n0\t1\t0\r\n1\t1\t900\r\n"),
    ] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/exp/\(name)",
        withIntermediateDirectories: true
      )
      _ = try folder.write(text, to: "exp/\(name)/progress.txt")
    }
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/exp/exp_s03/progress.txt",
      withIntermediateDirectories: true
    )
    let chart = ["--size", "60x16", "--glyphs", "ascii", "--count"]
    let outcome = try run(["spinup", "plot", folder.path + "/exp/", "-y", "Entropy"] + chart)
    #expect(outcome.exitCode == 0)
    // Every directory has its number, as in Spinning Up's plotter.
    #expect(outcome.output.contains("* exp-0"))
    for name in ["exp_s01", "exp_s02", "exp_s03"] { #expect(outcome.errors.contains(name)) }
    let lacking = try run(["spinup", "plot", folder.path + "/exp/", "-y", "Nothing"] + chart)
    #expect(lacking.exitCode == 64 && lacking.errors.contains("has no column Nothing"))
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
