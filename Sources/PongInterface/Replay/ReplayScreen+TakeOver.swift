import PongAgents
import PongEngine
import Text

/// A way of playing on from a moment of a replay.
struct TakeOver: Hashable, Sendable {
  /// Who opposes the person.
  enum Opponent: Hashable, Sendable {
    /// Who did in the replay.
    case recorded
    /// The strongest policy.
    case champion
    /// Another person.
    case person
  }

  /// The bat that the person takes.
  var side: Side
  /// Who has the other.
  var opponent: Opponent
}

// Playing on.
extension ReplayScreen {
  /// The ways there are of playing on, the usual one first.
  ///
  /// A bat that the console moves is no paddle: nobody can take it over, and it stays the console's.
  var takeOvers: [TakeOver] {
    let replay = track.replay
    let paddles = [ours, ours.opposite].filter { replay[$0].holder == .paddle }
    var ways = paddles.map { side in
      TakeOver(side: side, opponent: replay[side.opposite].isPerson ? .champion : .recorded)
    }
    for side in paddles
    where replay[side.opposite].holder == .paddle && !replay[side.opposite].isPerson
      && replay[side.opposite].id != Self.champion.id
    {
      ways.append(TakeOver(side: side, opponent: .champion))
    }
    if paddles.count == 2 { ways.append(TakeOver(side: .left, opponent: .person)) }
    return ways
  }

  static let champion = Replay.Participant(id: "champion", title: "Champion")

  /// Plays on as the only person did, or asks who shall play.
  mutating func takeOver(asking: Bool, at time: Duration) {
    guard canPlayOn(at: time) else { return }
    if !asking, let side = track.replay.personSide,
      let way = takeOvers.first(where: { $0.side == side && $0.opponent == .recorded })
    {
      takeOver(way, at: time)
    } else {
      offerTakeOvers()
    }
  }

  private mutating func canPlayOn(at time: Duration) -> Bool {
    guard !game.isOver, game.isPlaying else {
      say("The game is over here: go back first", at: time)
      return false
    }
    guard !takeOvers.isEmpty else {
      say("The console moves both bats: nobody can take one over", at: time)
      return false
    }
    return true
  }

  /// Opens the list of ways.
  private mutating func offerTakeOvers(because reason: String? = nil) {
    playback.pause()
    offers = takeOvers
    if reason != nil { offers.removeAll { $0.opponent == .recorded } }
    navigation = .push(
      ChoiceScreen(
        title: reason ?? "Play on from here",
        items: offers.map { (title(of: $0), "practice, not kept") },
        theme: theme,
        keys: settings.keys
      )
    )
  }

  private func title(of way: TakeOver) -> String {
    let side = way.side == .left ? "Left bat" : "Right bat"
    return switch way.opponent {
    case .recorded: "\(side), against \(name(of: way.side.opposite).cut(to: 24))"
    case .champion: "\(side), against the champion"
    case .person: "Both bats: two people"
    }
  }

  /// Plays on in a way, as soon as the opponent has been found.
  mutating func takeOver(_ way: TakeOver, at time: Duration) {
    playback.pause()
    waits.insert(.takeOver(way))
    guard canPlayOn(at: time) else {
      waits.remove(.takeOver(way))
      return
    }
    let human = Contestant.human.choice
    var opponent: (choice: Choice, seat: Seat) = (human, .human)
    if way.opponent != .person {
      let recorded = track.replay[way.side.opposite]
      let wanted = way.opponent == .champion ? Self.champion : recorded
      if wanted.holder == .computer {
        opponent = (Contestant.computer.choice, .computer)
      } else {
        guard let found = sources.player(wanted) else {
          say("Reading the weights of \(wanted.title)", at: time)
          return
        }
        guard let contestant = found.contestant else {
          waits.remove(.takeOver(way))
          refuse(found.remark ?? "\(wanted.title) cannot be found", way, at: time)
          return
        }
        if let remark = found.remark { say(remark, at: time, lasting: 5) }
        opponent = (contestant.choice, contestant.seat(seed: track.replay.seed &+ UInt64(frame)))
      }
    }
    for other in takeOvers { waits.remove(.takeOver(other)) }
    open(way, against: opponent.seat, opponent.choice)
  }

  /// Says why somebody cannot be played against, and offers others.
  private mutating func refuse(_ reason: String, _ way: TakeOver, at time: Duration) {
    say(reason, at: time, lasting: 5)
    let isAlone = takeOvers.allSatisfy { $0.opponent == .recorded }
    if way.opponent == .recorded, !isAlone { offerTakeOvers(because: reason.printable.cut(to: 60)) }
  }

  private mutating func open(_ way: TakeOver, against opponent: Seat, _ choice: Choice) {
    let human = Contestant.human.choice
    let match =
      way.side == .left
      ? track.match(atFrame: frame, left: .human, right: opponent)
      : track.match(atFrame: frame, left: opponent, right: .human)
    var settings = settings
    settings.speed = .normal
    let session = MatchSession(
      practising: match,
      left: way.side == .left ? human : choice,
      right: way.side == .left ? choice : human,
      settings: settings
    )
    navigation = .push(MatchScreen(session, exit: .replay))
  }
}
