import PongEngine

extension Replay: Codable {
  private static let format = "pong-replay"

  private enum Key: String, CodingKey {
    case format, version, rules, left, right, seed, game, ended, ending, score, frames, moves,
      checks
  }

  private enum RulesKey: String, CodingKey {
    case mode, difficulty
    case points = "points_to_win"
  }

  /// Writes the replay as <doc:Replays> tells.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.format, forKey: .format)
    try container.encode(Self.version, forKey: .version)
    var variant = container.nestedContainer(keyedBy: RulesKey.self, forKey: .rules)
    try variant.encode(rules.mode.name, forKey: .mode)
    try variant.encode(rules.difficulty, forKey: .difficulty)
    try variant.encode(rules.pointsToWin, forKey: .points)
    try container.encode(left, forKey: .left)
    try container.encode(right, forKey: .right)
    try container.encode(seed, forKey: .seed)
    try container.encode(gameNumber, forKey: .game)
    try container.encodeIfPresent(ended, forKey: .ended)
    try container.encode(ending.rawValue, forKey: .ending)
    try container.encode([score.left, score.right], forKey: .score)
    try container.encode(moves.count, forKey: .frames)
    var texts = container.nestedContainer(keyedBy: SideKey.self, forKey: .moves)
    try texts.encode(MoveText.text(moves.lazy.map(\.left)), forKey: .left)
    try texts.encode(MoveText.text(moves.lazy.map(\.right)), forKey: .right)
    try container.encode(checks, forKey: .checks)
  }

  private enum SideKey: String, CodingKey { case left, right }

  /// Reads a replay.
  ///
  /// - Throws: A `DecodingError`, or a ``ReplayError`` that says what is wrong.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try Self.check(
      format: container.decodeIfPresent(String.self, forKey: .format),
      version: { try container.decode(Int.self, forKey: .version) }
    )
    let left = try container.decode(Participant.self, forKey: .left)
    let right = try container.decode(Participant.self, forKey: .right)
    let frames = try container.decode(Int.self, forKey: .frames)
    guard 1...Self.longest ~= frames else {
      throw ReplayError("\"frames\" is 1 to \(Self.longest), not \(frames)")
    }
    let texts = try container.nestedContainer(keyedBy: SideKey.self, forKey: .moves)
    func moves(_ key: SideKey) throws -> [PaddleMove] {
      do {
        return try MoveText.moves(try texts.decode(String.self, forKey: key), count: frames)
      } catch let error as ReplayError {
        throw ReplayError("the moves on the \(key.rawValue): \(error)")
      }
    }
    let ending = try Ending(named: container.decode(String.self, forKey: .ending))
    let ended = try container.decodeIfPresent(Double.self, forKey: .ended)
    self.init(
      rules: try Self.rules(
        container.nestedContainer(keyedBy: RulesKey.self, forKey: .rules),
        left: left.holder,
        right: right.holder
      ),
      left: left,
      right: right,
      seed: try container.decode(UInt64.self, forKey: .seed),
      gameNumber: max(1, try container.decode(Int.self, forKey: .game)),
      ended: ended.flatMap { $0.isFinite ? $0 : nil },
      ending: ending,
      moves: try zip(moves(.left), moves(.right)).map { FrameMoves(left: $0, right: $1) },
      checks: try container.decode([Check].self, forKey: .checks)
    )
    try checkOrder()
    guard try container.decode([Int].self, forKey: .score) == [score.left, score.right] else {
      throw ReplayError("\"score\" is not that of the last check")
    }
  }

  /// Checks what a file says that it is.
  static func check(format: String?, version: () throws -> Int) throws {
    guard format == Self.format else {
      throw ReplayError("\"format\" is not \"\(Self.format)\"")
    }
    let version = try version()
    guard version == Self.version else {
      throw ReplayError(
        "it is of version \(version) of the format; this program reads version \(Self.version)"
      )
    }
  }

  private static func rules(
    _ container: KeyedDecodingContainer<RulesKey>,
    left: Rules.Holder,
    right: Rules.Holder
  ) throws -> Rules {
    let name = try container.decode(String.self, forKey: .mode)
    let difficulty = try container.decode(UInt8.self, forKey: .difficulty)
    let points = try container.decode(UInt8.self, forKey: .points)
    guard let mode = Rules.Mode(name: name) else {
      throw ReplayError("no mode of the game is called \"\(name)\"")
    }
    guard difficulty <= 3 else { throw ReplayError("\"difficulty\" is 0 to 3, not \(difficulty)") }
    guard 1...21 ~= points else {
      throw ReplayError("\"points_to_win\" is 1 to 21, not \(points)")
    }
    var rules = Rules(mode: mode, difficulty: difficulty)
    rules.pointsToWin = points
    rules.leftHolder = left
    rules.rightHolder = right
    return rules
  }

  private func checkOrder() throws {
    guard checks.last?.frame == moves.count else {
      throw ReplayError("the last of the \"checks\" is not of the last frame")
    }
    guard zip(checks, checks.dropFirst()).allSatisfy({ $0.frame < $1.frame }),
      checks.allSatisfy({ $0.frame > 0 })
    else { throw ReplayError("the \"checks\" are not in the order of their frames") }
  }
}

