import NeuralNetwork
import Randomness
import Reinforcement

/// A ball falls from the top row of a small court; the bat below must stand under it.
///
/// The bat is two columns wide and known to the network as one composite feature. With two actions
/// it moves left or right, with three it may also stay.
struct Catch: Environment {
  static let rows = 7
  static let columns = 6

  let actionCount: Int
  private var generator: SplitMix64
  private var ball = 0
  private var row = 0
  private var bat = 0

  init(actionCount: Int, seed: UInt64) {
    self.actionCount = actionCount
    generator = SplitMix64(seed: seed)
    reset()
  }

  /// One token for the bat in each place, after those of the court's pixels.
  static var features: FeatureTable {
    var table = FeatureTable(inputCount: rows * columns)
    for place in 0..<columns - 1 {
      let pixel = Int32((rows - 1) * columns + place)
      _ = table.add([pixel, pixel + 1])
    }
    return table
  }

  static func network(actionCount: Int, hasValue: Bool, seed: UInt64) -> SparseNetwork {
    let network = SparseNetwork(
      shape: SparseNetwork.Shape(
        inputCount: rows * columns,
        hiddenCount: 32,
        logitCount: actionCount == 2 ? 1 : actionCount,
        hasValue: hasValue
      ),
      features: features
    )
    var generator = SplitMix64(seed: seed)
    network.initialize(.glorot, using: &generator)
    return network
  }

  static func environments(_ count: Int, actionCount: Int, seed: UInt64) -> [Catch] {
    var seeds = SplitMix64(seed: seed)
    return (0..<count).map { _ in Catch(actionCount: actionCount, seed: seeds.next()) }
  }

  var observationWidth: Int { 2 }

  mutating func reset() {
    ball = generator.integer(below: Self.columns)
    bat = generator.integer(below: Self.columns - 1)
    row = 0
  }

  mutating func step(_ action: Int) -> TimeStep {
    let move = action == 0 ? -1 : action == 1 ? 1 : 0
    bat = min(max(bat + move, 0), Self.columns - 2)
    row += 1
    guard row == Self.rows - 1 else { return TimeStep(reward: 0, status: .running) }
    return TimeStep(reward: ball == bat || ball == bat + 1 ? 1 : -1, status: .terminated)
  }

  func observe(_ tokens: UnsafeMutablePointer<Int32>) -> Int {
    tokens[0] = Int32(row * Self.columns + ball)
    tokens[1] = Int32(Self.rows * Self.columns + bat)
    return 2
  }

  var snapshot: [UInt64] { [generator.state, UInt64(ball), UInt64(row), UInt64(bat)] }

  mutating func restore(_ snapshot: [UInt64]) -> Bool {
    guard snapshot.count == 4, snapshot[1] < Self.columns, snapshot[2] < Self.rows,
      snapshot[3] < Self.columns - 1
    else { return false }
    generator.state = snapshot[0]
    (ball, row, bat) = (Int(snapshot[1]), Int(snapshot[2]), Int(snapshot[3]))
    return true
  }
}

/// Catch for learners that see every pixel as a number.
struct DenseCatch: Environment {
  private var base: Catch

  init(seed: UInt64) { base = Catch(actionCount: 3, seed: seed) }

  var actionCount: Int { base.actionCount }

  var observationWidth: Int { Catch.rows * Catch.columns }

  mutating func reset() { base.reset() }

  mutating func step(_ action: Int) -> TimeStep { base.step(action) }

  func observe(_ inputs: UnsafeMutablePointer<Float>) -> Int {
    let tokens = [Int32](unsafeUninitializedCapacity: base.observationWidth) { buffer, count in
      count = buffer.baseAddress.map(base.observe) ?? 0
    }
    for (place, value) in Catch.features.dense(tokens).enumerated() { inputs[place] = value }
    return observationWidth
  }

  var snapshot: [UInt64] { base.snapshot }

  mutating func restore(_ snapshot: [UInt64]) -> Bool { base.restore(snapshot) }
}
