import PongEngine

/// The moves of one paddle as text: a token for each run of equal moves.
///
/// A token is, in this order:
///
/// - where a pointing device puts the knob, if it does: `#` and two digits of base 36, the number of
///   row pairs until the paddle's capacitor has charged (0 to 83), of which
///   ``/PongEngine/Paddle/resistance(forRegister:)`` makes a resistance; or `@` and a resistance in
///   base 36, for any other one;
/// - the turn: `.` none, `^` up by 23,000 units, `_` down by 23,000, `*` and a number in base 36 with
///   its sign for any other one;
/// - `!` if the button is down;
/// - for how many frames, if more than one: `x` and a decimal number.
///
/// Digits above 9 are capital letters. `.x12^x3^!` is twelve frames of rest, three up, and a fourth
/// up with the button down.
enum MoveText {
  /// Writes moves.
  static func text(_ moves: some Sequence<PaddleMove>) -> String {
    var text = ""
    var run: (move: PaddleMove, count: Int)?
    func end() {
      guard let run else { return }
      append(run.move, to: &text)
      if run.count > 1 { text += "x\(run.count)" }
    }
    for move in moves {
      if run?.move == move {
        run?.count += 1
      } else {
        end()
        run = (move, 1)
      }
    }
    end()
    return text
  }

  private static func append(_ move: PaddleMove, to text: inout String) {
    if let knob = move.knob {
      let pairs = Self.pairs(of: knob)
      if let pairs {
        let digits = base36(pairs)
        text += "#" + (digits.count == 1 ? "0" : "") + digits
      } else {
        text += "@" + base36(Int(knob))
      }
    }
    switch move.input.turn {
    case 0: text += "."
    case -Paddle.unitsPerFrame: text += "^"
    case Paddle.unitsPerFrame: text += "_"
    case let turn: text += "*" + base36(Int(turn))
    }
    if move.input.fire { text += "!" }
  }

  private static func base36(_ number: Int) -> String {
    String(number, radix: 36, uppercase: true)
  }

  /// The row pairs that a pointing device has put the knob to; `nil` for any other resistance.
  private static func pairs(of knob: Int32) -> Int? {
    let register = Paddle.register(atResistance: knob)
    return Paddle.resistance(forRegister: register) == knob ? (register - 38) / 2 : nil
  }

  /// Reads what ``text(_:)`` has written.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - count: How many moves there must be.
  /// - Returns: The moves.
  /// - Throws: A ``ReplayError`` that says where the text is wrong.
  static func moves(_ text: String, count: Int) throws(ReplayError) -> [PaddleMove] {
    var reader = Reader(text)
    var moves: [PaddleMove] = []
    moves.reserveCapacity(count)
    while let (move, run) = try reader.next() {
      guard run <= count - moves.count else {
        throw ReplayError("more than the \(count) moves that there are frames")
      }
      moves.append(contentsOf: repeatElement(move, count: run))
    }
    guard moves.count == count else {
      throw ReplayError("\(moves.count) moves for \(count) frames")
    }
    return moves
  }

  /// Takes one token after the other off a text.
  private struct Reader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func next() throws(ReplayError) -> (PaddleMove, count: Int)? {
      guard place < bytes.count else { return nil }
      var move = PaddleMove()
      if take("#") {
        guard place + 2 <= bytes.count,
          let high = Self.digit(bytes[place]), let low = Self.digit(bytes[place + 1]),
          36 * high + low <= 83
        else { throw wrong("a knob") }
        place += 2
        move.knob = Paddle.resistance(forRegister: 38 + 2 * (36 * high + low))
      } else if take("@") {
        guard let knob = number(), Paddle.resistances.contains(knob) else { throw wrong("a knob") }
        move.knob = knob
      }
      if take("^") {
        move.input.turn = -Paddle.unitsPerFrame
      } else if take("_") {
        move.input.turn = Paddle.unitsPerFrame
      } else if take("*") {
        guard let turn = number() else { throw wrong("a turn") }
        move.input.turn = turn
      } else if !take(".") {
        throw wrong("a move")
      }
      move.input.fire = take("!")
      var count = 1
      if take("x") {
        let start = place
        while place < bytes.count, 48...57 ~= bytes[place] { place += 1 }
        guard place - start <= 9,
          let run = Int(String(decoding: bytes[start..<place], as: UTF8.self)),
          run > 0
        else {
          place = start
          throw wrong("a number of frames")
        }
        count = run
      }
      return (move, count)
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
      guard place < bytes.count, bytes[place] == UInt8(ascii: scalar) else { return false }
      place += 1
      return true
    }

    /// A number in base 36 that fits 32 bits.
    private mutating func number() -> Int32? {
      let isNegative = take("-")
      var value: Int64 = 0
      let start = place
      while place < bytes.count, let digit = Self.digit(bytes[place]) {
        value = 36 * value + Int64(digit)
        place += 1
        guard value <= Int32.max else { return nil }
      }
      return place == start ? nil : Int32(isNegative ? -value : value)
    }

    private static func digit(_ byte: UInt8) -> Int? {
      switch byte {
      case 48...57: Int(byte) - 48
      case 65...90: Int(byte) - 55
      default: nil
      }
    }

    private func wrong(_ what: String) -> ReplayError {
      ReplayError("not \(what) at character \(place + 1)")
    }
  }
}

/// Why a text is no replay.
public struct ReplayError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, in a few words.
  public let description: String

  /// Says what is wrong.
  init(_ description: String) { self.description = description }
}
