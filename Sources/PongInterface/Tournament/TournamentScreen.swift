public import PongAgents
import PongEngine

/// A tournament on the screen: its table while it is being played, and a game of the selected pairing.
///
/// The screen knows what has been played only by what is given to `take`; the games that it shows
/// are the tournament's own, played again at the console's speed.
public struct TournamentScreen: AdjustableScreen {
  /// What is being played.
  public let tournament: Tournament
  /// Colours and characters; who plays is not taken from them.
  public private(set) var settings: GameSettings
  /// Whether people have left.
  public private(set) var isFinished = false

  /// The table as told last.
  private(set) var table: TournamentTable
  /// The ranking, worked out twice a second at most.
  private(set) var standings: [TournamentTable.Standing]
  /// The number of the pairing that is being played; `nil` when all have been.
  private(set) var playing: Int?
  /// The players whose pairing is selected: that of the row, and that of the column.
  private(set) var selected: (row: Int, column: Int)
  /// Whether the selection follows what is being played.
  private(set) var follows = true
  /// The game on the court.
  private(set) var preview: Preview?
  private(set) var layout: TournamentLayout?
  private(set) var notice: Notice?

  private var size = (columns: 0, rows: 0)
  private var ticks = 0
  private var rankAge = 0
  private var hasNews = false
  private var navigation: Navigation?
  private var commands = CommandFilter()
  private var stopIsAsked = false

  /// A game of a pairing, shown in small.
  struct Preview: Sendable {
    /// The pairing's number.
    let pairing: Int
    /// The game's number.
    var game: Int
    /// The game.
    var match: Match
    /// Ticks since the pairing was put on the court, and since the game has ended.
    var age = (court: 0, end: 0)
  }

  /// Ticks between two rankings.
  private static let rankTicks = 30
  /// Ticks that a pairing stays on the court before another one that is being played takes its place.
  private static let courtTicks = 300

  /// Opens a tournament of which nothing has been played yet.
  public init(_ tournament: Tournament, settings: GameSettings) {
    self.tournament = tournament
    self.settings = settings
    table = TournamentTable(tournament)
    standings = table.standings
    let first = tournament.pairings.first
    playing = first == nil ? nil : 0
    selected = (first?.first ?? 0, first?.second ?? 0)
  }

  /// Takes in how the tournament stands.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - playing: The number of the pairing that is being played; `nil` when all have been.
  public mutating func take(_ table: TournamentTable, playing: Int?) {
    self.table = table
    self.playing = playing
    hasNews = true
    if playing == nil { rank() }
  }

  private mutating func rank() {
    standings = table.standings
    hasNews = false
    rankAge = 0
  }

  var theme: Theme { Theme(settings.theme) }

  /// The pairing on the screen, so that recordings mark it.
  public var landmark: String? {
    "\(name(of: selected.row)) against \(name(of: selected.column))"
  }

  /// What the screen calls a player: its title, or where two have the same the end of its name.
  func name(of player: Int) -> String {
    let choice = table.players[player]
    guard table.players.count(where: { $0.title == choice.title }) > 1 else { return choice.title }
    let scalars = choice.id.unicodeScalars
    guard scalars.count > 24 else { return choice.id }
    return "…" + String(String.UnicodeScalarView(scalars.suffix(23)))
  }

  /// A player's place in the ranking, from 0.
  func place(of player: Int) -> Int { standings.firstIndex { $0.player == player } ?? 0 }

  // MARK: Time

  /// Goes on by one frame.
  public mutating func tick(at time: Duration) {
    ticks += 1
    rankAge += 1
    if let notice, time >= notice.end {
      self.notice = nil
      stopIsAsked = false
    }
    if hasNews, rankAge >= Self.rankTicks { rank() }
    if follows, let playing, (preview?.age.court ?? .max) >= Self.courtTicks {
      show(pairing: playing)
      let pairing = tournament.pairings[playing]
      let isInOrder = place(of: pairing.first) < place(of: pairing.second)
      selected =
        isInOrder ? (pairing.first, pairing.second) : (pairing.second, pairing.first)
    }
    preview?.age.court += 1
    playOn()
  }

  private mutating func playOn() {
    guard var preview else { return }
    if preview.match.isOver {
      preview.age.end += 1
      if preview.age.end > 90 {
        preview.game = (preview.game + 1) % tournament.gamesPerPairing
        preview.match = tournament.series(tournament.pairings[preview.pairing]).match(preview.game)
        preview.age.end = 0
      }
    } else {
      // Let go of meanwhile, lest the players are copied at every frame.
      self.preview = nil
      _ = preview.match.step()
    }
    self.preview = preview
  }

  private mutating func show(pairing: Int) {
    guard pairing != preview?.pairing else { return }
    preview = Preview(
      pairing: pairing,
      game: 0,
      match: tournament.series(tournament.pairings[pairing]).match(0)
    )
  }

  // MARK: Events

  /// Takes one event in.
  public mutating func handle(_ event: InputEvent, at time: Duration) {
    switch event {
    case .key(let key) where key.isDown && key.isPlain: handle(key.commandKey, at: time)
    case .mouse(let mouse): handle(mouse, at: time)
    case .resize(let columns, let rows):
      size = (columns, rows)
      layOut()
    case .key, .focus, .resumed, .report: break
    }
  }

