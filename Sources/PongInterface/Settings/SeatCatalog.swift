public import PongAgents

/// Somebody who can hold a paddle, as people choose among them.
public struct SeatChoice: Hashable, Sendable {
  /// What the command line and the settings call it.
  public var id: String
  /// What the screens call it.
  public var title: String
  /// What there is to say about it, in a few words.
  public var detail: String

  /// Makes a choice.
  public init(id: String, title: String, detail: String) {
    self.id = id
    self.title = title
    self.detail = detail
  }
}

/// All who can hold a paddle.
public struct SeatCatalog: Sendable {
  /// One who can, and how to seat them.
  public struct Entry: Sendable {
    /// How people choose it.
    public var choice: SeatChoice
    /// Makes the seat; chance, if any, follows from the seed.
    public var makeSeat: @Sendable (_ seed: UInt64) -> Seat

    /// Makes an entry.
    public init(_ choice: SeatChoice, makeSeat: @escaping @Sendable (UInt64) -> Seat) {
      self.choice = choice
      self.makeSeat = makeSeat
    }
  }

  /// The entries in the order in which they are offered.
  public var entries: [Entry]

  /// Makes a catalog.
  public init(entries: [Entry]) {
    self.entries = entries
  }

  /// The choices in the order in which they are offered.
  public var choices: [SeatChoice] {
    entries.map(\.choice)
  }

  /// The choice of that id.
  public func choice(_ id: String) -> SeatChoice? {
    entries.first { $0.choice.id == id }?.choice
  }

  /// Seats the one of that id; `nil` if there is none.
  public func seat(_ id: String, seed: UInt64) -> Seat? {
    entries.first { $0.choice.id == id }?.makeSeat(seed)
  }

  /// The id of a person.
  public static let human = "human"

  /// A person, Atari's computer and the two bots.
  public static let builtIn = SeatCatalog(entries: [
    Entry(SeatChoice(id: human, title: "Human", detail: "You, by keyboard or mouse")) { _ in
      .human
    },
    Entry(
      SeatChoice(id: "atari", title: "Atari", detail: "The console's own player: quick, no plan")
    ) { _ in
      .computer
    },
    Entry(
      SeatChoice(
        id: "follower",
        title: "Follower",
        detail: "Turns its paddle towards the ball, lagging like everybody"
      )
    ) { seed in
      .player(FollowerPlayer(seed: seed))
    },
    Entry(
      SeatChoice(id: "random", title: "Random", detail: "Up or down by the toss of a coin")
    ) { seed in
      .player(RandomPlayer(seed: seed))
    },
  ])
}
