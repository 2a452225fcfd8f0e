import PongAgents
import PongEngine

// What the champion would have done.
extension ReplayScreen {
  /// The sides whose bat is a paddle's, which the champion could have held: one's own first.
  private var ghostSides: [Side] {
    [ours, ours.opposite].filter { track.replay[$0].holder == .paddle }
  }

  /// Shows the champion's bat on one side, then on the other, then on neither.
  mutating func changeGhost(at time: Duration) {
    let sides = ghostSides
    guard !sides.isEmpty else {
      say("The console moves both bats: no paddle could have done otherwise", at: time)
      return
    }
    let shown = ghost.flatMap { sides.firstIndex(of: $0.side) }
    ghost = nil
    for side in sides { waits.remove(.ghost(side)) }
    let next = shown.map { $0 + 1 } ?? 0
    if next < sides.count { showGhost(on: sides[next], at: time) }
  }

  /// Shows the champion's bat on a side as soon as its weights have been read.
  mutating func showGhost(on side: Side, at time: Duration) {
    waits.insert(.ghost(side))
    guard let found = sources.player(Self.champion) else {
      say("Reading the weights of the champion", at: time)
      return
    }
    waits.remove(.ghost(side))
    notice = nil
    guard let contestant = found.contestant, case .pixels(let policy) = contestant.policy else {
      say(found.remark ?? "There is no champion that sees pictures", at: time, lasting: 4)
      return
    }
    ghost = ReplayGhost(
      track,
      outline: outline,
      policy: policy,
      environment: contestant.environment,
      side: side,
      name: contestant.choice.title
    )
  }

  /// Goes to the next moment that lost a point, and stays there.
  mutating func goToMoment(at time: Duration) {
    guard let ghost else {
      changeGhost(at: time)
      return
    }
    guard let moment = ghost.moment(after: frame) else {
      let isKnown = ghost.analysis.isComplete
      say(isKnown ? "No point was lost by a fall of the value" : "Still thinking", at: time)
      return
    }
    playback.pause()
    playback.seek(to: moment)
  }
}