  private mutating func layOut() {
    let names = table.players.indices.map { name(of: $0).unicodeScalars.count }.max() ?? 0
    layout = TournamentLayout(
      columns: size.columns,
      rows: size.rows,
      names: names + 4,
      players: table.players.count
    )
  }

  private mutating func handle(_ key: Key, at time: Duration) {
    switch key {
    case .up: move(rows: -1)
    case .down: move(rows: 1)
    case .left: move(columns: -1)
    case .right: move(columns: 1)
    case .pageUp: move(rows: -5)
    case .pageDown: move(rows: 5)
    case .home: move(rows: -table.players.count)
    case .end: move(rows: table.players.count)
    case .enter, .character(" "): watch(at: time)
    default:
      guard !commands.isRepeated(key, at: time) else { return }
      handleCommand(key, at: time)
    }
  }

  private mutating func handleCommand(_ key: Key, at time: Duration) {
    switch settings.keys.command(key, among: [.leave, .pause, .colours, .help]) {
    case .leave: leave(at: time)
    case .pause: follows.toggle()
    case .colours:
      settings.theme = Theme.Name.allCases.moved(from: settings.theme, by: 1)
      say("Colours: \(settings.theme.title)", at: time)
    case .help: openHelp()
    default: if key == .escape { leave(at: time) }
    }
  }

  private mutating func move(rows: Int = 0, columns: Int = 0) {
    let last = standings.count - 1
    let row = max(0, min(last, place(of: selected.row) + rows))
    let column = max(0, min(last, place(of: selected.column) + columns))
    select(row: row, column: column)
  }

  /// Selects the pairing at places of the ranking.
  private mutating func select(row: Int, column: Int) {
    selected = (standings[row].player, standings[column].player)
    follows = false
    if let pairing = table.pairing(of: selected.row, and: selected.column) {
      show(pairing: pairing)
    }
  }

  private mutating func handle(_ mouse: MouseEvent, at time: Duration) {
    guard let layout else { return }
    switch mouse.kind {
    case .scrollUp: move(rows: -1)
    case .scrollDown: move(rows: 1)
    case .press:
      if let court = layout.court, court.contains(column: mouse.column, row: mouse.row) {
        watch(at: time)
      } else if let (row, column) = cell(atColumn: mouse.column, row: mouse.row) {
        let isChosen =
          selected == (standings[row].player, standings[column].player) && !follows
        if isChosen { watch(at: time) } else { select(row: row, column: column) }
      } else if let key = statusLine(in: layout).key(column: mouse.column, row: mouse.row) {
        handle(key, at: time)
      }
    case .motion, .drag, .release: break
    }
  }

  private mutating func say(_ text: String, at time: Duration) {
    notice = Notice(text, at: time)
    stopIsAsked = false
  }

  /// Leaves; while games are being played only when asked twice.
  private mutating func leave(at time: Duration) {
    guard playing != nil, !stopIsAsked else {
      isFinished = true
      return
    }
    say("Press \(settings.keys.cap(.leave)) again to stop", at: time)
    stopIsAsked = true
  }

  // MARK: Watching

  private mutating func watch(at time: Duration) {
    guard let number = table.pairing(of: selected.row, and: selected.column) else { return }
    // What is on the court goes on in large.
    show(pairing: number)
    guard let preview else { return }
    let pairing = tournament.pairings[number]
    let (first, second) = (table.players[pairing.first], table.players[pairing.second])
    let isLeft = tournament.series(pairing).firstSide(inGame: preview.game) == .left
    var settings = settings
    settings.speed = .normal
    let session = MatchSession(
      match: preview.match,
      left: isLeft ? first : second,
      right: isLeft ? second : first,
      settings: settings
    )
    navigation = .push(MatchScreen(session, exit: .tournament))
  }

  private mutating func openHelp() {
    navigation = .push(
      HelpScreen(keyTable, keys: settings.keys, theme: theme, after: commands)
    )
  }

  /// The keys as they are just now.
  var keyTable: KeyTable {
    let keys = settings.keys
    return KeyTable([
      .init("Enter", "watch the selected pairing", key: .enter, hint: .init("watch", rank: 1)),
      .init("↑ ↓ ← →", "select a pairing", key: .down, hint: .init("pairing", rank: 5)),
      keys.row(
        .pause,
        help: "stay with it, follow what is being played",
        hint: follows || playing == nil ? nil : .init("follow", rank: 4)
      ),
      keys.row(.colours, help: "colours"),
      keys.row(.help, help: nil, hint: .init("help", rank: 3)),
      keys.row(
        .leave,
        help: "stop, and print the table",
        also: "Esc",
        hint: .init(playing == nil ? "quit" : "stop", rank: 2)
      ),
      .init("[ ]", "is being played"),
      .init("Elo", "by points; the computer has 1000"),
      .init("+3.2", "points a game that the row wins by"),
      .init("±", "half of a 95 % interval"),
    ])
  }

  /// Takes out what to open, or that people leave.
  public mutating func takeNavigation() -> Navigation? {
    defer { navigation = nil }
    return isFinished ? .pop : navigation
  }

  /// Goes on after a match was watched or the keys were shown.
  public mutating func resume(after screen: any Screen) {
    if let match = screen as? MatchScreen { settings.theme = match.settings.theme }
    if let help = screen as? HelpScreen { commands = help.commands }
  }
}
