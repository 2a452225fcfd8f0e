/// A quantity that changes along another one, as numbers.
public struct Curve: Hashable, Sendable {
  /// The points, x never falling.
  public private(set) var points: [Chart.Point] = []

  /// Makes a curve of points in the order in which they were written.
  ///
  /// Where x goes back, what was beyond has been done again and is replaced. Points that are not
  /// finite are left out.
  public init(_ points: some Sequence<Chart.Point>) {
    for point in points where point.isDrawable {
      while let last = self.points.last, last.x > point.x { self.points.removeLast() }
      self.points.append(point)
    }
  }

  /// The mean of each point and its neighbours, `count` points in all and fewer near the ends: of an
  /// even number one more before the point than after it, as numpy's `convolve(mode: "same")` has it.
  public func smoothed(over count: Int) -> Curve {
    guard count > 1, !points.isEmpty else { return self }
    var sums = [0.0]
    sums.reserveCapacity(points.count + 1)
    for point in points { sums.append(sums[sums.count - 1] + point.y) }
    let before = min(count, 2 * points.count) / 2
    let after = min(count, 2 * points.count) - 1 - before
    var smooth = self
    for index in points.indices {
      let range = max(0, index - before)..<min(points.count, index + after + 1)
      let sum = sums[range.upperBound] - sums[range.lowerBound]
      smooth.points[index].y = sum / Double(range.count)
    }
    return smooth
  }

  /// The value at `x`, on a straight line between the points beside it.
  ///
  /// - Returns: The value; nil outside the curve.
  public func value(at x: Double) -> Double? {
    guard let first = points.first, let last = points.last, first.x <= x, x <= last.x else {
      return nil
    }
    var (low, high) = (0, points.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if points[middle].x <= x { low = middle } else { high = middle }
    }
    let (left, right) = (points[low], points[high])
    guard right.x > left.x else { return right.y }
    return left.y + (x - left.x) / (right.x - left.x) * (right.y - left.y)
  }

  /// The mean of several curves and a standard deviation to either side of it, where all of them
  /// are.
  ///
  /// - Parameters:
  ///   - curves: The curves, of which none is empty.
  ///   - count: At how many places, at least 2.
  /// - Returns: The mean and the band; both empty where the curves have no place in common.
  public static func summary(
    of curves: [Curve],
    places count: Int = 200
  ) -> (mean: [Chart.Point], band: [Chart.Interval]) {
    let start = curves.compactMap(\.points.first?.x).max() ?? 0
    let end = curves.compactMap(\.points.last?.x).min() ?? -1
    guard start < end else { return ([], []) }
    var (mean, band) = ([Chart.Point](), [Chart.Interval]())
    for step in 0..<count {
      let x = start + (end - start) * Double(step) / Double(count - 1)
      let values = curves.compactMap { $0.value(at: x) }
      guard !values.isEmpty else { continue }
      let average = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - average) * ($1 - average) }
      let deviation = (squares / Double(values.count)).squareRoot()
      mean.append(Chart.Point(x, average))
      band.append(Chart.Interval(x, lower: average - deviation, upper: average + deviation))
    }
    return (mean, band)
  }
}
