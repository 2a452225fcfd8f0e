import Foundation
import PongInterface
import Training

/// The metrics of runs as a chart; runs that differ in nothing but the seed belong together.
struct LearningCurves {
  /// What runs are compared along.
  enum Scale: String, CaseIterable {
    case episodes
    case steps
    case seconds

    /// The column of the metrics.
    var column: String { self == .steps ? "agent_steps" : rawValue }

    /// What the axis is called.
    var title: String { self == .steps ? "agent steps" : rawValue }
  }

  /// The metric that is shown unless another one is asked for.
  static let usualMetric = "mean_reward_100"

  /// The rewards of single episodes.
  private static let episodeReward = "episode_reward"

  private struct Group {
    var configuration: RunConfiguration
    var directories: [RunDirectory]
    var curves: [Curve] = []
    var episodes: Curve?
  }

  private let scale: Scale
  private let metric: String
  private var groups: [Group] = []

  /// Reads the metrics of runs.
  ///
  /// - Parameters:
  ///   - runs: The runs, the most important first.
  ///   - scale: What they are compared along.
  ///   - metric: A column of the metrics.
  ///   - smoothing: Each value is shown as the mean of so many rows.
  /// - Throws: A `CommandError` if one cannot be read or has no such column.
  init(_ runs: [RunDirectory], along scale: Scale, metric: String, smoothing: Int) throws {
    self.scale = scale
    self.metric = metric
    for run in runs {
      var (configuration, table) = try Self.read(
        run,
        keeping: [scale.column, metric, Self.episodeReward]
      )
      configuration.seed = 0
      let index = groups.firstIndex { $0.configuration == configuration } ?? groups.count
      if index == groups.count {
        groups.append(Group(configuration: configuration, directories: []))
      }
      groups[index].directories.append(run)
      let curve = try Self.curve(metric, of: table, run, along: scale).smoothed(over: smoothing)
      if !curve.points.isEmpty { groups[index].curves.append(curve) }
      if metric == Self.usualMetric {
        groups[index].episodes = try Self.curve(Self.episodeReward, of: table, run, along: scale)
      }
    }
  }

  private static func read(
    _ run: RunDirectory,
    keeping columns: Set<String>
  ) throws -> (RunConfiguration, ProgressTable) {
    do {
      return (try run.description().configuration, try run.metrics(keeping: columns))
    } catch {
      throw CommandError("\(error).", exitCode: CommandError.noInput)
    }
  }

  private static func curve(
    _ metric: String,
    of table: ProgressTable,
    _ run: RunDirectory,
    along scale: Scale
  ) throws -> Curve {
    // A run that has written nothing yet stops no other.
    guard !table.columns.isEmpty else { return Curve(x: [], y: []) }
    guard let x = table.values(of: scale.column) else {
      throw CommandError(
        "\(run.progress.path): has no column \(scale.column).",
        exitCode: CommandError.badData
      )
    }
    return Curve(x: x, y: try table.values(of: metric, in: run.progress))
  }

  // MARK: Chart

  /// Whether no run has a value yet.
  var isEmpty: Bool { groups.allSatisfy(\.curves.isEmpty) }

  /// The chart: the mean of each group, a standard deviation around it and its runs faintly; a run
  /// alone with its episodes.
  var chart: Chart {
    let axisTitle = metric == Self.usualMetric ? "mean reward of 100 episodes" : metric
    var chart = Chart(
      x: Chart.Axis(scale.title, isCount: scale != .seconds),
      y: Chart.Axis(axisTitle.replacingOccurrences(of: "_", with: " "))
    )
    var front: [Chart.Series] = []
    for (color, group) in groups.enumerated() {
      let name = name(of: group)
      if group.directories.count == 1 {
        if groups.count == 1, let episodes = group.episodes {
          chart.series.append(.init("episodes", .dots(episodes.points), color: 1, isFaint: true))
        }
        let line = group.curves.first?.points ?? []
        front.append(.init(name, .line(line), color: color))
        continue
      }
      let (mean, band) = Curve.summary(of: group.curves)
      chart.series.append(.init("", .band(band), color: color))
      front += group.curves.map { .init("", .line($0.points), color: color, isFaint: true) }
      front.append(.init("\(name), \(group.curves.count) seeds", .line(mean), color: color))
    }
    // Means stand in front of everything.
    let isFaint = front.filter(\.isFaint)
    chart.series += isFaint + front.filter { !$0.isFaint }
    return chart
  }

  /// What a group is called: the experiment's name, and the run's where that is not enough.
  private func name(of group: Group) -> String {
    func experiment(_ group: Group) -> String {
      group.directories[0].url.standardizedFileURL.deletingLastPathComponent().lastPathComponent
    }
    let isUnique = groups.filter { experiment($0) == experiment(group) }.count == 1
    let run = group.directories[0].url.standardizedFileURL.lastPathComponent
    return isUnique ? experiment(group) : "\(experiment(group))/\(run)"
  }
}
