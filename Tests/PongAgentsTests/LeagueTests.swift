import NeuralNetwork
import PolicyTestSupport
import PongEngine
import Randomness
import Reinforcement
import Testing

@testable import PongAgents

struct LeagueTests {
  private static func league(
    _ text: String,
    pastSelves: Int = 3,
    learner: PongPolicy = SamplePolicy.make(hidden: 8)
  ) throws -> League {
    let mix = try #require(OpponentMix(text: text))
    return try League(mix, pastSelves: pastSelves, every: 10, learner: learner) { name in
      let contestant = try PlayerCatalog.builtIn.contestant(name)
      return try #require(contestant)
    }
  }

  @Test func `opponents are drawn in proportion to their weights`() throws {
    let league = try Self.league("atari:1,random:2,self:5")
    var generator = SplitMix64(seed: 2)
    var counts = [0, 0, 0]
    for _ in 0..<8000 { counts[league.draw(using: &generator).member] += 1 }
    for (count, expected) in zip(counts, [1000, 2000, 5000]) {
      #expect(abs(count - expected) < 150)
    }
  }

  @Test func `one player alone is drawn without a random number`() {
    var generator = SplitMix64(seed: 1)
    #expect(League(.computer).draw(using: &generator) == League.Draw(member: 0))
    #expect(generator == SplitMix64(seed: 1))
  }

  @Test func `a draw comes back from its number`() {
    for draw in [
      League.Draw(member: 0), .init(member: 7), .init(member: 3, pastSelf: 0),
      .init(member: 1, pastSelf: 255),
    ] {
      #expect(League.Draw(group: draw.group) == draw)
    }
  }

