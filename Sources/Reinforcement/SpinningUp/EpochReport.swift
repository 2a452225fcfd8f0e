/// What an epoch brought, over all workers.
public struct EpochReport: Hashable, Sendable {
  /// What there is to say about many values.
  public struct Statistics: Hashable, Sendable {
    /// Their mean; not a number if there are none.
    public var mean: Double

    /// Their standard deviation (divided by n).
    public var deviation: Double

    /// The greatest; minus infinity if there are none.
    public var maximum: Double

    /// The least; infinity if there are none.
    public var minimum: Double

    init(_ values: some Collection<Float>, of workers: some WorkerGroup) {
      let sums = workers.sum([values.reduce(0.0) { $0 + Double($1) }, Double(values.count)])
      let mean = sums[0] / sums[1]
      let squares = values.reduce(0.0) { sum, value in
        sum + (Double(value) - mean) * (Double(value) - mean)
      }
      self.mean = mean
      deviation = (workers.sum([squares])[0] / sums[1]).squareRoot()
      maximum = workers.gather([values.max() ?? -.infinity]).reduce(-.infinity) {
        max($0, Double($1))
      }
      minimum = workers.gather([values.min() ?? .infinity]).reduce(.infinity) {
        min($0, Double($1))
      }
    }
  }

  /// The returns of the episodes that ended or were cut off by their limit.
  public var returns: Statistics

  /// Their mean length.
  public var meanLength: Double

  /// The value estimates.
  public var values: Statistics

  /// The policy's loss before its steps.
  public var policyLoss: Double

  /// The value's loss before its steps.
  public var valueLoss: Double

  /// How the policy's loss changed.
  public var policyLossChange: Double

  /// How the value's loss changed.
  public var valueLossChange: Double

  /// The policy's entropy before its steps.
  public var entropy: Double

  /// The mean of log p before less log p after.
  public var approximateKL: Double

  /// `ppo`: the share of samples whose ratio of probabilities is outside the clip.
  public var clipFraction: Double

  /// `ppo`: the last of the policy's iterations.
  public var lastIteration: Double

  /// The lengths of paths that the end of the epoch cut off, by rank; zero where there is none.
  public var cutOff: [Int]
}
