import PongAgents
import PongEngine
import Reinforcement

// What the menu opens, and what comes of it.
extension MenuScreen {
  // MARK: Games

  /// Starts the game against the selected opponent.
  mutating func play() {
    guard let item = list.selected else {
      message = "Nobody is called so"
      return
    }
    seat()
    let next = sources.ladder.neighbours(of: item.choice.id)
    let isAlone = item.choice.id != Contestant.human.choice.id
    func known(_ entry: Ladder.Entry?) -> Choice? {
      guard isAlone, let entry, catalog.choice(entry.id) != nil else { return nil }
      return entry.choice
    }
    start(settings, weaker: known(next.weaker), stronger: known(next.stronger))
  }

  private mutating func start(
    _ settings: GameSettings,
    weaker: Choice? = nil,
    stronger: Choice? = nil
  ) {
    do {
      guard var session = try MatchSession(settings: settings, catalog: catalog, seed: seed)
      else { return }
      if settings.keepsMatches, session.hasPeople {
        session.keepReplays(seed: seed, sources.keepReplay)
      }
      session.replaySources = sources.matches.replay("match")
      navigation = .push(
        MatchScreen(
          session,
          exit: .menu,
          weaker: weaker,
          stronger: stronger,
          rating: settings.keepsMatches
            ? rating.map { LiveRating($0, now: sources.now, keep: sources.keep) } : nil
        )
      )
      seed &+= 1
    } catch {
      message = "\(error)"
    }
  }

  // MARK: Lists

  /// Everybody who can be watched.
  private var watched: [MenuList.Item] {
    list.items.filter { $0.choice.id != Contestant.human.choice.id }
  }

  /// Opens the list of what there is to choose from.
  mutating func choose(_ subject: Subject) {
    self.subject = subject
    let title: String
    let items: [ChoiceScreen.Item]
    var selected = 0
    switch subject {
    case .watchedLeft, .watchedRight:
      let side = subject == .watchedLeft ? Side.left : .right
      title = side == .left ? "Who holds the left bat?" : "Who holds the right bat?"
      items = watched.map { ($0.choice.title, $0.choice.detail) }
      let id = watchedBefore(side)
      selected = watched.firstIndex { $0.choice.id == id } ?? 0
    case .training:
      title = "What shall learn?"
      let rival = [("Rival", "An agent that learns from your matches to beat you")]
      items = trainings.map { ($0.title, $0.detail) } + (sources.hasMatches() ? rival : [])
    case .goal:
      title = "Until when?"
      items = StopRule.offered.map { ($0.title, $0.detail) }
    }
    navigation = .push(
      ChoiceScreen(
        title: title,
        items: items,
        selected: selected,
        theme: theme,
        keys: settings.keys
      )
    )
  }

  /// Who is offered first to be watched: who was seen last, or else the selected opponent and
  /// Atari's computer.
  private func watchedBefore(_ side: Side) -> String? {
    let human = Contestant.human.choice.id
    if settings.left != human, settings.right != human { return settings.seat(side) }
    return side == .left ? list.selected?.choice.id : Contestant.computer.choice.id
  }

  private mutating func take(_ index: Int) {
    switch subject {
    case .watchedLeft: choose(.watchedRight(left: watched[index].choice.id))
    case .watchedRight(let left):
      settings.left = left
      settings.right = watched[index].choice.id
      renewCard()
      start(settings)
    case .training where index == trainings.count:
      navigation = .open(.rival(settings: settings, seed: seed))
      seed &+= 1
    case .training: choose(.goal(of: trainings[index].id))
    case .goal(let id):
      let rule = StopRule.offered[index].rule
      navigation = .open(.train(id, until: rule, settings: settings, seed: seed))
      seed &+= 1
    case nil: break
    }
  }

  // MARK: Inside

  /// Looks into the network of the selected opponent, once it has been read.
  mutating func inspect() {
    isInspectionAwaited = false
    guard let item = list.selected else { return }
    guard let findings = card.findings ?? sources.findings(item.choice.id) else {
      isInspectionAwaited = true
      message = "Reading the weights of \(item.choice.title)"
      return
    }
    message = nil
    guard let network = findings.network, let figures = findings.figures else {
      message = findings.problem ?? "\(item.choice.title) has no network that sees pictures"
      return
    }
    navigation = .push(
      GalleryScreen(
        policy: network,
        name: item.choice.title,
        figures: figures,
        settings: settings
      )
    )
  }

  // MARK: Coming back

  /// Shows the keys.
  mutating func openHelp() {
    navigation = .push(
      HelpScreen(keyTable, keys: settings.keys, theme: theme, after: CommandFilter())
    )
  }

  /// The keys as they are just now.
  var keyTable: KeyTable {
    let keys = settings.keys
    let (isList, isFinding) = (action == nil, list.finder.isActive)
    let side = self.side == .left ? Key.right : .left
    return KeyTable([
      .init(
        "Enter",
        "play",
        key: .enter,
        hint: .init(action?.title.lowercased() ?? "play", rank: 1)
      ),
      .init("↑ ↓", "opponent", key: .down, hint: isFinding ? .init("opponent", rank: 3) : nil),
      .init("↑", nil, key: .up, hint: isList ? nil : .init("opponents", brief: "list", rank: 3)),
      .init("Esc", nil, key: .escape, hint: isFinding ? .init("all", rank: 2) : nil),
      .init("1 2 … 0", "a rung, Atari's computer"),
      .init(
        "← →",
        "your side",
        key: isList ? side : .right,
        hint: isFinding ? nil : .init(isList ? "side" : "choose", rank: 5)
      ),
      .init("letters, /", "find by name or word"),
      .init(
        "Tab",
        "watch, train, inspect, matches …",
        key: .tab,
        hint: isFinding || !isList ? nil : .init("more", rank: 3)
      ),
      keys.row(.help, help: nil, hint: isFinding ? nil : .init("help", rank: 4)),
      keys.row(.leave, help: "quit", also: "Esc", hint: isFinding ? nil : .init("quit", rank: 2)),
      .init("Elo", "strength; the computer has 1000"),
      .init("you:it", "games you won and lost"),
      .init("≈", "about as strong as you"),
    ])
  }

  /// Takes what was chosen or changed on another screen.
  public mutating func resume(after screen: any Screen) {
    switch screen {
    case let list as ChoiceScreen:
      if let chosen = list.chosen { take(chosen) }
      return
    case let other as SettingsScreen:
      settings = other.settings
      countGames()
    case let matches as MatchesScreen:
      takeLooks(of: matches)
      renewMatches()
    case let match as MatchScreen:
      takeLooks(of: match)
      renewMatches()
      if settings.keepsMatches { take(match.finishedGames, areKept: match.hasKeptGames) }
      if match.session.hasPeople { warnIfNothingIsKept() }
      go(to: match.wish, after: match)
    case let other as any AdjustableScreen:
      takeLooks(of: other)
      renewAgents()
    default: break
    }
    renewCard()
  }

  /// A change of speed during a match is for that match.
  private mutating func takeLooks(of screen: some AdjustableScreen) {
    settings.theme = screen.settings.theme
    settings.input = screen.settings.input
  }

  /// Starts the match that was wished for at the end of another.
  private mutating func go(to wish: MatchScreen.Wish?, after match: MatchScreen) {
    guard let wish, let next = wish == .stronger ? match.stronger : match.weaker else { return }
    list.showAll()
    list.select(next.id)
    didSelect()
    play()
  }
}
