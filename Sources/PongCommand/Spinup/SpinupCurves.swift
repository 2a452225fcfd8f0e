import Foundation
import PongInterface
import Text
import Training

/// The metrics of runs as charts; runs of one experiment belong together.
struct SpinupCurves {
  /// What is made of the values of an experiment's runs: a function of numpy's by its name.
  enum Estimator: String, CaseIterable {
    case mean
    case median
    case max
    case min
    case std
    case `var`
    case sum
    case prod
    case ptp

    func callAsFunction(_ values: [Double]) -> Double {
      let sorted = values.sorted()
      guard let first = sorted.first, let last = sorted.last else { return .nan }
      let sum = sorted.reduce(0, +)
      return switch self {
      case .mean: sum / Double(sorted.count)
      case .median: (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
      case .max: last
      case .min: first
      case .std: Self.variance(sorted).squareRoot()
      case .var: Self.variance(sorted)
      case .sum: sum
      case .prod: sorted.reduce(1, *)
      case .ptp: last - first
      }
    }

    /// The mean squared distance from the mean, of n and not n - 1 (numpy's `ddof=0`).
    private static func variance(_ values: [Double]) -> Double {
      let mean = values.reduce(0, +) / Double(values.count)
      return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
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

  /// How many runs there are, those that cannot be drawn among them: each has its number.
  private var found = 0

  /// Whether there is no run with an epoch.
  var isEmpty: Bool { groups.isEmpty }

  /// Adds a run to the experiment of its name, or by itself where every run counts.
  ///
  /// - Returns: What is amiss with a run that cannot be read; the others are drawn without it.
  mutating func add(_ directory: RunDirectory, named name: String?) -> String? {
    let number = found
    found += 1
    let metrics: ProgressTable
    do {
      metrics = try directory.metrics()
    } catch {
      return "\(error)"
    }
    // A run before its first epoch has nothing to show yet, and stops no other.
    guard metrics.rowCount > 0 else {
      unstarted += 1
      return nil
    }
    var name = name ?? directory.experiment?.printable ?? "exp"
    if isCounting { name += "-\(number)" }
    if let index = groups.firstIndex(where: { $0.name == name }) {
      groups[index].runs.append((directory, metrics))
    } else {
      groups.append(Group(name: name, runs: [(directory, metrics)]))
    }
    return nil
  }

  /// The chart of a column along another.
  ///
  /// - Parameters:
  ///   - column: The column that is drawn.
  ///   - x: The column along the axis at the bottom.
  ///   - warn: Is told of a run that lacks one of them and is left out.
  /// - Returns: The chart, a line for each experiment.
  /// - Throws: A `CommandError` if all runs lack one.
  func chart(of column: String, along x: String, warn: (String) -> Void) throws -> Chart {
    var chart = Chart(
      x: Chart.Axis(x, isCount: x == "TotalEnvInteracts" || x == "Epoch"),
      y: Chart.Axis(column)
    )
    var lines: [Chart.Series] = []
    var lacks: [CommandError] = []
    for (color, group) in groups.enumerated() {
      let curves = group.runs.compactMap { directory, metrics -> Curve? in
        let file = directory.progress
        do throws(CommandError) {
          return Curve(
            x: try Self.values(of: x, in: metrics, file),
            y: try Self.values(of: column, in: metrics, file)
          ).smoothed(over: smoothing)
        } catch {
          lacks.append(error)
          return nil
        }
      }.filter { !$0.points.isEmpty }
      guard curves.count > 1 else {
        let points = curves.first?.points.map { Chart.Point($0.x, estimator([$0.y])) }
        lines.append(.init(group.name, .line(points ?? []), color: color))
        continue
      }
      let (mean, deviations) = Curve.summary(of: curves)
      let line = mean.map { point in
        Chart.Point(point.x, estimator(curves.compactMap { $0.value(at: point.x) }))
      }
      // The deviation lies around what is drawn, which need not be the mean.
      let band = zip(zip(mean, line), deviations).map { points, interval in
        let shift = points.1.y - points.0.y
        return Chart.Interval(
          interval.x,
          lower: interval.lower + shift,
          upper: interval.upper + shift
        )
      }
      chart.series.append(.init("", .band(band), color: color))
      lines.append(.init(group.name, .line(line), color: color))
    }
    if let lack = lacks.first, lacks.count == groups.reduce(0, { $0 + $1.runs.count }) {
      throw lack
    }
    for lack in lacks { warn(lack.description) }
    chart.series += lines
    return chart
  }

  /// The values of a column; `Performance` stands for the mean return of tests or, without tests, of
  /// episodes.
  private static func values(
    of name: String,
    in table: ProgressTable,
    _ file: URL
  ) throws(CommandError) -> [Double?] {
    let performance = ["AverageTestEpRet", "AverageEpRet"].first { table.columns.contains($0) }
    let column = name == "Performance" ? performance ?? "AverageEpRet" : name
    if let values = table.values(of: column) { return values }
    return try table.values(of: name, in: file, alsoKnown: ["Performance"])
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
  func values(
    of column: String,
    in file: URL,
    alsoKnown others: [String] = []
  ) throws(CommandError) -> [Double?] {
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
