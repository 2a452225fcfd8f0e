import PongAgents
import PongEngine
import Synchronization
import Testing

@testable import PongInterface

struct MatchSessionTests {
  private func session(
    left: String = "atari",
    right: String = "human",
    change: (inout GameSettings) -> Void = { _ in }
  ) throws -> MatchSession {
    var settings = GameSettings()
    settings.left = left
    settings.right = right
    change(&settings)
    return try #require(try MatchSession(settings: settings, catalog: .builtIn, seed: 1))
  }

  private func expect(
    _ session: inout MatchSession,
    _ key: Unicode.Scalar,
    _ expected: MatchSession.Reply,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let reply = session.control(.character(key))
    #expect(reply == expected, sourceLocation: sourceLocation)
  }

  private func run(_ session: inout MatchSession, _ ticks: Int) {
    for tick in 0..<ticks { session.tick(at: .milliseconds(17 * tick)) }
  }

  @Test func `a tick plays as many frames as the speed says`() throws {
    for (speed, frames) in [(MatchSpeed.half, 40), (.normal, 80), (.octuple, 640)] {
      var session = try session(left: "follower", right: "random") { $0.speed = speed }
      var match = session.match
      run(&session, 80)
      for _ in 0..<frames { _ = match.step() }
      #expect(session.match.game == match.game)
    }
  }

  @Test func `a hidden, a paused and an ended game stand still`() throws {
    var session = try session { $0.points = 1 }
    let start = session.match.game
    session.isHidden = true
    run(&session, 100)
    #expect(session.match.game == start)
    session.isHidden = false
    expect(&session, "p", .done)
    run(&session, 100)
    #expect(session.match.game == start)
    _ = session.control(.enter)
    run(&session, 2000)
    #expect(session.match.isOver)
    let end = session.match.game
    run(&session, 100)
    #expect(session.match.game == end)
    #expect(session.results.count == 1)
  }

  @Test func `nothing of a game is left in the next one but its result`() throws {
    var session = try session { $0.points = 2 }
    run(&session, 3000)
    #expect(session.tally.lastPoint != nil)
    #expect(session.results.map(\.line) == ["atari 2 : 0 human"])
    _ = session.control(.enter)
    #expect(session.tally.scores == (0, 0))
    #expect(session.tally.rally == 0)
    #expect(session.tally.longestRally == 0)
    #expect(session.tally.lastPoint == nil)
    #expect(session.pace.pause == nil)
    #expect(session.result.gameNumber == 2)
    #expect(session.results.count == 1)
  }

  @Test func `rallies are counted from serve to serve, points while they are new`() throws {
    var session = try session(left: "follower", right: "random")
    var (rally, longest, points) = (0, 0, 0)
    var match = session.match
    for tick in 0..<6000 {
      session.tick(at: .milliseconds(17 * tick))
      let events = match.step().events
      if events.contains(.serve) { rally = 0 }
      if !events.isDisjoint(with: [.leftHit, .rightHit]) { rally += 1 }
      longest = max(longest, rally)
      for side in Side.allCases where events.contains(.point(side)) {
        points += 1
        #expect(session.tally.lastPoint?.side == side)
        #expect(session.tally.lastPoint?.age == 0)
      }
      #expect(session.tally.rally == rally)
    }
    #expect(session.tally.longestRally == longest)
    #expect(points > 0 && longest > 0)
    #expect(session.tally.scores.left + session.tally.scores.right == points)
  }

  @Test func `single frames are played one by one, and wait for nobody`() throws {
    var session = try session(left: "follower", right: "random")
    run(&session, 5)
    let tick = session.match.game.tick
    _ = session.control(.character("."))
    _ = session.control(.character("."))
    #expect(!session.isWaiting)
    run(&session, 10)
    #expect(session.match.game.tick == tick &+ 2)
    _ = session.control(.enter)
    run(&session, 1)
    #expect(session.match.game.tick == tick &+ 3)
  }

  @Test func `whoever is away finds a person's game paused`() throws {
    var people = try session()
    _ = people.hear(.focus(false), at: .zero)
    #expect(people.pace.pause == .away)
    #expect(people.isWaiting)
    var bots = try session(left: "follower", right: "random")
    _ = bots.hear(.resumed, at: .zero)
    #expect(bots.isRunning)
  }

  @Test func `a paddle's key is nothing else while the game runs`() throws {
    var session = try session()
    func isPaddles(_ key: Key) -> Bool {
      session.hear(.key(KeyEvent(key)), at: .zero) == .done
    }
    var answers = [isPaddles(.up), isPaddles(.character("p"))]
    _ = session.control(.character("p"))
    answers.append(isPaddles(.up))
    #expect(answers == [true, false, false])
    // What was held before a pause is not held after it.
    _ = session.control(.character(" "))
    run(&session, 6)
    #expect(session.match.game.rightPaddle.resistance == Paddle.centre)
  }

  @Test func `replies say what has changed, and keys of others are unknown`() throws {
    var session = try session()
    expect(&session, "+", .notice("Speed 2×"))
    expect(&session, "-", .notice("Speed 1×"))
    expect(&session, "i", .notice("Paddle: Hold keys (guessed)"))
    expect(&session, "z", .unknown)
    let others = [session.changeTheme(), session.inspect(.tab), session.toggleInspector()]
    let nobody = "Nobody here has a network that sees pictures"
    #expect(others == [.notice("Colours: High contrast"), .unknown, .notice(nobody)])
    var bots = try self.session(left: "follower", right: "random")
    expect(&bots, "i", .unknown)
  }

  @Test func `sides are called by who holds them`() throws {
    #expect(try session().name(of: .right) == "You")
    #expect(try session().name(of: .left) == "Atari")
    let two = try session(left: "human", right: "human")
    #expect([two.name(of: .left), two.name(of: .right)] == ["Left", "Right"])
  }

  @Test func `a replay of each game is kept once, of one that is left if a point was played`()
    throws
  {
    let kept = Mutex<[Replay]>([])
    var session = try session { settings in
      settings.points = 2
      settings.name = "Zoë"
    }
    #expect(session.replay == nil)
    session.keepReplays(seed: 9) { replay in kept.withLock { $0.append(replay) } }
    run(&session, 600)
    session.keepReplay()
    // The serve of the next game only.
    session.restart()
    run(&session, 100)
    session.restart()
    run(&session, 300)
    session.keepReplay()
    session.restart()
    let replays = kept.withLock { $0 }
    #expect(replays.map(\.ending) == [.won, .unfinished])
    #expect(replays.map(\.gameNumber) == [1, 3])
    #expect(replays.map(\.score.left) == [2, 1])
    #expect(replays.allSatisfy { $0.seed == 9 && $0.right.name == "Zoë" && $0.left.name == nil })
    #expect(replays.allSatisfy { ReplayTrack($0).divergence == nil })
  }
}
