import NeuralNetwork

/// A policy as it was at some age of its run.
public struct PolicySnapshot: Sendable {
  /// Its age: for how many seconds it had learned.
  public var seconds: Double

  /// The episodes that it had played.
  public var episodes: Int

  /// The policy; no learner changes this copy.
  public var policy: PongPolicy

  /// Makes a snapshot.
  public init(seconds: Double, episodes: Int, policy: PongPolicy) {
    self.seconds = seconds
    self.episodes = episodes
    self.policy = policy
  }
}

/// The snapshots of a run's policy at the ages that people want to look back on, within a bound on
/// memory.
///
/// Ages lie apart as on a logarithmic scale: age 0, 1 s, 2 s, 3 s, 5 s, 7 s, 10 s, 15 s and so on.
/// When there is room for no more, the one is left out whose neighbours are nearest to each other.
public struct PolicyHistory: Sendable {
  /// The snapshots, by age.
  public private(set) var entries: [PolicySnapshot] = []

  /// The most that are kept.
  public let capacity: Int

  private var nextSeconds = 0.0

  /// Starts with nothing.
  ///
  /// - Parameters:
  ///   - bytes: The memory that all snapshots together may take.
  ///   - policy: A policy like those that will come.
  public init(bytes: Int, of policy: PongPolicy) {
    capacity = max(0, bytes) / max(1, policy.byteCount)
  }

  /// Whether a snapshot of that age is wanted.
  public func wants(seconds: Double) -> Bool {
    capacity > 0 && seconds >= nextSeconds
  }

  /// Keeps a snapshot whose age is greater than that of all before.
  public mutating func add(_ entry: PolicySnapshot) {
    guard capacity > 0 else { return }
    entries.append(entry)
    nextSeconds = Self.milestone(after: entry.seconds)
    guard entries.count > capacity else { return }
    // The snapshot at age 0 stays as long as there is room for two.
    var dropped = entries.count > 2 ? 1 : 0
    var nearest = Double.infinity
    for index in entries.indices.dropFirst().dropLast() {
      let ratio = entries[index + 1].seconds / max(0.5, entries[index - 1].seconds)
      if ratio < nearest {
        nearest = ratio
        dropped = index
      }
    }
    entries.remove(at: dropped)
  }

  /// The first age after `seconds` that people want to look back on.
  static func milestone(after seconds: Double) -> Double {
    var decade = 1.0
    while decade * 10 <= seconds { decade *= 10 }
    for step in [1, 1.5, 2, 3, 5, 7] {
      // An age of one second and a half says little more than its neighbours.
      if decade == 1, step == 1.5 { continue }
      if decade * step > seconds { return decade * step }
    }
    return decade * 10
  }
}

extension PongPolicy {
  /// The memory that the policy's network takes, in bytes.
  var byteCount: Int {
    let shape = network.shape
    let floats = shape.parameterCount + network.features.compositeCount * shape.stride
    return floats * MemoryLayout<Float>.stride
  }
}
