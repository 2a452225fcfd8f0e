import NeuralNetwork
import Randomness
public import Reinforcement

/// Everybody who plays against a learner: the players of its mix, the learner as it is, and a pool
/// of its past selves.
///
/// Past selves meet the learner the more often the more points they win against it: prioritised
/// fictitious self-play (O. Vinyals et al., "Grandmaster level in StarCraft II using multi-agent
/// reinforcement learning", Nature 575, 2019), with the share of points squared as the weight. A
/// full pool gives up the past self that wins least.
///
/// Tasks read a league from many threads while they play; it changes between rollouts only.
public final class League: @unchecked Sendable {
  /// Who a member is.
  enum Opponent: Sendable {
    /// A player, who begins every episode anew.
    case contestant(Contestant)
    /// The learner as it is.
    case presentSelf
    /// One of the learner's past selves; while there is none, the learner as it is.
    case pastSelf
  }

  /// The learner as it was once.
  struct PastSelf {
    /// Its policy, whose weights are rounded to 16 bits, as the checkpoint keeps them.
    var policy: PongPolicy
    /// What is known of it.
    var record: Record

    struct Record: Codable, Hashable, Sendable {
      /// Its age in agent steps.
      var agentSteps: Int
      /// Its episodes against the learner.
      var episodes = 0
      /// The share of the points that it wins, of late: 0.5 before its first episode.
      var share = 0.5

      var isPossible: Bool {
        0...1 ~= share && 0...RunProgress.greatestCount ~= agentSteps
          && 0...RunProgress.greatestCount ~= episodes
      }
    }
  }

  /// What beside the weights of past selves it takes to go on with a league.
  public struct State: Codable, Hashable, Sendable {
    var standings: [OpponentStanding]
    var past: [PastSelf.Record]
    var nextPastSelf: Int
  }

  /// The points of a game, at most.
  private static let points = 21.0

  /// How much of what is known of a past self an episode replaces.
  private static let recency = 0.1

  let opponents: [Opponent]

  /// How the learner does against each member of the mix.
  public private(set) var standings: [OpponentStanding]

  /// How many past selves are kept at most.
  let capacity: Int

  private(set) var past: [PastSelf] = []
  private let interval: Int
  private var nextPastSelf: Int
  private let shares: [Double]
  private var pastShares: [Double] = []
  private var learner: PongPolicy?

  /// Makes a league.
  ///
  /// - Parameters:
  ///   - mix: The members.
  ///   - pastSelves: How many past selves are kept, at least 1.
  ///   - interval: The agent steps from one kept past self to the next; a learner older than sixteen
  ///     intervals keeps one whenever it has grown older by a sixteenth.
  ///   - learner: The policy that learns, whose network goes on changing; wanted where the mix names
  ///     it or its past selves.
  ///   - players: Who the other members are.
  /// - Throws: What `players` throws.
  public init<Failure: Error>(
    _ mix: OpponentMix,
    pastSelves: Int = 8,
    every interval: Int = 500_000,
    learner: PongPolicy? = nil,
    players: (String) throws(Failure) -> Contestant
  ) throws(Failure) {
    var opponents: [Opponent] = []
    for member in mix.members {
      switch member.player {
      case OpponentMix.presentSelf: opponents.append(.presentSelf)
      case OpponentMix.pastSelf: opponents.append(.pastSelf)
      case let name: opponents.append(.contestant(try players(name)))
      }
    }
    self.opponents = opponents
    self.learner = learner
    capacity = pastSelves
    self.interval = interval
    nextPastSelf = interval
    standings = mix.members.map { OpponentStanding(name: $0.player) }
    shares = mix.members.map(\.weight)
  }

  /// Makes a league of one player.
  public convenience init(_ contestant: Contestant) {
    self.init(OpponentMix([.init(contestant.choice.id)])) { _ in contestant }
  }

  /// Whether there is anything to draw, or to keep, beside a player's own chance.
  var isPlain: Bool {
    if opponents.count == 1, case .contestant(let only) = opponents[0] { return only.pixels == nil }
    return false
  }

  /// Whether past selves are kept.
  private var keepsPastSelves: Bool {
    opponents.contains { if case .pastSelf = $0 { true } else { false } }
  }

  // MARK: Episodes

  /// Who of a league plays in an episode.
  struct Draw: Hashable {
    /// The member's index in the mix.
    var member: Int
    /// The past self's index in the pool; `nil` if it is none.
    var pastSelf: Int?

    /// Both in a number, by which episodes are told apart.
    var group: Int32 { Int32(truncatingIfNeeded: member | ((pastSelf ?? -1) + 1) << 16) }

    init(member: Int, pastSelf: Int? = nil) {
      self.member = member
      self.pastSelf = pastSelf
    }

    init(group: Int32) {
      self.init(
        member: Int(group & 0xFFFF),
        pastSelf: group >> 16 == 0 ? nil : Int(group >> 16) - 1
      )
    }
  }

