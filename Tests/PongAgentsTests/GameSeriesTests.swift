import PongAgents
import PongEngine
import Reinforcement
import Testing

struct GameSeriesTests {
  private let random = RandomPlayer.contestant
  private let follower = FollowerPlayer.contestant

  /// Somebody whose bat is where the ball is, as with a mouse, the button always down or up.
  private struct ExactPlayer: Player {
    var fire: Bool

    mutating func input(seeing view: Game) -> PaddleInput {
      let wanted = Paddle.resistance(forRegister: view.ballIsVisible ? Int(view.ballY) - 6 : 128)
      return PaddleInput(turn: wanted - view.paddle(.right).resistance, fire: fire)
    }

    mutating func prepareForNewGame() {}
  }

  private func exact(fire: Bool) -> Contestant {
    Contestant(Choice(id: "exact", title: "", detail: "")) { _, _ in
      .player(ExactPlayer(fire: fire))
    }
  }

  /// Does the parts from the last to the first.
  private struct BackwardPool: WorkPool {
    let workerCount = 1
    func run(_ count: Int, _ body: @Sendable (Int) -> Void) {
      for index in (0..<count).reversed() { body(index) }
    }
  }

  @Test func `games are the same whoever plays them, in whatever order, alone or with others`() {
    let series = GameSeries(random, .computer, seed: 5)
    let games = series.play(0..<6, on: SerialPool())
    #expect(series.play(0..<6, on: BackwardPool()) == games)
    #expect(series.play(2..<4, on: SerialPool()) == Array(games[2..<4]))
    #expect(Set(games).count == 6)
  }

  @Test func `the two change sides after each game unless they are to stay`() {
    var series = GameSeries(random, .computer, seed: 5)
    let games = series.play(0..<4, on: SerialPool())
    #expect(games.map(\.firstSide) == [.left, .right, .left, .right])
    // Whatever the side, it is the random bot that loses.
    #expect(games.allSatisfy { $0.margin < -10 })
    series.changesSides = false
    #expect(series.play(3).firstSide == .left)
  }

  @Test func `a game is that of a match between the same seats`() {
    let series = GameSeries(follower, random, seed: 9)
    for index in 0..<2 {
      var match = series.match(index)
      var frames = 0
      while !match.isOver {
        _ = match.step()
        frames += 1
      }
      let game = series.play(index)
      #expect(game.frames == frames && !game.timedOut)
      let scores = [match.game.score(game.firstSide), match.game.score(game.firstSide.opposite)]
      #expect(scores.map(Int.init) == [game.first.points, game.second.points])
    }
  }

  @Test func `what is counted adds up`() {
    let games = GameSeries(follower, random, seed: 2).play(0..<4, on: SerialPool())
    for game in games {
      #expect(game.rallies.count == game.first.points + game.second.points)
      #expect(game.rallies.reduce(0) { $0 + $1.hits } == game.first.hits + game.second.hits)
      #expect(game.first.pointsLost == game.second.points)
      #expect(game.second.pointsLost == game.first.points)
      #expect(game.exchanged.margin == -game.margin && game.exchanged.exchanged == game)
      #expect(game.first.firedHits == 0 && game.second.firedHits == 0)
    }
    let sum = games.reduce(PlayerTally()) { $0 + $1.first }
    #expect(sum.points == games.reduce(0) { $0 + $1.first.points })
    #expect(sum.pointsLost == games.reduce(0) { $0 + $1.second.points })
  }

  @Test func `hits with the button down are told from others`() {
    let game = GameSeries(exact(fire: true), exact(fire: false), seed: 3).play(0)
    #expect(game.first.hits > 0 && game.first.firedHits == game.first.hits)
    #expect(game.second.hits > 0 && game.second.firedHits == 0)
    // The follower waits until a rally is long.
    let other = GameSeries(follower, .computer, seed: 3).play(0)
    let long = other.rallies.filter { $0.hits > 24 }
    #expect(other.first.hits > other.first.firedHits)
    #expect(other.first.firedHits == 0 || !long.isEmpty)
  }

  @Test func `a game that the console gives up keeps its points and an unfinished rally`() {
    // Two who always return the ball, at a speed that lets them.
    let game = GameSeries(exact(fire: false), exact(fire: false), seed: 0).play(0)
    #expect(game.timedOut && game.frames == 65_210)
    #expect(game.rallies.count == game.first.points + game.second.points + 1)
    #expect(game.margin == 0 && game.first.hits > 100)
  }

  @Test func `neither side is favoured between two who play alike`() {
    let games = GameSeries(random, random, seed: 1, changesSides: false)
      .play(0..<200, on: SerialPool())
    let margins = games.map { Double($0.margin) }
    let mean = margins.reduce(0, +) / 200
    let deviation = (margins.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 199).squareRoot()
    // Three standard errors.
    #expect(abs(mean) < 3 * deviation / 200.squareRoot(), "\(mean) ± \(deviation)")
  }
}
