import Foundation
import PongInterface
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
    var runs: [(directory: SpinupDirectory, metrics: SpinupDirectory.Metrics)]
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

  /// Whether there is no run.
  var isEmpty: Bool { groups.isEmpty }

  /// Adds a run to the experiment of its name, or by itself where every run counts.
  mutating func add(_ directory: SpinupDirectory, named name: String?) throws {
    let metrics: SpinupDirectory.Metrics
    do {
      metrics = try directory.metrics()
    } catch {
      throw CommandError("\(error)", exitCode: CommandError.noInput)
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
        func values(_ name: String) throws -> [Double] {
          if let values = metrics.values(of: name) { return values }
          let known = (["Performance"] + metrics.columns).joined(separator: ", ").printable
          throw CommandError(
            "\(directory.progress.path): has no column \(name). There are: \(known).",
            exitCode: CommandError.usage
          )
        }
        return Curve(
          zip(try values(x), try values(column)).map { Chart.Point($0, $1) }
        ).smoothed(over: smoothing)
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
}
