/// Turns the bytes that a terminal sends into events, one byte at a time.
///
/// One state machine reads all that terminals send: UTF-8 text, control characters, Alt as a
/// leading escape, the key sequences of xterm, rxvt and the Linux console, kitty's keyboard
/// protocol, mouse reports (SGR and the older three-byte form), focus, answers to questions, and
/// pasted text between brackets (mode 2004), which is no keys and is left out. The events do not depend on how the bytes are cut into pieces. Whatever is not understood is
/// skipped; memory is bounded; and after `flush` it is always ready for the next key.
///
/// An escape byte may be the Escape key or the start of more, which only time can tell: while
/// `flushDelay` is not nil and that time passes without further bytes, the caller calls `flush`.
public struct InputParser: Sendable {
  private enum State: Sendable {
    case ground
    /// In a character of UTF-8; `minimum` guards against overlong forms.
    case text(value: UInt32, remaining: Int, minimum: UInt32, modifiers: Modifiers)
    case escape
    case singleShift
    case control
    /// After `CSI [`: a function key of the Linux console.
    case linuxFunction
    /// After `CSI M`: button, column and row as one byte each.
    case oldMouse(received: Int)
    /// In a string such as an answer to OSC; `introducer` is the byte after the escape.
    case string(introducer: UInt8, length: Int)
    case stringEscape(introducer: UInt8)
    /// In pasted text, so many bytes of whose closing bracket have come in.
    case paste(matched: Int)
  }

  private var state = State.ground
  private var sequence = ControlSequence()
  private var string: [UInt8] = []
  private var oldMouse: (code: UInt8, column: UInt8) = (0, 0)

  private static let keptStringLength = 64
  private static let maximumStringLength = 4096
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// Whether the terminal has been asked something that it may be answering just now.
  ///
  /// An escape is then more likely than else the beginning of an answer in two pieces.
  public var expectsAnswers = false

  /// A parser at rest.
  public init() {}

  /// How long to wait for further bytes before calling `flush`; nil while nothing is pending.
  ///
  /// Short after a lone escape, since a person waits for the Escape key; longer inside a sequence,
  /// whose rest may still be under way on a slow line. Longest where the rest would do harm as keys:
  /// in an answer, which nobody types, and in a paste, which may be long.
  public var flushDelay: Duration? {
    switch state {
    case .ground: nil
    case .escape: expectsAnswers ? .milliseconds(150) : .milliseconds(30)
    case .paste: .seconds(1)
    case .string where isAnswer, .control where sequence.marker == UInt8(ascii: "?"): .seconds(2)
    default: .milliseconds(250)
    }
  }

  /// Whether the string so far can only be an answer: that about the background.
  private var isAnswer: Bool {
    string.count > 2 && string.starts(with: TerminalReport.backgroundPrefix.prefix(string.count))
  }

  /// Takes in bytes and returns the events that are complete.
  public mutating func parse(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
    var events: [InputEvent] = []
    for byte in bytes {
      parse(byte, into: &events)
    }
    return events
  }

