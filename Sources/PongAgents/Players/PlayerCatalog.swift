/// All who can hold a paddle: who is offered to people, and who can be named.
public struct PlayerCatalog: Sendable {
  /// One of them, who need not be in memory before somebody plays.
  public struct Entry: Sendable {
    /// How people choose it.
    public let choice: Choice
    /// Fetches it; throws what a person can read if that fails, as where a file is damaged.
    public let contestant: @Sendable () throws -> Contestant
    /// Makes the one of its kind whose traits follow the id and a colon, as in
    /// `person:keys,fires` or `champion:reaction=12`.
    ///
    /// Throws what a person can read if there are no such traits; `nil` where there is nothing to
    /// choose.
    public let variant: (@Sendable (_ traits: String) throws -> Contestant)?

    /// Makes an entry.
    public init(
      _ choice: Choice,
      variant: (@Sendable (_ traits: String) throws -> Contestant)? = nil,
      contestant: @escaping @Sendable () throws -> Contestant
    ) {
      self.choice = choice
      self.variant = variant
      self.contestant = contestant
    }

    /// Makes the entry of somebody who is there.
    public init(_ contestant: Contestant) {
      self.init(contestant.choice) { contestant }
    }
  }

  /// The entries in the order in which they are offered; the first of an id counts.
  public var entries: [Entry]

  /// Makes a catalog.
  public init(entries: [Entry]) {
    self.entries = entries
  }

  /// A person, Atari's computer and the bots.
  ///
  /// Who is added here is known to the menu, to every command that seats players, and to its help.
  public static let builtIn = PlayerCatalog(
    entries: [Contestant.human, .computer, FollowerPlayer.contestant].map(Entry.init)
      + [
        Entry(
          PersonPlayer.contestant.choice,
          variant: { PersonPlayer.contestant(try PersonTraits($0)) },
          contestant: { PersonPlayer.contestant }
        )
      ]
      + [RandomPlayer.contestant, SweeperPlayer.contestant, StillPlayer.contestant].map(Entry.init)
  )

  /// The choices in the order in which they are offered.
  public var choices: [Choice] { entries.map(\.choice) }

  /// The choice of that id, or of that id with traits; `nil` if there is none.
  public func choice(_ id: String) -> Choice? {
    entry(id)?.choice ?? (try? variant(id))?.choice
  }

  /// Fetches the contestant of that id, or of that id with traits; `nil` if there is none.
  ///
  /// - Throws: What its entry throws, as where there are no such traits.
  public func contestant(_ id: String) throws -> Contestant? {
    try entry(id)?.contestant() ?? variant(id)
  }

  /// Seats the contestant of that id for matches; `nil` if there is none.
  ///
  /// - Throws: What its entry throws.
  public func seat(_ id: String, seed: UInt64) throws -> Seat? {
    try contestant(id)?.seat(seed: seed)
  }

  private func entry(_ id: String) -> Entry? { entries.first { $0.choice.id == id } }

  private func variant(_ id: String) throws -> Contestant? {
    guard let colon = id.firstIndex(of: ":") else { return nil }
    return try entry(String(id[..<colon]))?.variant?(String(id[id.index(after: colon)...]))
  }
}
