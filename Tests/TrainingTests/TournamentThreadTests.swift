import PongAgents
import Reinforcement
import Testing
import Training

struct TournamentThreadTests {
  private let players = [Contestant.computer, RandomPlayer.contestant, FollowerPlayer.contestant]

  @Test func `a tournament beside a screen comes to the same table as one without`() async throws {
    let tournament = Tournament(players, games: 6, seed: 4)
    let thread = TournamentThread(tournament, threads: 2)
    var table: TournamentTable?
    while table == nil {
      if let news = thread.takeNews(), news.playing == nil { table = news.table }
      try await Task.sleep(for: .milliseconds(5))
    }
    #expect(table == tournament.play(on: SerialPool()))
    #expect(thread.finish() == table)
    #expect(thread.takeNews() == nil)
  }

  @Test func `who stops a tournament gets the table so far`() {
    let tournament = Tournament(players, games: 100_000, seed: 4)
    let table = TournamentThread(tournament, threads: 2).finish()
    #expect(table.games < 300_000)
  }
}
