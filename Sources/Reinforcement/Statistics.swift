/// The mean and the standard deviation (divided by n) of values of all workers, summed in order.
struct Moments {
  /// Their mean; not a number if there are none.
  let mean: Double

  /// Their standard deviation.
  let deviation: Double

  /// What to divide by to make the deviation 1: the deviation, or 1 where that is 0.
  var scale: Double { deviation > 0 ? deviation : 1 }

  init(_ values: UnsafeBufferPointer<Float>, of workers: any WorkerGroup) {
    var sum = 0.0
    for value in values { sum += Double(value) }
    let sums = workers.sum([sum, Double(values.count)])
    let mean = sums[0] / sums[1]
    var squares = 0.0
    for value in values { squares += (Double(value) - mean) * (Double(value) - mean) }
    self.mean = mean
    deviation = (workers.sum([squares])[0] / sums[1]).squareRoot()
  }
}

/// What there is to say about many values of all workers.
public struct Statistics: Hashable, Sendable {
  /// Their mean; not a number if there are none.
  public var mean: Double

  /// Their standard deviation (divided by n).
  public var deviation: Double

  /// The greatest; minus infinity if there are none.
  public var maximum: Double

  /// The least; infinity if there are none.
  public var minimum: Double

  /// Sums up values; all workers call it together, each with its own.
  public init(_ values: [Float], of workers: any WorkerGroup) {
    let moments = values.withUnsafeBufferPointer { Moments($0, of: workers) }
    mean = moments.mean
    deviation = moments.deviation
    maximum = workers.gather([values.max() ?? -.infinity]).reduce(-.infinity) {
      max($0, Double($1))
    }
    minimum = workers.gather([values.min() ?? .infinity]).reduce(.infinity) {
      min($0, Double($1))
    }
  }
}
