import PongEngine

/// What a person's games tell of how they play: reaction time, aim, device and habits.
///
/// The figures are plain measurements. ``traits`` are those of a ``PersonPlayer`` of whom the same
/// would be measured: what a model adds by itself to a spread is taken away from the measured one
/// (indirect inference: C. Gouriéroux, A. Monfort, E. Renault, "Indirect Inference", Journal of
/// Applied Econometrics 8, 1993).
public struct PersonEstimate: Hashable, Sendable {
  /// The middle of some measurements, and how far they spread.
  public struct Quartiles: Hashable, Sendable {
    /// A quarter of them is below.
    public var lower: Double
    /// Half of them is below.
    public var median: Double
    /// A quarter of them is above.
    public var upper: Double
    /// How many there are.
    public var count: Int

    /// The quartiles of some values, between neighbours where they fall there; `nil` of none.
    public init?(_ values: [Double]) {
      guard !values.isEmpty else { return nil }
      let sorted = values.sorted()
      func quantile(_ share: Double) -> Double {
        let place = share * Double(sorted.count - 1)
        let below = Int(place)
        let next = min(below + 1, sorted.count - 1)
        return sorted[below] + (place - Double(below)) * (sorted[next] - sorted[below])
      }
      lower = quantile(0.25)
      median = quantile(0.5)
      upper = quantile(0.75)
      count = values.count
    }
  }

  /// The time from the opponent's hit, or the serve, to the first movement towards where the ball
  /// will come, in milliseconds; `nil` if there was no such movement.
  public var reaction: Quartiles?

  /// By how many lines the ball was below the bat's middle when it got there, where the hand had to
  /// move and was at rest by then; `nil` if that never was so.
  public var aim: Quartiles?

  /// The standard deviation of the same, in lines; `nil` if it is not known.
  public var aimSpread: Double?

  /// What the paddle was moved with; `nil` if it was not moved.
  public var device: PersonTraits.Device?

  /// Whether the bat was sent ahead to where the ball would come, bounces included, rather than along
  /// with the ball; `nil` if nothing tells.
  public var predicts: Bool?

  /// Whether the button was down at most hits of short rallies; `nil` if there were no hits.
  public var fires: Bool?

  /// Estimates from games.
  ///
  /// - Parameter demonstrations: The games of one person, from their side.
  public init(_ demonstrations: [Demonstration]) {
    let approaches = demonstrations.flatMap(\.approaches)
    reaction = Quartiles(approaches.compactMap(\.reaction).map { Double($0) * 1000 / 60 })
    let offsets = approaches.filter { $0.isSettled && $0.callsForMovement }.compactMap(\.offset)
      .filter { abs($0) <= Self.farthestAim }.map { Double($0) }
    aim = Quartiles(offsets)
    if !offsets.isEmpty {
      let mean = offsets.reduce(0, +) / Double(offsets.count)
      let squares = offsets.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      aimSpread = (squares / Double(offsets.count)).squareRoot()
    }
    let foresights = approaches.compactMap(\.foresight)
    if !foresights.isEmpty {
      predicts = foresights.reduce(0, +) > 0.5 * Double(foresights.count)
    }
    let hits = approaches.filter { $0.isHit && $0.hits < PersonPlayer.patience }
    if !hits.isEmpty { fires = 2 * hits.count(where: \.isFired) > hits.count }
    device = Self.device(demonstrations)
  }

  /// A bat that is farther than so many lines from the ball was not aimed at it.
  private static let farthestAim = 40

  /// Keys turn the knob by the same in every frame, but for a frame that reaches its stop.
  private static func device(_ demonstrations: [Demonstration]) -> PersonTraits.Device? {
    var (keyed, others) = (0, 0)
    for demonstration in demonstrations {
      for frame in 0..<demonstration.frameCount {
        let turn = demonstration.turn(frame)
        if abs(turn) == Paddle.unitsPerFrame { keyed += 1 } else if turn != 0 { others += 1 }
      }
    }
    return keyed + others == 0 ? nil : keyed > others ? .keys : .mouse
  }

  // MARK: As a model

  /// The variance, in lines squared, of a ``PersonPlayer`` whose aim has no error.
  ///
  /// It means to use the whole bat, and its hand rests near its aim only. Who follows is late, too.
  private var variance: Double {
    if predicts == false { return 68 }
    return device == .keys ? 32 : 25
  }

  /// The traits of a ``PersonPlayer`` of whom the same would be measured; what nothing tells is left
  /// open.
  public var traits: PersonTraits {
    let milliseconds = reaction.map { Int($0.median.rounded()) }
    let error = aimSpread.map { max(0, $0 * $0 - variance).squareRoot() }
    return PersonTraits(
      reaction: milliseconds.map { min(max($0, 50), 500) },
      error: error.map { min(($0 * 10).rounded() / 10, 20) },
      device: device,
      predicts: predicts,
      fires: fires
    )
  }
}
