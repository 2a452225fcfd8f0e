import NeuralNetwork
import PolicyTestSupport
import PongAgents
import PongEngine
import Reinforcement
import Testing

@testable import PongInterface

struct TrainingOpponentTests {
  private func aged(_ seconds: Double) -> PolicySnapshot {
    PolicySnapshot(
      seconds: seconds,
      episodes: Int(seconds),
      policy: SamplePolicy.make(hidden: 4, seed: UInt64(seconds)) { network, _ in
        // Sure of itself, so that other weights are another way to play.
        for index in network.parameters.elements.indices {
          network.parameters.elements[index] *= 30
        }
      }
    )
  }

  private func screen(
    _ columns: Int = 120,
    _ rows: Int = 40,
    glyphs: GlyphSet = .half,
    opponents: [TrainingOpponent]? = nil,
    policyFile: String? = "runs/league/2026-01-31_20-00-00_s0/policy.safetensors"
  ) -> TrainingScreen {
    var settings = GameSettings()
    settings.glyphs = glyphs
    if glyphs == .ascii { settings.theme = .mono }
    let setup = TrainingSetup(
      name: "league",
      environment: .pongV4,
      stopRule: StopRule(seconds: 60),
      initialSnapshot: aged(0),
      seed: 7,
      opponents: opponents
        ?? [
          .player(.computer), .player(RandomPlayer.contestant), .player(FollowerPlayer.contestant),
          .player(PersonPlayer.contestant), .player(StillPlayer.contestant),
          .player(SweeperPlayer.contestant), .presentSelf, .pastSelf,
        ],
      policyFile: policyFile
    )
    var screen = TrainingScreen(setup: setup, settings: settings)
    screen.resize(columns, rows)
    return screen
  }

  private func report(_ state: TrainingReport.State = .running) -> TrainingReport {
    var report = TrainingReport()
    report.state = state
    report.latest.episodes = 3000
    report.latest.agentSteps = 12_000_000
    report.latest.seconds = 42
    report.latest.runningReward = 3.5
    report.latest.standings = [
      ("atari", 16.44), ("random", 19.6), ("follower", -0.84), ("person", 9.2), ("still", 21),
      ("sweeper", 19.1), ("self", 0.02), ("past", nil),
    ].map { name, reward in
      var standing = OpponentStanding(name: name)
      if let reward { standing.add(reward) }
      return standing
    }
    report.events = (1...100).map { index in
      var event = TrainingEvent()
      event.episodes = 30 * index
      event.seconds = Double(index) * 0.42
      event.runningReward = -20 + Double(index) * 0.235
      event.reward = event.runningReward
      return event
    }
    report.ages = [aged(0), aged(10), aged(20)]
    return report
  }

  @Test(arguments: [("80x24", 80, 24), ("120x40", 120, 40), ("ascii", 80, 24), ("over", 120, 40)])
  func `a league looks as kept`(name: String, columns: Int, rows: Int) throws {
    var screen = screen(columns, rows, glyphs: name == "ascii" ? .ascii : .half)
    screen.take(report(name == "over" ? .ended(.limit) : .running))
    screen.strike(.character("u"))
    screen.strike(.character("u"), at: .seconds(1))
    screen.run(90)
    try expectSnapshot(screen.picture(columns: columns, rows: rows), "training-league-\(name)")
  }

  @Test func `one opponent alone has no bar and no key`() {
    var screen = screen(opponents: [.player(FollowerPlayer.contestant)])
    var report = report()
    report.latest.standings = [OpponentStanding(name: "follower")]
    screen.take(report)
    screen.run(6)
    let text = screen.picture(columns: 120, rows: 40).text
    #expect(text.contains("Follower") && !text.contains("points a game"))
    let game = screen.session.match.game
    screen.strike(.character("u"))
    #expect(screen.session.match.game == game)
  }

  @Test func `o shows the next opponent, from a serve on, and all of them in turn`() {
    var screen = screen()
    screen.take(report())
    var names: [String] = []
    for second in 0..<9 {
      names.append(screen.session.left.title)
      screen.run(20)
      screen.strike(.character("u"), at: .seconds(second))
      #expect(screen.session.match.game == Game(rules: screen.session.match.game.rules))
    }
    let players = ["Atari", "Random", "Follower", "Person", "Still", "Sweeper"]
    // The eighth game, counted from 0 the seventh, is against the second of three ages.
    #expect(names == players + ["Itself", "Age 10 s", "Atari"])
  }

