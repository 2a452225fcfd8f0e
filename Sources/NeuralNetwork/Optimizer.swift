import CKernels

/// Takes steps down the gradient of a model's flat array of parameters, and keeps the moments that
/// its rule needs between them.
///
/// Exact in spite of sparse inputs: a row of weights whose gradient has always been zero has zero
/// moments and a zero step, so it is skipped. Every other row is stepped every time, except by lazy
/// Adam, which leaves out each row that has no gradient at this step.
public final class Optimizer: @unchecked Sendable {
  /// How a gradient becomes a step.
  public enum Rule: Hashable, Sendable {
    /// Adam.
    case adam(Adam)

    /// RMSProp.
    case rmsProp(RMSProp)
  }

  /// The rule and its settings.
  public let rule: Rule

  /// How many rows of parameters there are.
  public let rowCount: Int

  /// How many parameters a row has.
  public let rowLength: Int

  /// How many steps have been taken.
  public private(set) var stepCount = 0

  /// m, the running mean of the gradient (Adam only, otherwise empty), [rowCount, rowLength].
  public let firstMoment: Buffer<Float>

  /// v, the running mean of the squared gradient, [rowCount, rowLength].
  public let secondMoment: Buffer<Float>

  /// Whether steps note how long their gradient is; set it between steps.
  ///
  /// It changes no weight.
  public var measuresGradient = false

  /// The sum of the squares of each row of the gradient measured last, [rowCount].
  private let squares: Buffer<Double>
  private var measuredScale: Double?

  private let active: Buffer<UInt8>

  /// Makes an optimiser for a model that has taken no step.
  public init(_ rule: Rule, for model: some DifferentiableModel) {
    self.rule = rule
    rowCount = model.rowCount
    rowLength = model.rowLength
    let hasFirstMoment = if case .adam = rule { true } else { false }
    firstMoment = Buffer(count: hasFirstMoment ? model.parameters.count : 0)
    secondMoment = Buffer(count: model.parameters.count)
    active = Buffer(count: model.rowCount)
    squares = Buffer(count: model.rowCount)
  }

  /// Takes up the state of another run: the moments have been filled in.
  public func resume(stepCount: Int) {
    self.stepCount = stepCount
    for row in 0..<rowCount {
      let start = row * rowLength
      active.base[row] =
        (start..<start + rowLength).contains { offset in
          secondMoment.base[offset] != 0
            || (firstMoment.count > 0 && firstMoment.base[offset] != 0)
        } ? 1 : 0
    }
  }

  /// The length (Euclidean norm) of the gradient, as scaled, of the last step that was measured;
  /// `nil` if none was.
  public var gradientNorm: Double? {
    measuredScale.map { $0 * squares.elements.reduce(0, +).squareRoot() }
  }

  /// One step on some rows; see `beginStep`.
  public struct Step: Sendable {
    fileprivate let optimizer: Optimizer
    fileprivate let number: Int
    fileprivate let learningRate: Double
    fileprivate let gradientScale: Double
    fileprivate let measuresGradient: Bool

    /// Steps the rows in the range by the gradient, and zeroes the gradient where it was used.
    ///
    /// Each row belongs to one thread; all rows, 0 ..< rowCount, are stepped once.
    public func apply(
      to parameters: Buffer<Float>,
      gradient: Buffer<Float>,
      rows: Range<Int>
    ) {
      let stride = optimizer.rowLength
      if measuresGradient {
        for row in rows {
          optimizer.squares.base[row] =
            ck_sum_of_squares(gradient.base + row * stride, stride)
        }
      }
      switch optimizer.rule {
      case .adam(let adam):
        ck_adam(
          adam.kernelStep(number, learningRate: learningRate, gradientScale: gradientScale),
          parameters.base,
          optimizer.firstMoment.base,
          optimizer.secondMoment.base,
          gradient.base,
          optimizer.active.base,
          stride,
          rows.lowerBound,
          rows.upperBound
        )
      case .rmsProp(let rmsProp):
        ck_rmsprop(
          rmsProp.kernelStep(learningRate: learningRate, gradientScale: gradientScale),
          parameters.base,
          optimizer.secondMoment.base,
          gradient.base,
          optimizer.active.base,
          stride,
          rows.lowerBound,
          rows.upperBound
        )
      }
    }
  }

  /// Begins the next step, whose rows may then be shared out among threads.
  ///
  /// - Parameters:
  ///   - learningRate: The learning rate.
  ///   - gradientScale: What the summed gradient is multiplied by, 1 / samples for a mean.
  /// - Returns: The step, to be applied to all rows.
  public func beginStep(learningRate: Double, gradientScale: Double) -> Step {
    stepCount += 1
    if measuresGradient { measuredScale = gradientScale }
    return Step(
      optimizer: self,
      number: stepCount,
      learningRate: learningRate,
      gradientScale: gradientScale,
      measuresGradient: measuresGradient
    )
  }
}
