public import PongAgents
import PongEngine
import Reinforcement

/// Who plays against an agent that learns, as the screen seats it.
public enum TrainingOpponent: Sendable {
  /// Somebody of the catalog.
  case player(Contestant)
  /// The agent as it is.
  case presentSelf
  /// The agent as it was once.
  case pastSelf
}

extension OpponentStanding {
  /// What the screen calls the opponent: a file by its name, without its folders, and what a run has
  /// made by the run's.
  var title: String {
    switch name {
    case OpponentMix.presentSelf: return "itself"
    case OpponentMix.pastSelf: return "past selves"
    default:
      let parts = name.split(separator: "/")
      let isOfRun = parts.count > 2 && parts.last == "policy.safetensors"
      return (isOfRun ? parts[parts.count - 3] : parts.last).map(String.init) ?? name
    }
  }
}

extension TrainingScreen {
  /// An opponent who has taken a seat in the shown match.
  struct SeatedOpponent: Sendable {
    var seat: Seat
    var title: Choice
    /// Whether it is the agent as it is, which learns on.
    var isPresentSelf = false
  }

  /// Seats an opponent for the shown match's game of that number, from 0.
  static func seat(
    _ opponent: TrainingOpponent,
    against agent: PolicySnapshot,
    of ages: [PolicySnapshot],
    game: Int,
    in setup: TrainingSetup
  ) -> SeatedOpponent {
    let seed = setup.seed &+ UInt64(game)
    func seat(_ policy: PongPolicy, _ title: String, isPresentSelf: Bool) -> SeatedOpponent {
      // Two of a kind must not make the same moves.
      let player = PolicyPlayer(policy, environment: setup.environment, seed: ~seed)
      return SeatedOpponent(
        seat: .player(player),
        title: Choice(id: title, title: title, detail: ""),
        isPresentSelf: isPresentSelf
      )
    }
    switch opponent {
    case .player(let contestant):
      return SeatedOpponent(seat: contestant.seat(seed: seed), title: contestant.choice)
    case .pastSelf where !ages.isEmpty:
      // One age after the other, so that all of them are seen.
      let age = ages[game % ages.count]
      return seat(age.policy, "Age \(FigureText.age(age.seconds))", isPresentSelf: false)
    case .presentSelf, .pastSelf: return seat(agent.policy, "Itself", isPresentSelf: true)
    }
  }

  /// Whether there is more than one opponent to be shown.
  var hasManyOpponents: Bool { setup.opponents.count > 1 }

  /// Begins a match against the next opponent.
  mutating func showNextOpponent() {
    opponent = (opponent + 1) % setup.opponents.count
    game += 1
    serveAgain()
  }
}
