import PongAgents

// The keys of a match.
extension MatchScreen {
  /// The keys as they are just now.
  var keyTable: KeyTable {
    let keys = settings.keys
    let pause = session.pace.pause == nil ? "pause" : "go on"
    var rows = [keys.row(.help, help: nil, hint: .init("help", rank: 1))] + session.paddleRows
    rows.append(
      keys.row(
        .pause,
        help: "pause",
        hint: session.match.isOver ? nil : .init(pause, rank: 2)
      )
    )
    rows.append(keys.row(.again, help: "restart"))
    rows += session.timeRows
    if session.controls.isEmpty {
      rows.append(keys.row(.faster, help: nil, hint: .init("faster", rank: 5)))
      rows.append(keys.row(.slower, help: nil, hint: .init("slower", rank: 6)))
      rows.append(keys.row(.nextPoint, help: "on to the next point, unseen"))
    }
    rows.append(keys.row(.colours, help: "colours"))
    let hasNetwork = Inspector.canOpen(session.match)
    if hasNetwork {
      rows.append(keys.row(.inside, help: "inside the network", hint: .init("inside", rank: 7)))
    }
    rows.append(
      keys.row(
        .leave,
        help: exit == .shell ? "quit" : "back to the \(outTitle)",
        also: "Esc",
        hint: .init(outTitle, rank: 3)
      )
    )
    return KeyTable(hasNetwork ? rows + Inspector.keyRows(keys) : rows)
  }
}
