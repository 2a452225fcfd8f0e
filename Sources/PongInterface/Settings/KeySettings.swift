/// What `[keys]` in the settings says: which keys hold the paddles, and which give commands.
struct KeySettings {
  /// Something that can have keys.
  private enum Use: Hashable {
    case paddle(PaddleKeys.Role)
    case command(Command)

    static let all = PaddleKeys.Role.allCases.map(Use.paddle) + Command.allCases.map(Use.command)

    var name: String {
      switch self {
      case .paddle(let role): role.rawValue
      case .command(let command): command.rawValue
      }
    }

    var usualKeys: [Key] {
      switch self {
      case .paddle(let role): role.usualKeys
      case .command(let command): KeyMap.usual[command]
      }
    }

    /// Whether one key cannot be both: all that a running game hears must differ, and so must
    /// commands; a bat's key may be a command where no game runs.
    func clashes(with other: Use) -> Bool {
      switch (self, other) {
      case _ where self == other: false
      case (.paddle(_), .command(let command)), (.command(let command), .paddle(_)):
        KeySettings.matchCommands.contains(command)
      default: true
      }
    }

    /// Keys that mean the same everywhere.
    func isReserved(_ key: Key) -> Bool {
      switch (self, key) {
      case (_, .escape), (_, .enter): true
      case (.command(_), .up), (.command(_), .down), (.command(_), .left), (.command(_), .right),
        (.command(_), .tab), (.command(_), .backspace), (.command(_), .character(" ")):
        true
      default: false
      }
    }
  }

  /// The commands of a running game.
  private static let matchCommands: Set<Command> = [
    .help, .leave, .colours, .pause, .again, .faster, .slower, .usualSpeed, .frame, .input, .inside,
  ]

  /// The keys of the paddles.
  private(set) var paddles = PaddleKeys()
  /// The keys of the commands.
  private(set) var commands = KeyMap.usual
  /// What cannot be so, a sentence each.
  private(set) var remarks: [String] = []

  /// Reads lines, each a name and its keys with blanks between them.
  ///
  /// Names are those of ``PaddleKeys/Role`` and ``Command``, keys those of an ``InputScript``. What is
  /// wrong is left out and remarked on: a name or a key that there is not, a key that means the same
  /// everywhere, and one that another line has. A usual key that a line gives to something else is
  /// lost to what had it.
  init(_ lines: [(name: String, keys: String)]) {
    var chosen: [Use: [Key]] = [:]
    for line in lines {
      guard let use = Use.all.first(where: { $0.name == line.name }) else {
        let known = Use.all.map(\.name).joined(separator: ", ")
        remarks.append("there is no \"\(line.name)\" among the keys, but \(known).")
        continue
      }
      var keys: [Key] = []
      for word in line.keys.split(whereSeparator: \.isWhitespace) {
        let owner: (Key) -> Use? = { key in
          Use.all.first { $0.clashes(with: use) && chosen[$0]?.contains(key) == true }
        }
        if let key = Key(scriptName: word.lowercased()) {
          if use.isReserved(key) {
            remarks.append("\(use.name): \"\(word)\" has its use on every screen.")
          } else if let owner = owner(key) {
            remarks.append("\(use.name): \"\(word)\" is \(owner.name) already.")
          } else if !keys.contains(key) {
            keys.append(key)
          }
        } else {
          remarks.append("\(use.name): there is no key \"\(word)\".")
        }
      }
      if keys.isEmpty {
        remarks.append("\(use.name) keeps its usual key.")
      } else {
        chosen[use] = keys
      }
    }
    for use in Use.all { set(use, chosen) }
  }

  private mutating func set(_ use: Use, _ chosen: [Use: [Key]]) {
    let keys =
      chosen[use]
      ?? use.usualKeys.filter { key in
        !chosen.contains { $0.key.clashes(with: use) && $0.value.contains(key) }
      }
    if keys.isEmpty { remarks.append("\(use.name) has no key left.") }
    switch use {
    case .paddle(let role): paddles[role] = keys
    case .command(let command): commands[command] = keys
    }
  }

  /// The lines that say what differs from the usual in settings.
  static func lines(of settings: GameSettings) -> [String] {
    Use.all.compactMap { use in
      let keys =
        switch use {
        case .paddle(let role): settings.paddleKeys[role]
        case .command(let command): settings.keys[command]
        }
      guard keys != use.usualKeys, !keys.isEmpty else { return nil }
      return use.name + " = " + keys.map(\.scriptName).joined(separator: " ")
    }
  }
}

extension Key {
  /// What input scripts and settings call the key.
  var scriptName: String {
    switch self {
    case .up: "up"
    case .down: "down"
    case .left: "left"
    case .right: "right"
    case .enter: "enter"
    case .escape: "escape"
    case .tab: "tab"
    case .backspace: "backspace"
    case .home: "home"
    case .end: "end"
    case .pageUp: "pageup"
    case .pageDown: "pagedown"
    case .insert: "insert"
    case .delete: "delete"
    case .function(let number): "f\(number)"
    case .character(" "): "space"
    case .character("#"): "hash"
    case .character(let scalar): String(scalar)
    }
  }
}