  @Test func `a past self that wins more points is met more often`() throws {
    let league = try Self.league("past")
    league.keepPastSelf(at: 9)
    var generator = SplitMix64(seed: 2)
    #expect(league.draw(using: &generator) == League.Draw(member: 0))
    for age in [10, 20, 30] { league.keepPastSelf(at: age) }
    // The learner wins all points of the first, half of the second's and none of the third's.
    for _ in 0..<200 {
      league.record(
        [21, 0, -21].enumerated().map {
          Episode(
            reward: $0.element,
            length: 1,
            group: League.Draw(member: 0, pastSelf: $0.offset).group
          )
        }
      )
    }
    var counts = [0, 0, 0]
    for _ in 0..<5000 { counts[league.draw(using: &generator).pastSelf ?? 0] += 1 }
    // In proportion to the square of its share, at least 0.01: 0.01 to 0.25 to 1.
    for (count, expected) in zip(counts, [40, 992, 3968]) { #expect(abs(count - expected) < 150) }
    // A full pool gives up the one that wins least.
    league.keepPastSelf(at: 40)
    #expect(league.state.past.map(\.agentSteps) == [40, 20, 30])
    #expect(league.state.past.map(\.share) == [0.5, 0.5, league.state.past[2].share])
  }

  @Test func `old learners keep past selves ever more rarely`() throws {
    let league = try Self.league("past", pastSelves: 256)
    for age in 1...1600 { league.keepPastSelf(at: age) }
    let ages = league.state.past.map(\.agentSteps)
    #expect(ages.first == 10 && ages[1] == 20 && ages.count < 16 + 16 * 5)
    #expect(zip(ages, ages.dropFirst()).allSatisfy { $1 - $0 == max(10, $0 / 16) })
  }

  @Test func `a past self is the learner as it was, to 16 bits`() throws {
    let learner = SamplePolicy.make(hidden: 8)
    let league = try Self.league("past", learner: learner)
    league.keepPastSelf(at: 10)
    let then = learner.network.parameters.elements.map { Float16($0) }
    learner.network.parameters.base[3] += 1
    #expect(league.pastSelfWeights == [then])
    let policy = try #require(league.policy(League.Draw(member: 0, pastSelf: 0)))
    #expect(policy.network.parameters.elements.map { Float16($0) } == then)
  }

  @Test func `an episode against oneself can be played again after one has changed`() throws {
    let learner = SamplePolicy.make(hidden: 8)
    let league = try Self.league("self:3,past:3,random", learner: learner)
    league.keepPastSelf(at: 10)
    let settings = PongTask.Settings(
      noopFrames: 30,
      variants: EpisodeVariants(sides: .both, rallyShare: 0.5, smallBatShare: 0.5),
      league: league
    )
    var groups = Set<Int32>()
    for seed: UInt64 in 1...24 {
      var task = PongTask(settings, seed: seed)
      var generator = SplitMix64(seed: seed)
      for _ in 0..<400 { _ = task.step(generator.integer(below: 2)) }
      groups.insert(task.episodeGroup)
      let snapshot = task.snapshot
      var other = PongTask(settings, seed: 99)
      learner.network.weights(ofOutput: 0)[0] += 1
      let isTaken = other.restore(snapshot)
      #expect(isTaken && other.game == task.game && other.episodeGroup == task.episodeGroup)
      #expect(other.snapshot == snapshot)
      for _ in 0..<200 {
        let action = generator.integer(below: 2)
        #expect(task.step(action) == other.step(action))
      }
      #expect(other.game == task.game)
    }
    #expect(groups.count == 3)
  }

  @Test func `words that are no snapshot of the league are refused`() throws {
    var task = PongTask(PongTask.Settings(league: try Self.league("atari,self,past")), seed: 6)
    let self1 = UInt64(UInt32(bitPattern: League.Draw(member: 1).group))
    let past = UInt64(UInt32(bitPattern: League.Draw(member: 2, pastSelf: 0).group))
    for words: [UInt64] in [
      [1, 0], [1, 0, 3], [1, 0, past], [1, 0, .max], [1, 1, self1, 0], [1, 1, self1, 0, 9],
      [1, 1, 0, 0, 0], [1, 1 << 40, 0, 0],
    ] {
      let isTaken = task.restore(words)
      #expect(!isTaken)
    }
    let isTaken = task.restore([1, 1, self1, 0, 1])
    #expect(isTaken)
  }

  @Test func `from the left the policy sees the mirrored game, and the reward is its own`() throws {
    let settings = PongTask.Settings(variants: EpisodeVariants(sides: .left))
    var task = PongTask(settings, seed: 1)
    var reward: Float = 0
    var status = TimeStep.Status.running
    while status == .running {
      let step = task.step(0)
      reward += step.reward
      status = step.status
    }
    #expect(task.game.rules.leftHolder == .paddle && task.game.rules.rightHolder == .computer)
    #expect(reward == Float(task.game.leftScore) - Float(task.game.rightScore))
    var tokens = [Int32](repeating: 0, count: settings.observation.width)
    var expected = tokens
    task.reset()
    let start = PreprocessedFrame(task.game.mirrored).objects
    _ = task.step(0)
    let now = PreprocessedFrame(task.game.mirrored).objects
    let count = tokens.withUnsafeMutableBufferPointer { task.observe($0.baseAddress!) }
    let wanted = expected.withUnsafeMutableBufferPointer {
      settings.observation.write(now, before: start, into: $0.baseAddress!)
    }
    #expect(count == wanted && tokens.prefix(count) == expected.prefix(wanted))
  }

  @Test func `sides and variants have the shares that were asked for`() {
    let variants = EpisodeVariants(sides: .both, rallyShare: 0.25, smallBatShare: 0.3)
    var generator = SplitMix64(seed: 5)
    let drawn = (0..<6000).map { _ in variants.draw(using: &generator) }
    func count(_ isCounted: (Rules) -> Bool) -> Int { drawn.filter { isCounted($0.rules) }.count }
    #expect(abs(drawn.filter { $0.side == .left }.count - 3000) < 150)
    #expect(abs(count { $0.mode == .rally } - 1500) < 150)
    for difficulty: UInt8 in 1...3 {
      #expect(abs(count { $0.difficulty == difficulty } - 600) < 100)
    }
    let skips = EpisodeVariants(frameSkip: 2, frameSkipShare: 0.8)
    let lengths = (0..<5000).map { _ in skips.draw(.pongV4, using: &generator).frameSkip }
    #expect(Set(lengths) == [2...2, 2...4])
    #expect(abs(lengths.filter { $0 == 2...2 }.count - 4000) < 120)
    var untouched = generator
    #expect(EpisodeVariants().draw(using: &untouched) == (.right, Rules()))
    #expect(EpisodeVariants().draw(.pongV4, using: &untouched) == .pongV4)
    #expect(untouched == generator)
  }
}

extension League {
  fileprivate convenience init(_ mix: OpponentMix, learner: PongPolicy, every interval: Int) throws
  {
    try self.init(mix, every: interval, learner: learner) {
      try #require(try PlayerCatalog.builtIn.contestant($0))
    }
  }
}