extension Replay.Ending {
  /// The ending that a file names.
  init(named name: String) throws {
    guard let ending = Self(rawValue: name) else {
      throw ReplayError("no ending is called \"\(name)\"")
    }
    self = ending
  }
}

extension Replay.Participant: Codable {
  private enum Key: String, CodingKey { case id, title, name, bat, policy }

  private static let computer = "computer"
  private static let paddle = "paddle"
  /// No title or name is longer, in characters: a screen has to show it.
  private static let longestTitle = 100

  /// Writes who held a paddle.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(id, forKey: .id)
    try container.encode(title, forKey: .title)
    try container.encodeIfPresent(name, forKey: .name)
    try container.encode(holder == .computer ? Self.computer : Self.paddle, forKey: .bat)
    try container.encodeIfPresent(policy, forKey: .policy)
  }

  /// Reads who held a paddle.
  ///
  /// - Throws: A `DecodingError`, or a ``ReplayError`` that says what is wrong.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let bat = try container.decode(String.self, forKey: .bat)
    guard [Self.computer, Self.paddle].contains(bat) else {
      throw ReplayError("nobody holds a bat as \"\(bat)\"")
    }
    self.init(
      id: try container.decode(String.self, forKey: .id),
      title: String(try container.decode(String.self, forKey: .title).prefix(Self.longestTitle)),
      name: try container.decodeIfPresent(String.self, forKey: .name)
        .map { String($0.prefix(Self.longestTitle)) },
      holder: bat == Self.computer ? .computer : .paddle,
      policy: try container.decodeIfPresent(String.self, forKey: .policy)
    )
  }
}

extension Replay.Check: Codable {
  private enum Key: String, CodingKey { case frame, score, state }

  /// Writes the check of a state.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(frame, forKey: .frame)
    try container.encode([left, right], forKey: .score)
    try container.encode(hexadecimal, forKey: .state)
  }

  /// Reads the check of a state.
  ///
  /// - Throws: A `DecodingError`, or a ``ReplayError`` that says what is wrong.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let frame = try container.decode(Int.self, forKey: .frame)
    let score = try container.decode([Int].self, forKey: .score)
    let state = try container.decode(String.self, forKey: .state)
    guard score.count == 2, score.allSatisfy({ 0...255 ~= $0 }) else {
      throw ReplayError("a check's \"score\" is two numbers from 0 to 255")
    }
    guard state.utf8.count == 8, let check = UInt32(state, radix: 16) else {
      throw ReplayError("a check's \"state\" is eight hexadecimal digits")
    }
    self.init(frame: frame, left: score[0], right: score[1], state: check)
  }

  /// The check as eight hexadecimal digits in lower case.
  var hexadecimal: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