  @Test func `a game's end brings the next opponent, and t is a person's all the same`() {
    var screen = screen(opponents: [.player(StillPlayer.contestant), .presentSelf])
    for second in 0..<4 { screen.strike(.character("+"), at: .seconds(second)) }
    var frame = 240
    while screen.opponent == 0, frame < 30_000 {
      screen.run(1, from: frame)
      frame += 1
    }
    #expect(screen.session.left.title == "Itself")
    screen.strike(.character("t"), at: .seconds(900))
    #expect(screen.isTaken)
    screen.strike(.character("u"), at: .seconds(901))
    #expect(screen.isTaken && screen.opponent == 1)
    screen.strike(.character("t"), at: .seconds(902))
    #expect(screen.session.left.title == "Itself")
  }

  @Test func `the agent that faces itself learns on, on both sides, and its past self does not`() {
    func leftPolicy(_ opponent: TrainingOpponent) -> [Float]? {
      var screen = screen(opponents: [opponent])
      screen.take(report())
      screen.strike(.character("r"))
      var next = report()
      next.snapshot = aged(42)
      screen.take(next)
      guard case .player(let player) = screen.session.match.left,
        case .pixels(let policy)? = (player as? PolicyPlayer)?.policy
      else { return nil }
      return weights(policy)
    }
    func weights(_ policy: PongPolicy) -> [Float] {
      withExtendedLifetime(policy.network) { Array($0.parameters.elements) }
    }
    #expect(leftPolicy(.presentSelf) == weights(aged(42).policy))
    #expect(leftPolicy(.pastSelf) == weights(aged(0).policy))
  }

  // MARK: The end

  private func request(_ screen: inout TrainingScreen) -> ScreenRequest? {
    if case .open(let request)? = screen.takeNavigation() { return request }
    return nil
  }

  private let game = ScreenRequest.play(
    against: "runs/league/2026-01-31_20-00-00_s0/policy.safetensors",
    settings: GameSettings(),
    seed: 7
  )

  @Test func `once the run has ended g plays against its policy, and comes back`() {
    var screen = screen()
    screen.take(report())
    screen.strike(.character("g"))
    #expect(request(&screen) == nil)
    screen.run(6)
    #expect(screen.picture(columns: 120, rows: 40).text.contains("A game follows the end"))
    screen.take(report(.ended(.goal)))
    screen.run(6)
    #expect(screen.picture(columns: 120, rows: 40).text.contains("g play it"))
    screen.strike(.character("g"), at: .seconds(1))
    #expect(request(&screen) == game)
    #expect(request(&screen) == nil && !screen.isFinished)
    screen.take(report(.ended(.goal)))
    #expect(!screen.isFinished)
  }

  @Test func `g in the question before the end stops, and plays as soon as the run is saved`()
    throws
  {
    var screen = screen()
    screen.take(report())
    screen.strike(.character("q"))
    guard case .push(let pushed)? = screen.takeNavigation() else { return }
    var question = try #require(pushed as? DialogScreen)
    question.strike(.character("g"), at: .seconds(1))
    #expect(question.isFinished)
    screen.resume(after: question)
    #expect(screen.takeRequests().last == .stop)
    #expect(request(&screen) == nil)
    screen.take(report(.ended(.stopped)))
    #expect(!screen.isFinished)
    #expect(request(&screen) == game)
  }

  @Test func `a run that has failed, or has no file, offers no game`() {
    for (state, file) in [
      (TrainingReport.State.failed("the disk is full"), "a.safetensors" as String?),
      (.ended(.goal), nil),
    ] {
      var screen = screen(policyFile: file)
      screen.take(report(state))
      screen.strike(.character("g"))
      screen.run(6)
      #expect(request(&screen) == nil)
      #expect(!screen.picture(columns: 120, rows: 40).text.contains("g play"))
    }
  }
}
