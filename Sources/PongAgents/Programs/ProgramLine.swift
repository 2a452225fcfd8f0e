public import PongEngine

/// What a program at a paddle asks to see of the game.
public enum ProgramObservation: String, Hashable, Sendable, CaseIterable {
  /// Positions and the ball's velocity, in columns and rows of the picture.
  case registers
  /// The console's 128 bytes of RAM.
  case ram
  /// The preprocessed picture, 80 × 80 bytes of 0 or 1.
  case pixels
}

/// The lines of JSON that the game says to a program at a paddle.
///
/// They are appended to a buffer that is used again and again: a decision costs no allocation. Every
/// line ends with a line feed.
public enum ProgramLine {
  /// The version of the protocol.
  public static let version = 1

  /// The line before a game.
  public static func appendOpening(_ rules: Rules, to line: inout [UInt8]) {
    line.append("{\"protocol\":")
    line.append(integer: version)
    line.append(",\"mode\":\"")
    line.append(rules.mode == .classic ? "classic" : "rally")
    line.append("\",\"points\":")
    line.append(integer: Int(rules.pointsToWin))
    line.append(",\"observations\":[")
    for (index, observation) in ProgramObservation.allCases.enumerated() {
      line.append(index == 0 ? "\"" : ",\"")
      line.append(contentsOf: observation.rawValue.utf8)
      line.append("\"")
    }
    line.append("]}\n")
  }

  /// The line of a decision.
  ///
  /// - Parameters:
  ///   - view: The game after the last frame, the program on the right.
  ///   - frame: The frames of the game so far.
  ///   - observation: What the program asked to see.
  ///   - seed: The seed of the program's chance in this game, where it asked for one and the game
  ///     begins.
  ///   - line: To what the line is appended.
  public static func appendObservation(
    of view: Game,
    frame: Int,
    as observation: ProgramObservation,
    seed: UInt32? = nil,
    to line: inout [UInt8]
  ) {
    line.append("{\"frame\":")
    line.append(integer: frame)
    switch observation {
    case .registers: appendRegisters(of: view, to: &line)
    case .ram:
      line.append(",\"ram\":\"")
      line.append(hexadecimal: view.ram())
      line.append("\"")
    case .pixels:
      line.append(",\"pixels\":\"")
      line.append(base64: PreprocessedFrame(view).pixels())
      line.append("\"")
    }
    line.append(",")
    appendScore(of: view, to: &line)
    line.append(",\"serving\":")
    line.append(view.serveWait != 0 ? "true" : "false")
    if let seed {
      line.append(",\"seed\":")
      line.append(integer: Int(seed))
    }
    line.append("}\n")
  }

  /// The line after a game.
  public static func appendEnd(of view: Game, to line: inout [UInt8]) {
    line.append("{\"over\":true,")
    appendScore(of: view, to: &line)
    line.append("}\n")
  }

  private static func appendRegisters(of view: Game, to line: inout [UInt8]) {
    // After a point the picture shows the ball once more, but it is out of play.
    if view.isPlaying, view.serveWait == 0, view.ballIsVisible {
      let motion = view.ballMotion
      line.append(",\"ball\":")
      line.append(pair: (view.ballColumn, view.ballTop))
      line.append(",\"velocity\":")
      line.append(pair: (motion.columns, motion.rows))
    } else {
      line.append(",\"ball\":null,\"velocity\":null")
    }
    line.append(",\"me\":")
    line.append(integer: view.batTop(.right))
    line.append(",\"other\":")
    line.append(integer: view.batTop(.left))
  }

  private static func appendScore(of view: Game, to line: inout [UInt8]) {
    line.append("\"score\":")
    line.append(pair: (Int(view.rightScore), Int(view.leftScore)))
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  fileprivate mutating func append(integer: Int) {
    if integer < 0 { append(UInt8(ascii: "-")) }
    let first = count
    var rest = integer.magnitude
    repeat {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    self[first...].reverse()
  }

  fileprivate mutating func append(pair: (Int, Int)) {
    append("[")
    append(integer: pair.0)
    append(",")
    append(integer: pair.1)
    append("]")
  }

  fileprivate mutating func append(hexadecimal bytes: [UInt8]) {
    for byte in bytes {
      append(Self.hexadecimalDigit(byte >> 4))
      append(Self.hexadecimalDigit(byte & 0xF))
    }
  }

  private static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  /// Appends bytes in the base64 of RFC 4648.
  fileprivate mutating func append(base64 bytes: [UInt8]) {
    reserveCapacity(count + (bytes.count + 2) / 3 * 4)
    var index = 0
    while index + 2 < bytes.count {
      let word =
        UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
      append(base64: word, digits: 4)
      index += 3
    }
    switch bytes.count - index {
    case 1:
      append(base64: UInt32(bytes[index]) << 16, digits: 2)
      append("==")
    case 2:
      append(base64: UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8, digits: 3)
      append("=")
    default: break
    }
  }

  private mutating func append(base64 word: UInt32, digits: Int) {
    for place in 0..<digits {
      append(Self.base64Digit(UInt8(truncatingIfNeeded: word >> UInt32(18 - 6 * place) & 63)))
    }
  }

  private static func base64Digit(_ value: UInt8) -> UInt8 {
    switch value {
    case 0..<26: UInt8(ascii: "A") + value
    case 26..<52: UInt8(ascii: "a") + value - 26
    case 52..<62: UInt8(ascii: "0") + value - 52
    case 62: UInt8(ascii: "+")
    default: UInt8(ascii: "/")
    }
  }
}
