public import PongEngine

/// What a program at a paddle answers: the one line before a game, and one at each decision.
public enum ProgramReply {
  /// The frames that a decision may last for.
  public static let frames = 1...16

  /// How far a knob can turn in a frame: from one end to the other.
  ///
  /// In the units of ``/PongEngine/Paddle/resistance``; more is taken as so much.
  public static let turns = -turn...turn

  private static let turn =
    Int(Paddle.resistances.upperBound) - Int(Paddle.resistances.lowerBound)

  /// What is wrong with an answer.
  public enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
    /// It is not a JSON object.
    case notAnObject
    /// `every` is not a whole number of ``frames``.
    case badFrames
    /// There is no such observation.
    case unknownObservation(String)
    /// `seed` or `fire` is neither true nor false.
    case notTrueOrFalse(String)
    /// ALE knows no such action.
    case unknownAction(String)
    /// `turn` is not a number.
    case badTurn
    /// It says neither an action nor what to do with knob and button, or both.
    case notOneMove

    /// What was expected, as the rest of a sentence.
    public var description: String {
      switch self {
      case .notAnObject: "a line is to hold one JSON object"
      case .badFrames:
        "\"every\" is a whole number from \(frames.lowerBound) to \(frames.upperBound)"
      case .unknownObservation(let name):
        "there is no observation \"\(name)\", only "
          + ProgramObservation.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      case .notTrueOrFalse(let field): "\"\(field)\" is true or false"
      case .unknownAction(let name):
        "there is no action \"\(name)\": ALE's are \"NOOP\", \"FIRE\", \"RIGHT\" (up), \"LEFT\" "
          + "(down), \"RIGHTFIRE\", \"LEFTFIRE\" and so on"
      case .badTurn: "\"turn\" is a number"
      case .notOneMove: "an answer has either \"action\", or \"turn\", \"fire\" or both"
      }
    }
  }

  /// What a program says of itself before a game.
  public struct Greeting: Hashable, Sendable {
    /// Its name, which may hold anything; `nil` if it says none.
    public var name: String?
    /// For how many frames a decision lasts; 1 if it does not say.
    public var frames = 1
    /// What it wants to see; ``ProgramObservation/registers`` if it does not say.
    public var observation = ProgramObservation.registers
    /// Whether it wants a seed at the start of each game.
    public var wantsSeed = false

    /// A greeting that says nothing.
    public init() {}

    /// Reads a line, without its line feed.
    ///
    /// - Throws: What is wrong with it.
    public init(line: UnsafeBufferPointer<UInt8>) throws(Fault) {
      var scanner = JSONLine(line)
      try scanner.readObject { scanner, key, value throws(Fault) in
        if scanner.text(key, is: "name") {
          if case .string(let text) = value { name = scanner.string(text) }
        } else if scanner.text(key, is: "every") {
          guard case .number(let number) = value, let whole = Int(exactly: number),
            ProgramReply.frames.contains(whole)
          else { throw .badFrames }
          frames = whole
        } else if scanner.text(key, is: "observation") {
          let found = if case .string(let text) = value { scanner.string(text) } else { "" }
          guard let known = ProgramObservation(rawValue: found) else {
            throw .unknownObservation(found)
          }
          observation = known
        } else if scanner.text(key, is: "seed") {
          guard case .truth(let truth) = value else { throw .notTrueOrFalse("seed") }
          wantsSeed = truth
        }
      }
    }
  }

  /// Reads the answer of a decision: what is done with the paddle in each of its frames.
  ///
  /// - Parameter line: The line, without its line feed.
  /// - Returns: The input.
  /// - Throws: What is wrong with it.
  public static func input(line: UnsafeBufferPointer<UInt8>) throws(Fault) -> PaddleInput {
    var action: PaddleInput?
    var turn: Int32?
    var fire: Bool?
    var scanner = JSONLine(line)
    try scanner.readObject { scanner, key, value throws(Fault) in
      if scanner.text(key, is: "action") {
        guard case .string(let text) = value else { throw .unknownAction("") }
        guard
          let known = Action.allCases.first(where: { scanner.text(text, is: $0.name) })
        else { throw .unknownAction(scanner.string(text)) }
        action = PaddleInput(known)
      } else if scanner.text(key, is: "turn") {
        guard case .number(let number) = value, number.isFinite else { throw .badTurn }
        let limit = Double(ProgramReply.turn)
        turn = Int32(max(-limit, min(limit, number.rounded())))
      } else if scanner.text(key, is: "fire") {
        guard case .truth(let truth) = value else { throw .notTrueOrFalse("fire") }
        fire = truth
      }
    }
    switch (action, turn, fire) {
    case (let action?, nil, nil): return action
    case (nil, nil, nil), (.some, _, _): throw .notOneMove
    default: return PaddleInput(turn: turn ?? 0, fire: fire ?? false)
    }
  }
}