  /// Draws an episode's opponent; nothing is drawn where there is no choice.
  func draw(using generator: inout SplitMix64) -> Draw {
    let member = opponents.count == 1 ? 0 : generator.categorical(shares)
    guard case .pastSelf = opponents[member] else { return Draw(member: member) }
    guard !past.isEmpty else {
      // The stream goes on alike whether there are past selves or not.
      _ = generator.next()
      return Draw(member: member)
    }
    return Draw(member: member, pastSelf: generator.categorical(pastShares))
  }

  /// Whether a draw is one of this league's, as it is now.
  func contains(_ draw: Draw) -> Bool {
    guard opponents.indices.contains(draw.member) else { return false }
    guard let index = draw.pastSelf else { return true }
    if case .pastSelf = opponents[draw.member] { return past.indices.contains(index) }
    return false
  }

  /// The network of an opponent that is one, as pictures are seen; `nil` for other players.
  func policy(_ draw: Draw) -> PongPolicy? {
    switch opponents[draw.member] {
    case .contestant(let contestant): contestant.pixels
    case .presentSelf: learner
    case .pastSelf: draw.pastSelf.map { past[$0].policy } ?? learner
    }
  }

  // MARK: Between rollouts

  /// Takes note of episodes that have ended, over all workers.
  public func record(_ episodes: [Episode]) {
    for episode in episodes {
      let draw = Draw(group: episode.group)
      guard standings.indices.contains(draw.member) else { continue }
      standings[draw.member].add(Double(episode.reward))
      guard let index = draw.pastSelf, past.indices.contains(index) else { continue }
      let share = (Self.points - Double(episode.reward)) / (2 * Self.points)
      past[index].record.episodes += 1
      past[index].record.share += Self.recency * (share - past[index].record.share)
    }
    weighPastSelves()
  }

  /// Keeps the learner as it is in the pool, if it is time to.
  public func keepPastSelf(at agentSteps: Int) {
    guard keepsPastSelves, let learner, agentSteps >= nextPastSelf else { return }
    let (next, isNever) = agentSteps.addingReportingOverflow(max(interval, agentSteps / 16))
    nextPastSelf = isNever ? .max : next
    let record = PastSelf.Record(agentSteps: agentSteps)
    if past.count < capacity {
      past.append(PastSelf(policy: learner.emptyCopy(), record: record))
      past[past.count - 1].policy.take(learner.network.parameters)
    } else if let weakest = past.indices.min(by: { past[$0].record.share < past[$1].record.share })
    {
      // In place: who plays against it just now goes on against its successor.
      past[weakest].policy.take(learner.network.parameters)
      past[weakest].record = record
    }
    weighPastSelves()
  }

  private func weighPastSelves() {
    pastShares = past.map { max(0.01, $0.record.share * $0.record.share) }
  }

  // MARK: Checkpoints

  /// What it takes to go on, beside ``pastSelfWeights``.
  public var state: State {
    State(standings: standings, past: past.map(\.record), nextPastSelf: nextPastSelf)
  }

  /// The weights of the past selves, in the order of the state.
  public var pastSelfWeights: [[Float16]] {
    past.map { $0.policy.network.parameters.elements.map { Float16($0) } }
  }

  /// Takes up a state, and says whether it was one of this league's; if not, nothing changes.
  public func restore(_ state: State, pastSelfWeights weights: [[Float16]]) -> Bool {
    guard state.standings.map(\.name) == standings.map(\.name), state.past.count <= capacity,
      weights.count == state.past.count, state.nextPastSelf >= 0,
      state.standings.allSatisfy(\.isPossible), state.past.allSatisfy(\.isPossible)
    else { return false }
    var restored: [PastSelf] = []
    for (record, weights) in zip(state.past, weights) {
      guard let learner, weights.count == learner.network.parameters.count,
        weights.allSatisfy(\.isFinite)
      else { return false }
      let policy = learner.emptyCopy()
      for (index, weight) in weights.enumerated() {
        policy.network.parameters.base[index] = Float(weight)
      }
      policy.network.refresh()
      restored.append(PastSelf(policy: policy, record: record))
    }
    standings = state.standings
    nextPastSelf = state.nextPastSelf
    past = restored
    weighPastSelves()
    return true
  }
}

extension PongPolicy {
  /// A policy of the same kind whose weights are zero.
  fileprivate func emptyCopy() -> PongPolicy {
    PongPolicy(
      network: SparseNetwork(shape: network.shape, features: network.features),
      observation: observation,
      actions: actions
    )
  }

  /// Takes weights, rounded to 16 bits.
  fileprivate func take(_ parameters: Buffer<Float>) {
    for index in 0..<parameters.count {
      network.parameters.base[index] = Float(Float16(parameters.base[index]))
    }
    network.refresh()
  }
}
