// What the control sequences of terminals mean. Sources: the kitty keyboard protocol
// (https://sw.kovidgoyal.net/kitty/keyboard-protocol/), xterm's "Control Sequences" (ctlseqs), and
// the key definitions of terminfo for the Linux console and rxvt.

extension ControlSequence {
  /// What the sequence means once its final byte is known; nil for what does not concern us.
  func event(final: UInt8) -> InputEvent? {
    guard !isMalformed else { return nil }
    switch (marker, intermediate) {
    case (0, 0): return keyOrFocus(final: final)
    case (UInt8(ascii: "<"), 0): return mouse(final: final)
    case (UInt8(ascii: "?"), 0): return report(final: final)
    case (UInt8(ascii: "?"), UInt8(ascii: "$")) where final == UInt8(ascii: "y"):
      guard let mode = number(0) else { return nil }
      return .report(.mode(number: mode, value: number(1) ?? 0))
    default: return nil
    }
  }

  private func report(final: UInt8) -> InputEvent? {
    switch final {
    case UInt8(ascii: "u"): .report(.kittyFlags(number(0) ?? 0))
    case UInt8(ascii: "c"): .report(.deviceAttributes(numbers))
    case UInt8(ascii: "R"): cursorPosition
    default: nil
    }
  }

  private var cursorPosition: InputEvent? {
    guard let row = number(0), let column = number(1), row > 0, column > 0 else { return nil }
    return .report(.cursorPosition(column: column - 1, row: row - 1))
  }

  private func keyOrFocus(final: UInt8) -> InputEvent? {
    switch final {
    case UInt8(ascii: "I") where count == 0: return .focus(true)
    case UInt8(ascii: "O") where count == 0: return .focus(false)
    case UInt8(ascii: "R"): return cursorPosition
    case UInt8(ascii: "u"): return kittyKey
    case UInt8(ascii: "~"): return tildeKey
    case UInt8(ascii: "Z"): return keyEvent(.tab, adding: .shift)
    case UInt8(ascii: "a")...UInt8(ascii: "d"):
      // The arrows of rxvt with shift held.
      guard let key = Key(cursorFinal: final - 32) else { return nil }
      return keyEvent(key, adding: .shift)
    default:
      guard let key = Key(cursorFinal: final) else { return nil }
      return keyEvent(key)
    }
  }

  /// `CSI code[:shifted[:base]];modifiers[:event][;text] u`.
  private var kittyKey: InputEvent? {
    guard let code = number(0), var key = Key(kittyCode: code) else { return nil }
    var base: Key?
    if case .character = key {
      if modifiers.contains(.shift), let shifted = number(0, part: 1),
        let written = Key(kittyCode: shifted), case .character = written
      {
        key = written
      }
      base = number(0, part: 2).flatMap(Key.init(kittyCode:))
    }
    return keyEvent(key, baseKey: base == key ? nil : base)
  }

  private var tildeKey: InputEvent? {
    guard let number = number(0) else { return nil }
    if number == 27 {
      // xterm's modifyOtherKeys: CSI 27 ; modifiers ; code ~.
      guard let code = self.number(2), let key = Key(kittyCode: code) else { return nil }
      return keyEvent(key)
    }
    guard let key = Key(tildeNumber: number) else { return nil }
    return keyEvent(key)
  }

  private func keyEvent(
    _ key: Key,
    adding extra: Modifiers = [],
    baseKey: Key? = nil
  ) -> InputEvent? {
    let phase: KeyEvent.Phase
    switch number(1, part: 1) ?? 1 {
    case 1: phase = .press
    case 2: phase = .repeat
    case 3: phase = .release
    default: return nil
    }
    return .key(
      KeyEvent(key, modifiers: modifiers.union(extra), phase: phase, baseKey: baseKey)
    )
  }

  /// The modifiers of a key: one more than the bits, of which only the lowest four are kept.
  private var modifiers: Modifiers {
    let bits = max((number(1) ?? 1) - 1, 0)
    return Modifiers(rawValue: UInt8(bits & 0b1111))
  }

  /// `CSI < code ; column ; row M` or `m`: xterm's mode 1006.
  private func mouse(final: UInt8) -> InputEvent? {
    guard final == UInt8(ascii: "M") || final == UInt8(ascii: "m"),
      let code = number(0), let column = number(1), let row = number(2),
      column > 0, row > 0
    else { return nil }
    return MouseEvent(
      code: code,
      isRelease: final == UInt8(ascii: "m"),
      column: column - 1,
      row: row - 1
    ).map(InputEvent.mouse)
  }
}