  /// Takes in one byte and appends the events that it completes.
  public mutating func parse(_ byte: UInt8, into events: inout [InputEvent]) {
    switch state {
    case .ground:
      begin(byte, modifiers: [], into: &events)
    case .text(let value, let remaining, let minimum, let modifiers):
      guard byte & 0xC0 == 0x80 else { return restart(with: byte, into: &events) }
      let value = value << 6 | UInt32(byte & 0x3F)
      guard remaining == 1 else {
        state = .text(
          value: value,
          remaining: remaining - 1,
          minimum: minimum,
          modifiers: modifiers
        )
        return
      }
      state = .ground
      if value >= minimum, value > 0x9F, let scalar = Unicode.Scalar(value) {
        events.append(Self.text(scalar, modifiers: modifiers))
      }
    case .escape:
      parseAfterEscape(byte, into: &events)
    case .singleShift:
      parseSingleShift(byte, into: &events)
    case .control:
      parseControl(byte, into: &events)
    case .linuxFunction:
      guard (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(byte) else {
        return restart(with: byte, into: &events)
      }
      state = .ground
      events.append(.key(KeyEvent(.function(Int(byte - UInt8(ascii: "A")) + 1))))
    case .oldMouse(let received):
      parseOldMouse(byte, received: received, into: &events)
    case .string(let introducer, let length):
      parseString(byte, introducer: introducer, length: length, into: &events)
    case .stringEscape(let introducer):
      finishString(introducer: introducer, into: &events)
      parseAfterString(byte, into: &events)
    case .paste(let matched):
      if byte == Self.pasteEnd[matched] {
        state = matched + 1 == Self.pasteEnd.count ? .ground : .paste(matched: matched + 1)
      } else {
        state = .paste(matched: byte == Self.pasteEnd[0] ? 1 : 0)
      }
    }
  }

  /// Says that no more bytes came in time, and returns what the pending ones then mean.
  ///
  /// A lone escape is the Escape key, but after a string its end; an introducer with nothing after
  /// it is that key with Alt; anything else cut short is dropped.
  public mutating func flush() -> [InputEvent] {
    defer { state = .ground }
    if case .stringEscape(let introducer) = state {
      var events: [InputEvent] = []
      finishString(introducer: introducer, into: &events)
      return events
    }
    switch state {
    case .escape: return [.key(KeyEvent(.escape))]
    case .singleShift: return [Self.text("O", modifiers: .alt)]
    case .control where sequence.isEmpty: return [Self.text("[", modifiers: .alt)]
    case .string(let introducer, length: 0):
      return [Self.text(Unicode.Scalar(introducer), modifiers: .alt)]
    default: return []
    }
  }

  // MARK: Ground

  private mutating func restart(with byte: UInt8, into events: inout [InputEvent]) {
    state = .ground
    begin(byte, modifiers: [], into: &events)
  }

  /// Takes in the first byte of something; `modifiers` is Alt after an escape.
  private mutating func begin(
    _ byte: UInt8,
    modifiers: Modifiers,
    into events: inout [InputEvent]
  ) {
    state = .ground
    switch byte {
    case 0x1B:
      state = .escape
    case 0x00...0x1F, 0x7F:
      events.append(Self.controlCharacter(byte, modifiers: modifiers))
    case 0x20...0x7E:
      events.append(Self.text(Unicode.Scalar(byte), modifiers: modifiers))
    case 0xC2...0xDF:
      beginText(byte & 0x1F, remaining: 1, minimum: 0x80, modifiers: modifiers)
    case 0xE0...0xEF:
      beginText(byte & 0x0F, remaining: 2, minimum: 0x800, modifiers: modifiers)
    case 0xF0...0xF4:
      beginText(byte & 0x07, remaining: 3, minimum: 0x1_0000, modifiers: modifiers)
    default:
      break
    }
  }

  private mutating func beginText(
    _ bits: UInt8,
    remaining: Int,
    minimum: UInt32,
    modifiers: Modifiers
  ) {
    state = .text(
      value: UInt32(bits),
      remaining: remaining,
      minimum: minimum,
      modifiers: modifiers
    )
  }

  private static func text(_ scalar: Unicode.Scalar, modifiers: Modifiers) -> InputEvent {
    let lower = scalar.lowerCased
    return .key(
      KeyEvent(
        .character(lower),
        modifiers: lower == scalar ? modifiers : modifiers.union(.shift)
      )
    )
  }

  private static func controlCharacter(_ byte: UInt8, modifiers: Modifiers) -> InputEvent {
    let control = modifiers.union(.control)
    switch byte {
    case 0x00: return .key(KeyEvent(.character(" "), modifiers: control))
    case 0x08, 0x7F: return .key(KeyEvent(.backspace, modifiers: modifiers))
    case 0x09: return .key(KeyEvent(.tab, modifiers: modifiers))
    case 0x0A, 0x0D: return .key(KeyEvent(.enter, modifiers: modifiers))
    default:
      let scalar = Unicode.Scalar(byte + 0x40).lowerCased
      return .key(KeyEvent(.character(scalar), modifiers: control))
    }
  }

  // MARK: After an escape

  private mutating func parseAfterEscape(_ byte: UInt8, into events: inout [InputEvent]) {
    switch byte {
    case 0x1B:
      events.append(.key(KeyEvent(.escape)))
    case UInt8(ascii: "["):
      sequence.reset()
      state = .control
    case UInt8(ascii: "O"):
      state = .singleShift
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
      UInt8(ascii: "_"):
      string.removeAll(keepingCapacity: true)
      state = .string(introducer: byte, length: 0)
    default:
      begin(byte, modifiers: .alt, into: &events)
    }
  }

  private mutating func parseSingleShift(_ byte: UInt8, into events: inout [InputEvent]) {
    state = .ground
    switch byte {
    case UInt8(ascii: "M"):
      events.append(.key(KeyEvent(.enter)))
    case UInt8(ascii: "j")...UInt8(ascii: "y"):
      // The keypad in application mode: the characters from * to 9.
      events.append(Self.text(Unicode.Scalar(byte - 0x40), modifiers: []))
    case UInt8(ascii: "a")...UInt8(ascii: "d"):
      // The arrows of rxvt with control held.
      if let key = Key(cursorFinal: byte - 32) {
        events.append(.key(KeyEvent(key, modifiers: .control)))
      }
    case 0x40...0x7E:
      if let key = Key(cursorFinal: byte) {
        events.append(.key(KeyEvent(key)))
      }
    default:
      restart(with: byte, into: &events)
    }
  }

  private mutating func parseControl(_ byte: UInt8, into events: inout [InputEvent]) {
    switch byte {
    case 0x20...0x3F:
      sequence.append(byte)
    case UInt8(ascii: "[") where sequence.isEmpty:
      state = .linuxFunction
    case UInt8(ascii: "M") where sequence.isEmpty:
      state = .oldMouse(received: 0)
    case UInt8(ascii: "~") where sequence.isPasteStart:
      state = .paste(matched: 0)
    case 0x40...0x7E:
      state = .ground
      if let event = sequence.event(final: byte) {
        events.append(event)
      }
    default:
      // Not part of any sequence: what came before was noise, and this starts anew.
      restart(with: byte, into: &events)
    }
  }

  private mutating func parseOldMouse(
    _ byte: UInt8,
    received: Int,
    into events: inout [InputEvent]
  ) {
    guard byte >= 0x20 else { return restart(with: byte, into: &events) }
    switch received {
    case 0: oldMouse.code = byte - 0x20
    case 1: oldMouse.column = byte - 0x20
    default:
      state = .ground
      let row = Int(byte) - 0x21
      let column = Int(oldMouse.column) - 1
      if row >= 0, column >= 0,
        let event = MouseEvent(
          code: Int(oldMouse.code),
          isRelease: false,
          column: column,
          row: row
        )
      {
        events.append(.mouse(event))
      }
      return
    }
    state = .oldMouse(received: received + 1)
  }

  // MARK: Strings

  private mutating func parseString(
    _ byte: UInt8,
    introducer: UInt8,
    length: Int,
    into events: inout [InputEvent]
  ) {
    switch byte {
    case 0x07:
      finishString(introducer: introducer, into: &events)
    case 0x1B:
      state = .stringEscape(introducer: introducer)
    case 0x20... where length < Self.maximumStringLength:
      if length < Self.keptStringLength {
        string.append(byte)
      }
      state = .string(introducer: introducer, length: length + 1)
    default:
      restart(with: byte, into: &events)
    }
  }

  /// Takes in the byte after an escape that has ended a string.
  ///
  /// It ought to be a backslash. rxvt-unicode before 9.32 leaves that out, and what follows is the
  /// next thing; only an introducer of a sequence makes the escape that sequence's own.
  private mutating func parseAfterString(_ byte: UInt8, into events: inout [InputEvent]) {
    switch byte {
    case UInt8(ascii: "\\"): break
    case UInt8(ascii: "["), UInt8(ascii: "O"), UInt8(ascii: "]"), UInt8(ascii: "P"),
      UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
      parseAfterEscape(byte, into: &events)
    default: begin(byte, modifiers: [], into: &events)
    }
  }

  private mutating func finishString(introducer: UInt8, into events: inout [InputEvent]) {
    state = .ground
    if introducer == UInt8(ascii: "]"), let report = TerminalReport(operatingSystemCommand: string)
    {
      events.append(.report(report))
    }
  }
}
