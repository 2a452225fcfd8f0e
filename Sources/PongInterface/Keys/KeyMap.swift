/// Which keys give which command, on all screens alike.
public struct KeyMap: Hashable, Sendable {
  /// The keys of each command, the first of them being the one that is shown.
  private var keys: [Command: [Key]]

  /// The keys as they are if nobody wants others.
  public static let usual = KeyMap()

  /// The usual keys.
  public init() {
    keys = [:]
    for command in Command.allCases { keys[command] = Self.usualKeys(of: command) }
  }

  /// The keys of a command, the first of them being the one that is shown.
  public subscript(command: Command) -> [Key] {
    get { keys[command] ?? [] }
    set { keys[command] = newValue }
  }

  /// The command of a key; `nil` if it is none of these.
  ///
  /// - Parameters:
  ///   - key: The key, as commands are named.
  ///   - commands: The commands that are meant where the key is struck: what is done with a
  ///     position that is tried out has keys that mean something else anywhere else.
  /// - Returns: The command.
  func command(_ key: Key, among commands: some Sequence<Command>) -> Command? {
    commands.first { keys[$0]?.contains(key) == true }
  }

  /// What is written on the key that gives a command first.
  func cap(_ command: Command) -> String { self[command].first?.cap ?? "–" }

  // No letter has two meanings but in a position that is tried out, where x, y and z are axes.
  private static func usualKeys(of command: Command) -> [Key] {
    switch command {
    case .help: [.character("?"), .function(1), .character("h")]
    case .leave: [.character("q")]
    case .colours: [.character("c")]
    case .pause: [.character("p")]
    case .again: [.character("r")]
    case .faster: [.character("+"), .character("=")]
    case .slower: [.character("-"), .character("_")]
    case .usualSpeed: [.character("0")]
    case .frame: [.character(".")]
    case .frameBack: [.character(",")]
    case .nextPoint: [.pageDown]
    case .pointBefore: [.pageUp]
    case .input: [.character("i")]
    case .takeBat: [.character("t")]
    case .inside: [.character("n")]
    case .overlay: [.character("o")]
    case .otherSide: [.character("b")]
    case .nextUnit: [.character("]")]
    case .unitBefore: [.character("[")]
    case .field: [.character("f")]
    case .whatIf: [.character("e")]
    case .turnSideways: [.character("x")]
    case .turnUpright: [.character("y")]
    case .restBats: [.character("z")]
    case .against: [.character("g")]
    case .nextOpponent: [.character("u")]
    case .axis: [.character("x")]
    case .view: [.character("v")]
    case .save: [.character("s"), .function(2)]
    case .drill: [.character("d")]
    case .rival: [.character("l")]
    case .why: [.character("w")]
    case .ghost: [.character("a")]
    case .moment: [.character("m")]
    }
  }
}

extension Key {
  /// What is written on the key.
  var cap: String {
    switch self {
    case .character(" "): "Space"
    case .character(let scalar): String(Character(scalar))
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backspace: "Backspace"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .insert: "Ins"
    case .delete: "Del"
    case .function(let number): "F\(number)"
    }
  }
}