extension MouseEvent {
  /// Reads xterm's button code: two low bits, two high ones, shift 4, alt 8, control 16, motion 32.
  init?(code: Int, isRelease: Bool, column: Int, row: Int) {
    let number = (code & 3) | ((code >> 4) & 0b1100)
    let isMotion = code & 32 != 0
    let button: Button? =
      switch number {
      case 0: .left
      case 1: .middle
      case 2: .right
      case 3...7: nil
      default: .other
      }
    let kind: Kind
    switch number {
    case 4 where !isRelease: kind = .scrollUp
    case 5 where !isRelease: kind = .scrollDown
    case 4...7: return nil
    case 3 where !isMotion: kind = .release
    default:
      kind = isMotion ? (button == nil ? .motion : .drag) : (isRelease ? .release : .press)
    }
    var modifiers: Modifiers = []
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    self.init(kind, button: button, column: column, row: row, modifiers: modifiers)
  }
}

extension Key {
  /// The key of `CSI ... final` and of `SS3 final`.
  init?(cursorFinal final: UInt8) {
    switch final {
    case UInt8(ascii: "A"): self = .up
    case UInt8(ascii: "B"): self = .down
    case UInt8(ascii: "C"): self = .right
    case UInt8(ascii: "D"): self = .left
    case UInt8(ascii: "H"): self = .home
    case UInt8(ascii: "F"): self = .end
    case UInt8(ascii: "P")...UInt8(ascii: "S"): self = .function(Int(final - UInt8(ascii: "P")) + 1)
    default: return nil
    }
  }

  /// The key of `CSI number ~`.
  init?(tildeNumber number: Int) {
    switch number {
    case 1, 7: self = .home
    case 2: self = .insert
    case 3: self = .delete
    case 4, 8: self = .end
    case 5: self = .pageUp
    case 6: self = .pageDown
    case 11...15: self = .function(number - 10)
    case 17...21: self = .function(number - 11)
    case 23...26: self = .function(number - 12)
    case 28...29: self = .function(number - 13)
    case 31...34: self = .function(number - 14)
    default: return nil
    }
  }

  /// The key of `CSI code u`: a Unicode code point, or a number from the private area.
  ///
  /// Keys that only modify or lock give nil, and so do those of media players.
  init?(kittyCode code: Int) {
    switch code {
    case 8, 127: self = .backspace
    case 9: self = .tab
    case 10, 13, 57414: self = .enter
    case 27: self = .escape
    case 57376...57398: self = .function(code - 57376 + 13)
    case 57399...57408: self.init(writing: 0x30 + UInt32(code - 57399))
    case 57409...57427: self.init(keypadCode: code)
    case 32..<57344, 63744..<0x11_0000: self.init(writing: UInt32(code))
    default: return nil
    }
  }

  private init?(keypadCode code: Int) {
    switch code {
    case 57409: self = .character(".")
    case 57410: self = .character("/")
    case 57411: self = .character("*")
    case 57412: self = .character("-")
    case 57413: self = .character("+")
    case 57415: self = .character("=")
    case 57416: self = .character(",")
    case 57417: self = .left
    case 57418: self = .right
    case 57419: self = .up
    case 57420: self = .down
    case 57421: self = .pageUp
    case 57422: self = .pageDown
    case 57423: self = .home
    case 57424: self = .end
    case 57425: self = .insert
    case 57426: self = .delete
    default: return nil
    }
  }

  /// The key that writes a code point, in lower case; nil for controls and for no code point.
  private init?(writing code: UInt32) {
    guard let scalar = Unicode.Scalar(code), !(0x7F...0x9F).contains(code) else { return nil }
    self = .character(scalar.lowerCased)
  }
}

extension Unicode.Scalar {
  /// The lower-case form where it is a single scalar, else the scalar itself.
  var lowerCased: Unicode.Scalar {
    if value < 0x80 {
      return (0x41...0x5A).contains(value) ? Unicode.Scalar(UInt8(value + 0x20)) : self
    }
    let mapping = properties.lowercaseMapping.unicodeScalars
    guard mapping.count == 1, let first = mapping.first else { return self }
    return first
  }
}
