import Foundation
import PongInterface
import Text
import Training

/// The metrics of runs as charts; runs of one experiment belong together.
struct SpinupCurves {
  /// What is made of the values of an experiment's runs.
  enum Estimator: String, CaseIterable {
    case mean
    case median
    case max
    case min

    func callAsFunction(_ values: [Double]) -> Double {
      let sorted = values.sorted()
      guard let first = sorted.first, let last = sorted.last else { return .nan }
      return switch self {
      case .mean: sorted.reduce(0, +) / Double(sorted.count)
      case .median: (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
      case .max: last
      case .min: first
      }
    }
  }

  private struct Group {
    var name: String
    var runs: [(directory: RunDirectory, metrics: ProgressTable)]
  }

  private let estimator: Estimator
  private let isCounting: Bool
  private let smoothing: Int
  private var groups: [Group] = []

  /// Has no run yet.
  init(estimator: Estimator, isCounting: Bool, smoothing: Int) {
    self.estimator = estimator
    self.isCounting = isCounting
    self.smoothing = smoothing
  }

  /// How many runs have not gone through an epoch yet.
  private(set) var unstarted = 0

  /// Whether there is no run with an epoch.
  var isEmpty: Bool { groups.isEmpty }

  /// Adds a run to the experiment of its name, or by itself where every run counts.
  mutating func add(_ directory: RunDirectory, named name: String?) throws {
    let metrics: ProgressTable
    do {
      metrics = try directory.metrics()
    } catch {
      throw CommandError("\(error)", exitCode: CommandError.noInput)
    }
    // A run before its first epoch has nothing to show yet, and stops no other.
    guard metrics.rowCount > 0 else {
      unstarted += 1
      return
    }
    var name = name ?? directory.experiment?.printable ?? "exp"
    if isCounting { name += "-\(groups.count)" }
    if let index = groups.firstIndex(where: { $0.name == name }) {
      groups[index].runs.append((directory, metrics))
    } else {
      groups.append(Group(name: name, runs: [(directory, metrics)]))
    }
  }

  /// The chart of a column along another.
  func chart(of column: String, along x: String) throws -> Chart {
    var chart = Chart(
      x: Chart.Axis(x, isCount: x == "TotalEnvInteracts" || x == "Epoch"),
      y: Chart.Axis(column)
    )
    var lines: [Chart.Series] = []
    for (color, group) in groups.enumerated() {
      let curves = try group.runs.map { directory, metrics in
        let file = directory.progress
        let curve = Curve(
          x: try Self.values(of: x, in: metrics, file),
          y: try Self.values(of: column, in: metrics, file)
        )
        return curve.smoothed(over: smoothing)
      }.filter { !$0.points.isEmpty }
      guard curves.count > 1 else {
        lines.append(.init(group.name, .line(curves.first?.points ?? []), color: color))
        continue
      }
      let (mean, band) = Curve.summary(of: curves)
      chart.series.append(.init("", .band(band), color: color))
      let line = mean.map { point in
        Chart.Point(point.x, estimator(curves.compactMap { $0.value(at: point.x) }))
      }
      lines.append(.init(group.name, .line(line), color: color))
    }
    chart.series += lines
    return chart
  }

  /// The values of a column; `Performance` stands for the mean return of tests or, without tests, of
  /// episodes.
  private static func values(
    of name: String,
    in table: ProgressTable,
    _ file: URL
  ) throws -> [Double?] {
    let performance = ["AverageTestEpRet", "AverageEpRet"].first { table.columns.contains($0) }
    let column = name == "Performance" ? performance ?? "AverageEpRet" : name
    return try table.values(of: column)
      ?? table.values(of: name, in: file, alsoKnown: ["Performance"])
  }
}

extension ProgressTable {
  /// The values of a column that a command line names.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - file: Where the table stands.
  ///   - others: Names that stand for columns.
  /// - Returns: The values, `nil` where there is none.
  /// - Throws: A `CommandError` with the names of all columns if there is no such column.
  func values(of column: String, in file: URL, alsoKnown others: [String] = []) throws -> [Double?]
  {
    if let values = values(of: column) { return values }
    let known = (others + columns).joined(separator: ", ").printable
    throw CommandError(
      "\(file.path): has no column \(column). There are: \(known).",
      exitCode: CommandError.usage
    )
  }
}

extension Curve {
  /// Makes a curve of two columns; rows that lack one of the values are left out.
  init(x: [Double?], y: [Double?]) {
    self.init(
      zip(x, y).compactMap { x, y in x.flatMap { x in y.map { Chart.Point(x, $0) } } }
    )
  }
}
