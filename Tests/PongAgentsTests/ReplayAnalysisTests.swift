import PolicyTestSupport
import PongAgents
import PongEngine
import Testing

struct ReplayAnalysisTests {
  private let environment = EnvironmentID("PongDeterministic-v4") ?? .pongV0

  private func track(_ left: Contestant, _ right: Contestant, points: UInt8 = 2) throws
    -> ReplayTrack
  {
    var match = Match(
      rules: Rules(pointsToWin: points),
      left: left.seat(seed: 1),
      right: right.seat(seed: 2)
    )
    match.record()
    while !match.isOver { _ = match.step() }
    let replay = Replay(
      match,
      left: Replay.Participant(left.choice, in: match.left),
      right: Replay.Participant(right.choice, in: match.right),
      seed: 1
    )
    return ReplayTrack(try #require(replay))
  }

  private let policy = SamplePolicy.make(
    .differenceAndFrame,
    actions: Action.minimal,
    hasValue: true
  )

  private func contestant(_ selection: ActionSelection = .greedy) -> Contestant {
    Contestant(
      Choice(id: "policy", title: "", detail: ""),
      policy: .pixels(policy),
      traits: PolicyTraits(selection: selection),
      environment: environment
    )
  }

  @Test(arguments: Side.allCases)
  func `the ghost of a game that the policy has played is its own bat`(side: Side) throws {
    let track =
      side == .right
      ? try track(FollowerPlayer.contestant, contestant())
      : try track(contestant(), FollowerPlayer.contestant)
    var analysis = ReplayAnalysis(track, policy: policy, environment: environment, side: side)
    analysis.advance(by: .max)
    #expect(analysis.isComplete && analysis.frameCount == track.frameCount)
    for frame in 0...track.frameCount {
      #expect(analysis.ghost(atFrame: frame) == track.games[frame].arrangement[bat: side])
    }
    #expect(analysis.ghost(atFrame: track.frameCount + 1) == nil)
    #expect(analysis.ghost(atFrame: -1) == nil && analysis.value(atFrame: -1) == nil)
  }

  @Test func `is the same in slices, and knows nothing beyond what was worked out`() throws {
    let track = try track(.computer, RandomPlayer.contestant)
    var whole = ReplayAnalysis(track, policy: policy, environment: environment, side: .right)
    whole.advance(by: .max)
    var slices = ReplayAnalysis(track, policy: policy, environment: environment, side: .right)
    #expect(slices.ghost(atFrame: 1) == nil && slices.value(atFrame: 0) == nil)
    while !slices.isComplete { slices.advance(by: 37) }
    for frame in 0...track.frameCount {
      #expect(slices.ghost(atFrame: frame) == whole.ghost(atFrame: frame))
      #expect(slices.value(atFrame: frame) == whole.value(atFrame: frame))
    }
    #expect(whole.value(atFrame: track.frameCount - 1) != nil)
  }

  @Test func `values are the network's of the position, and the moment is where they fall`() throws
  {
    let track = try track(.computer, RandomPlayer.contestant)
    var analysis = ReplayAnalysis(track, policy: policy, environment: environment, side: .right)
    analysis.advance(by: .max)
    // Four frames are a step of PongDeterministic-v4.
    let observed = ObservedFrames(now: track.games[200], before: track.games[196], from: .right)
    #expect(analysis.value(atFrame: 202) == policy.evaluations([observed])[0].value)
    for (number, point) in track.points.enumerated() {
      let moment = analysis.costliestMoment(ofPoint: number)
      guard point.winner == .left else {
        #expect(moment == nil)
        continue
      }
      let frame = try #require(moment)
      #expect(point.frames.contains(frame) && frame >= point.serve)
      func fall(_ frame: Int) throws -> Float {
        try #require(analysis.value(atFrame: frame))
          - (try #require(analysis.value(atFrame: frame + 12)))
      }
      let greatest = try (point.serve..<point.frames.upperBound - 13).map(fall).max()
      #expect(try fall(frame) == greatest)
    }
    #expect(analysis.costliestMoment(ofPoint: 99) == nil)
  }

  @Test func `the computer's bat has no ghost`() throws {
    let track = try track(.computer, RandomPlayer.contestant, points: 1)
    var analysis = ReplayAnalysis(track, policy: policy, environment: environment, side: .left)
    analysis.advance(by: .max)
    #expect(analysis.isComplete && analysis.ghost(atFrame: 10) == nil)
    #expect(analysis.value(atFrame: 10) != nil)
  }
}
