import PongAgents

/// Whom a person can play against, in sections, and which of them is selected.
struct MenuList: Sendable {
  /// What an opponent is.
  enum Section: Hashable, Sendable {
    /// A rung of the ladder.
    case ladder
    /// The console's computer and bots.
    case classics
    /// The agents of the article, and other trained ones that come with the program.
    case article
    /// An agent of one's own runs.
    case own
    /// Another person, or a model of one.
    case people

    /// What stands above the section; `nil` for the first, which needs nothing.
    var title: String? {
      switch self {
      case .ladder: nil
      case .classics: "Classics"
      case .article: "The article's"
      case .own: "Your agents"
      case .people: "People"
      }
    }
  }

  /// An opponent.
  struct Item: Hashable, Sendable {
    /// How it is chosen; the id of a person stands for two people.
    var choice: Choice
    /// Where it stands.
    var section: Section
    /// What the ladder's file knows of it.
    var known: Ladder.Entry?
    /// The digit that goes to it.
    var digit: Int?
    /// What an agent of one's own reached in training, in points a game.
    var reached: Double?
  }

  /// A line of the list.
  enum Line: Hashable, Sendable {
    /// The title of a section.
    case title(String)
    /// An item, by its place among those found.
    case item(Int)
  }

  /// All items in their order.
  private(set) var items: [Item]
  /// What is typed to find one.
  private(set) var finder = Finder()
  /// The places of the items found; all of them while nothing is looked for.
  private(set) var found: [Int]
  /// What is selected of the items found.
  private(set) var selection: Selection

  /// A list of everybody in a catalog, with those of the ladder first.
  init(catalog: PlayerCatalog, ladder: Ladder, agents: [OwnAgent]) {
    let ladder = ladder.limited(to: catalog)
    var items = ladder.rungs.enumerated().map { place, rung in
      Item(choice: rung.choice, section: .ladder, known: rung, digit: place < 9 ? place + 1 : nil)
    }
    var people: [Item] = []
    let human = Contestant.human.choice.id
    let own = Set(agents.map(\.entry.choice.id))
    var trained: [Item] = []
    for choice in catalog.choices where ladder.rung(choice.id) == nil {
      let known = ladder.entry(choice.id)
      var item = Item(choice: choice, section: .classics, known: known)
      switch choice.id {
      case human:
        item.choice.title = "Two people"
        item.choice.detail = "One keyboard: W S D on the left, arrows on the right"
        item.section = .people
        people.insert(item, at: 0)
      case "person":
        item.section = .people
        people.append(item)
      case _ where own.contains(choice.id): break
      case _ where known?.policy != nil:
        item.section = .article
        trained.append(item)
      case Contestant.computer.choice.id:
        item.digit = 0
        item.choice.title = known?.title ?? choice.title
        items.append(item)
      default: items.append(item)
      }
    }
    items += trained
    items += agents.map {
      Item(choice: $0.entry.choice, section: .own, known: nil, reached: $0.reached)
    }
    self.items = items + people
    found = Array(self.items.indices)
    selection = Selection(count: found.count)
  }

  /// The item that is selected; `nil` if nothing is found.
  var selected: Item? {
    found.indices.contains(selection.index) ? items[found[selection.index]] : nil
  }

  /// Item `place` of those found.
  func item(_ place: Int) -> Item { items[found[place]] }

  /// Whether there is an item of that id.
  func contains(_ id: String) -> Bool { items.contains { $0.choice.id == id } }

  /// The lines of the list, with the sections' titles where they are wanted.
  func lines(titled: Bool) -> [Line] {
    var lines: [Line] = []
    var section: Section?
    for place in found.indices {
      let next = item(place).section
      if next != section, titled, let title = next.title { lines.append(.title(title)) }
      section = next
      lines.append(.item(place))
    }
    return lines
  }

  // MARK: Changes

  /// Selects the item of that id, if there is one among those found.
  mutating func select(_ id: String) {
    if let place = found.firstIndex(where: { items[$0].choice.id == id }) {
      selection.select(place)
    }
  }

  /// Selects an item found.
  mutating func select(place: Int) { selection.select(place) }

  /// Selects the item with that digit, and tells whether there is one.
  mutating func select(digit: Unicode.Scalar) -> Bool {
    let place = found.firstIndex { items[$0].digit == Int(digit.value) - 0x30 }
    if let place { selection.select(place) }
    return place != nil
  }

  /// Goes on by so many items.
  mutating func move(by step: Int) { selection.move(by: step) }

  /// Takes a key that moves the selection, and tells whether it was one.
  mutating func move(_ key: Key, page: Int) -> Bool { selection.handle(key, page: page) }

  /// Takes a key for what is looked for, and tells whether it was one.
  ///
  /// - Parameters:
  ///   - event: The key, which goes down.
  ///   - commands: The keys that are commands as long as nothing is looked for.
  /// - Returns: Whether it was one.
  mutating func find(_ event: KeyEvent, commands: [Key]) -> Bool {
    guard finder.handle(event, commands: commands) else { return false }
    refine()
    return true
  }

  /// Shows all items again.
  mutating func showAll() {
    finder.clear()
    refine()
  }

  /// Puts other items in the place of these; what is selected and looked for stays.
  mutating func replaceItems(by other: MenuList) {
    let id = selected?.choice.id
    items = other.items
    refine()
    if let id { select(id) }
  }

  private mutating func refine() {
    let id = selected?.choice.id
    found = items.indices.filter {
      let item = items[$0]
      return finder.matches(item.choice.title, item.choice.id, item.known?.word ?? "")
    }
    selection = Selection(count: found.count)
    if let id { select(id) }
  }
}

extension Ladder {
  /// The ladder without those whom a catalog does not have.
  fileprivate func limited(to catalog: PlayerCatalog) -> Ladder {
    Ladder(
      rungs: rungs.filter { catalog.choice($0.id) != nil },
      others: others.filter { catalog.choice($0.id) != nil }
    )
  }
}
