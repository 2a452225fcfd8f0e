public import Reinforcement

/// A learning curve, thinned out so that it never holds more than a few thousand points.
public struct TrainingCurve: Hashable, Sendable {
  /// What a point is drawn over.
  public enum Axis: CaseIterable, Hashable, Sendable {
    /// Episodes.
    case episodes
    /// Agent steps.
    case steps
    /// Seconds of learning.
    case seconds

    /// What stands at the axis.
    var title: String {
      switch self {
      case .episodes: "episodes"
      case .steps: "agent steps"
      case .seconds: "seconds"
      }
    }

    /// Where an event stands.
    func place(of event: TrainingEvent) -> Double {
      switch self {
      case .episodes: Double(event.episodes)
      case .steps: Double(event.agentSteps)
      case .seconds: event.seconds
      }
    }
  }

  /// The most points that are kept.
  public static let capacity = 4096

  /// The points in order.
  public private(set) var points: [TrainingEvent] = []

  /// One point in so many is kept.
  private var stride = 1
  private var skipped = 0
  private var last: TrainingEvent?

  /// A curve of these points.
  public init(_ points: [TrainingEvent] = []) {
    for point in points { add(point) }
  }

  /// Adds a point at the end.
  public mutating func add(_ point: TrainingEvent) {
    last = point
    skipped += 1
    guard skipped >= stride else { return }
    skipped = 0
    points.append(point)
    guard points.count >= Self.capacity else { return }
    points = points.indices.filter { $0 % 2 == 1 }.map { points[$0] }
    stride *= 2
  }

  /// How fast the running reward has grown in the last third of the time, in points a second.
  public var slope: Double? {
    guard let first = points.first, let last else { return nil }
    let begin = last.seconds - (last.seconds - first.seconds) / 3
    guard let past = points.first(where: { $0.seconds >= begin }), last.seconds > past.seconds
    else { return nil }
    guard let now = last.runningReward, let then = past.runningReward else { return nil }
    return (now - then) / (last.seconds - past.seconds)
  }

  /// The points of the chart over an axis.
  ///
  /// - Parameters:
  ///   - value: What is shown; where there is none, there is no point.
  ///   - axis: The axis.
  ///   - end: Where the axis ends.
  /// - Returns: The points, in order.
  func points(
    of value: KeyPath<TrainingEvent, Double?>,
    over axis: Axis,
    upTo end: Double = .infinity
  ) -> [Chart.Point] {
    points.compactMap { event in
      let place = axis.place(of: event)
      return place <= end ? event[keyPath: value].map { Chart.Point(place, $0) } : nil
    }
  }
}

/// A curve that the run's own is compared with.
public struct ReferenceCurve: Hashable, Sendable {
  /// What it is, as the legend says.
  public var title: String
  /// The same in a word or two.
  public var shortTitle: String
  /// Its points; the axes that it cannot be drawn over are left out of `axes`.
  public var curve: TrainingCurve
  /// The axes that its points are known on.
  public var axes: Set<TrainingCurve.Axis>

  /// Makes a reference.
  public init(
    title: String,
    shortTitle: String,
    curve: TrainingCurve,
    axes: Set<TrainingCurve.Axis> = Set(TrainingCurve.Axis.allCases)
  ) {
    self.title = title
    self.shortTitle = shortTitle
    self.curve = curve
    self.axes = axes
  }

  /// The article's run, as far as it tells: a reward of 0 after about 10,000 episodes and 30 hours.
  ///
  /// Of what lies between start and end it has only a picture; this is the straight line. It tells no
  /// agent steps.
  public static let article = ReferenceCurve(
    title: "article: 0 at episode 10,000, 30 h",
    shortTitle: "article",
    curve: TrainingCurve(
      (0...100).map { part in
        var event = TrainingEvent()
        event.episodes = 100 * part
        event.seconds = 1080 * Double(part)
        event.runningReward = -21 + 0.21 * Double(part)
        return event
      }
    ),
    axes: [.episodes, .seconds]
  )
}
