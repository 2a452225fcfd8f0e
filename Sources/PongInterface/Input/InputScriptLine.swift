/// The words of one line of an input script, taken one after the other.
struct InputScriptLine {
  private typealias Reason = InputScript.ParseError.Reason

  private var words: ArraySlice<Substring>

  /// Cuts a line into words, leaving out a comment.
  init(_ line: String) {
    let all = line.split { $0 == " " || $0 == "\t" }
    words = all.prefix { !$0.hasPrefix("#") }
  }

  /// What the line says; nothing if it is empty.
  mutating func entries(
    notBefore earliest: Int
  ) throws(InputScript.ParseError.Reason) -> [InputScript.Entry] {
    guard let first = words.popFirst() else { return [] }
    guard let frame = Int(first), frame >= 0 else {
      throw .frameExpected(found: String(first))
    }
    guard frame >= earliest else { throw .frameFalls(from: earliest, to: frame) }
    let events = try events()
    if let word = words.first { throw .wordTooMany(String(word)) }
    return events.map { InputScript.Entry(frame: frame, event: $0) }
  }

  private mutating func events() throws(InputScript.ParseError.Reason) -> [InputEvent] {
    let word = try word()
    switch word {
    case "press": return [.key(try key(.press))]
    case "repeat": return [.key(try key(.repeat))]
    case "release": return [.key(try key(.release))]
    case "type":
      return try self.word().unicodeScalars.map { .key(KeyEvent(.character($0.lowerCased))) }
    case "mouse": return [.mouse(try mouse())]
    case "focus":
      let state = try self.word()
      switch state {
      case "in": return [.focus(true)]
      case "out": return [.focus(false)]
      default: throw .unknownWord(state)
      }
    case "resize": return [.resize(columns: try number(), rows: try number())]
    default: throw .unknownWord(word)
    }
  }

  private mutating func word() throws(InputScript.ParseError.Reason) -> String {
    guard let word = words.popFirst() else { throw .wordExpected }
    return String(word)
  }

  private mutating func number() throws(InputScript.ParseError.Reason) -> Int {
    let word = try word()
    guard let number = Int(word), number >= 0, number < 1_000_000 else {
      throw .unknownWord(word)
    }
    return number
  }

  private mutating func mouse() throws(InputScript.ParseError.Reason) -> MouseEvent {
    let word = try word()
    let kind: MouseEvent.Kind
    var button: MouseEvent.Button?
    switch word {
    case "move": kind = .motion
    case "press": (kind, button) = (.press, try self.button())
    case "release": (kind, button) = (.release, try self.button())
    case "drag": (kind, button) = (.drag, try self.button())
    case "scroll":
      let direction = try self.word()
      switch direction {
      case "up": kind = .scrollUp
      case "down": kind = .scrollDown
      default: throw .unknownWord(direction)
      }
    default: throw .unknownWord(word)
    }
    return MouseEvent(kind, button: button, column: try number(), row: try number())
  }

  private mutating func button() throws(InputScript.ParseError.Reason) -> MouseEvent.Button {
    let word = try word()
    switch word {
    case "left": return .left
    case "middle": return .middle
    case "right": return .right
    default: throw .unknownWord(word)
    }
  }

  private mutating func key(
    _ phase: KeyEvent.Phase
  ) throws(InputScript.ParseError.Reason) -> KeyEvent {
    let word = try word()
    var name = Substring(word)
    var modifiers: Modifiers = []
    while let (prefix, modifier) = Self.modifiers.first(where: {
      name.hasPrefix($0.prefix) && name.count > $0.prefix.count
    }) {
      name.removeFirst(prefix.count)
      modifiers.insert(modifier)
    }
    guard let key = Key(scriptName: String(name)) else { throw .unknownWord(word) }
    return KeyEvent(key, modifiers: modifiers, phase: phase)
  }

  private static let modifiers: [(prefix: String, modifier: Modifiers)] = [
    ("shift-", .shift), ("alt-", .alt), ("ctrl-", .control), ("super-", .super),
  ]
}

extension Key {
  /// The key that an input script calls by a name.
  init?(scriptName name: String) {
    switch name {
    case "up": self = .up
    case "down": self = .down
    case "left": self = .left
    case "right": self = .right
    case "enter": self = .enter
    case "escape": self = .escape
    case "tab": self = .tab
    case "backspace": self = .backspace
    case "home": self = .home
    case "end": self = .end
    case "pageup": self = .pageUp
    case "pagedown": self = .pageDown
    case "insert": self = .insert
    case "delete": self = .delete
    case "space": self = .character(" ")
    case "hash": self = .character("#")
    default:
      if name.hasPrefix("f"), let number = Int(name.dropFirst()), (1...35).contains(number) {
        self = .function(number)
      } else if let scalar = name.unicodeScalars.first, name.unicodeScalars.count == 1,
        scalar.value > 0x20
      {
        self = .character(scalar.lowerCased)
      } else {
        return nil
      }
    }
  }
}
