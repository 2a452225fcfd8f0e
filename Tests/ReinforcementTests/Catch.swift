import NeuralNetwork
import Randomness
import Reinforcement

/// A ball falls from the top row of a small court; the bat below must stand under it.
///
/// The bat is two columns wide and known to the network as one composite feature. With two actions
/// it moves left or right, with three it may also stay.
struct Catch: ResumableEnvironment {
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

  static func network(actionCount: Int, hasValue: Bool, seed: UInt64) -> Network {
    let network = Network(
      shape: NetworkShape(
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
    guard snapshot.count == 4, snapshot[1...].allSatisfy({ $0 < 7 }) else { return false }
    generator.state = snapshot[0]
    (ball, row, bat) = (Int(snapshot[1]), Int(snapshot[2]), Int(snapshot[3]))
    return true
  }
}
