/// Who plays against a learner, and how often: each episode draws one.
///
/// As text a list with commas between its members, a player's name and its weight each:
/// `atari:15,random:8,self:20,past:15`. A member without a weight has weight 1; a comma that belongs
/// to a name is written `\,`. Shares are weights divided by their sum.
public struct OpponentMix: Hashable, Sendable {
  /// A member of the mix.
  public struct Member: Hashable, Sendable {
    /// The player's name, ``presentSelf`` or ``pastSelf``.
    public var player: String
    /// How often it is drawn, in proportion to the others' weights; more than 0.
    public var weight: Double

    /// Makes a member.
    public init(_ player: String, weight: Double = 1) {
      self.player = player
      self.weight = weight
    }
  }

  /// The name of the learner as it is.
  public static let presentSelf = "self"

  /// The name of the learner as it was: one of its kept past selves.
  public static let pastSelf = "past"

  /// Atari's computer alone, as in gym's environments.
  public static let computer = OpponentMix([Member(Contestant.computer.choice.id)])

  /// Everybody whom a player may meet, with nobody's weight above a fifth: more self-play beats
  /// one's like, and forgets the others.
  public static let league = OpponentMix([
    Member("atari", weight: 15), Member("random", weight: 6), Member("follower", weight: 15),
    Member("person", weight: 24), Member("still", weight: 2), Member("sweeper", weight: 4),
    Member(presentSelf, weight: 18), Member(pastSelf, weight: 16),
  ])

  /// The members, each player once.
  public let members: [Member]

  /// Makes a mix of at least one member.
  public init(_ members: [Member]) {
    precondition(!members.isEmpty, "a mix of nobody")
    self.members = members
  }

  /// Reads a mix; `nil` if a member has no name, comes twice, or has an impossible weight.
  public init?(text: String) {
    var members: [Member] = []
    for part in Self.parts(of: text) {
      var player = part
      var weight = 1.0
      if let colon = part.lastIndex(of: ":"),
        let number = Double(part[part.index(after: colon)...])
      {
        player = String(part[..<colon])
        weight = number
      }
      guard !player.isEmpty, weight > 0, weight <= 1e6,
        !members.contains(where: { $0.player == player })
      else { return nil }
      members.append(Member(player, weight: weight))
    }
    guard !members.isEmpty else { return nil }
    self.members = members
  }

  /// The mix as a text that ``init(text:)`` reads.
  public var text: String {
    members.map { member in
      let weight = member.weight
      let number = weight == weight.rounded() ? String(Int(weight)) : String(weight)
      let name = member.player.split(separator: ",", omittingEmptySubsequences: false)
        .joined(separator: "\\,")
      // A name that ends like a weight would lose its end.
      let needsWeight = weight != 1 || Double(name.split(separator: ":").last ?? "") != nil
      return needsWeight ? "\(name):\(number)" : name
    }
    .joined(separator: ",")
  }

  /// The text between its commas, but for those behind a backslash.
  private static func parts(of text: String) -> [String] {
    var parts = [""]
    var isEscaped = false
    for character in text {
      if isEscaped {
        if character != "," { parts[parts.count - 1].append("\\") }
        parts[parts.count - 1].append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "," {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    if isEscaped { parts[parts.count - 1].append("\\") }
    return parts
  }
}
