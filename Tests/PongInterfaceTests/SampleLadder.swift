import PolicyTestSupport
import PongAgents
import PongEngine

@testable import PongInterface

/// A ladder for tests, of rungs that need no files.
enum SampleLadder {
  static let ladder: Ladder = {
    var rungs: [Ladder.Entry] = []
    for (index, (title, word)) in [
      ("First steps", "easy"), ("Steady", "fair"), ("Sharp", "hard"), ("Champion", "merciless"),
    ].enumerated() {
      let id = title.lowercased().split(separator: " ").joined(separator: "-")
      var rung = Ladder.Entry(id: id, title: title, word: word, policy: "\(id).safetensors")
      rung.elo = 540 + 400 * Double(index)
      rung.eloError = 20
      rung.trained = "Six minutes in the league, from nothing"
      rung.reaction = index == 1 ? 12 : nil
      rung.curve = (0...20).map { [Double($0), Double($0 * (index + 1)) / 2 - 20] }
      rung.style = Ladder.Style(
        meanRallyHits: 14,
        firedShare: 1.0 / 6,
        lostTopShare: 0.6,
        lostMiddleShare: 0.1,
        lostBottomShare: 0.3
      )
      rung.exploitability = 4.75
      rungs.append(rung)
    }
    var atari = Ladder.Entry(id: "atari", title: "Atari's computer")
    atari.elo = 1000
    let old = Ladder.Entry(id: "even", title: "Even", policy: "even.safetensors")
    return Ladder(rungs: rungs, others: [atari, old])
  }()

  static let policy = SamplePolicy.make()
  static let figures = PolicyFigures(policy, decisions: 50, seed: 1)

  /// The players of the ladder beside those that are built in.
  static let catalog = PlayerCatalog(
    entries: PlayerCatalog.builtIn.entries
      + (ladder.rungs + [ladder.others[1]]).map { entry in
        .init(Contestant(entry.choice, policy: .pixels(policy)))
      }
  )

  /// The agent of a run.
  static let agent = OwnAgent(
    .init(
      Contestant(
        Choice(id: "runs/night/1/policy.safetensors", title: "night 11-26 20:15", detail: "A run"),
        policy: .pixels(policy)
      )
    ),
    reached: 3.2
  )

  /// Sources that know all at once.
  static func sources(
    games: [FinishedGame] = [],
    keep: @escaping @Sendable (FinishedGame) -> Void = { _ in }
  ) -> MenuSources {
    MenuSources(
      ladder: ladder,
      games: games,
      agents: { [agent] },
      findings: { id in
        OpponentFindings(
          contestant: try? catalog.contestant(id),
          figures: catalog.choice(id).map { _ in figures }
        )
      },
      keep: keep
    )
  }
}
