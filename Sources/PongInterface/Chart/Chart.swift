/// A chart as a value: what it shows, not how; every renderer draws the same one.
///
/// Points that are not finite, or beyond 1e100, are left out, and break a line or a band.
public struct Chart: Hashable, Sendable {
  /// A place in the units of the axes.
  public struct Point: Hashable, Sendable {
    /// Along the axis at the bottom.
    public var x: Double
    /// Along the axis at the left.
    public var y: Double

    /// Makes a point.
    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// An interval of y at a place of x.
  public struct Interval: Hashable, Sendable {
    /// Along the axis at the bottom.
    public var x: Double
    /// The lower end.
    public var lower: Double
    /// The upper end.
    public var upper: Double

    /// Makes an interval.
    public init(_ x: Double, lower: Double, upper: Double) {
      self.x = x
      self.lower = lower
      self.upper = upper
    }
  }

  /// What a series is drawn as.
  public enum Shape: Hashable, Sendable {
    /// A dot for each point.
    case dots([Point])
    /// Straight lines from each point to the next.
    case line([Point])
    /// The area between the ends of the intervals, for each from its x to the next one's.
    case band([Interval])
  }

  /// One set of marks in one colour.
  public struct Series: Hashable, Sendable {
    /// What the legend calls it; with an empty name it is not in the legend.
    public var name: String
    /// Its marks.
    public var shape: Shape
    /// The number of its colour; series that belong together share one.
    ///
    /// Themes repeat theirs.
    public var color: Int
    /// Whether it is only there to compare with.
    public var isFaint: Bool

    /// Makes a series.
    public init(_ name: String, _ shape: Shape, color: Int = 0, isFaint: Bool = false) {
      self.name = name
      self.shape = shape
      self.color = color
      self.isFaint = isFaint
    }
  }

  /// One of the two axes.
  public struct Axis: Hashable, Sendable {
    /// What it measures, with the unit.
    public var title: String
    /// The values it covers; nil for those of the series.
    public var range: ClosedRange<Double>?
    /// Whether it counts, so that its ticks are whole numbers.
    public var isCount: Bool

    /// Makes an axis.
    public init(_ title: String, range: ClosedRange<Double>? = nil, isCount: Bool = false) {
      self.title = title
      self.range = range
      self.isCount = isCount
    }
  }

  /// What the chart is about; may be empty.
  public var title: String
  /// The axis at the bottom.
  public var x: Axis
  /// The axis at the left.
  public var y: Axis
  /// What is shown, the later in front of the earlier.
  public var series: [Series]

  /// Makes a chart.
  public init(_ title: String = "", x: Axis, y: Axis, series: [Series] = []) {
    self.title = title
    self.x = x
    self.y = y
    self.series = series
  }

  /// Whether there is nothing to show.
  public var isEmpty: Bool {
    series.allSatisfy { $0.shape.corners.isEmpty }
  }

  /// The axis at the bottom with its values, and about as many ticks as there is room for.
  public func xScale(ticks: Int) -> ChartScale {
    let values = series.lazy.flatMap(\.shape.corners).map(\.x)
    return ChartScale(x, values: values, ticks: ticks, isRounded: false)
  }

  /// The axis at the left with its values, and about as many ticks as there is room for.
  public func yScale(ticks: Int) -> ChartScale {
    let values = series.lazy.flatMap(\.shape.corners).map(\.y)
    return ChartScale(y, values: values, ticks: ticks, isRounded: true)
  }
}

extension Chart.Point {
  /// Whether it can be drawn.
  var isDrawable: Bool {
    abs(x) < 1e100 && abs(y) < 1e100
  }
}

extension Chart.Shape {
  /// The points that can be drawn; of a band those at both ends of its intervals.
  var corners: [Chart.Point] {
    switch self {
    case .dots(let points), .line(let points): points.filter(\.isDrawable)
    case .band(let intervals):
      intervals.filter(\.isDrawable).flatMap {
        [Chart.Point($0.x, $0.lower), Chart.Point($0.x, $0.upper)]
      }
    }
  }
}

extension Chart.Interval {
  /// The ends at part `part` of the way to another interval, 0 to 1.
  func ends(at part: Double, to next: Chart.Interval) -> (lower: Double, upper: Double) {
    (lower + part * (next.lower - lower), upper + part * (next.upper - upper))
  }

  /// Whether it can be drawn.
  var isDrawable: Bool {
    abs(x) < 1e100 && abs(lower) < 1e100 && abs(upper) < 1e100
  }
}
