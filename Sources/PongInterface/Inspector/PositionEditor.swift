import PongAgents
import PongEngine

/// "What would it do?": a position whose ball and bats can be moved.
///
/// The game that it began with is untouched by it.
struct PositionEditor: Hashable, Sendable {
  /// What can be moved.
  enum Piece: CaseIterable, Hashable, Sendable {
    /// The ball.
    case ball
    /// The left bat.
    case left
    /// The right bat.
    case right

    /// How it is called.
    var title: String {
      switch self {
      case .ball: "ball"
      case .left: "left bat"
      case .right: "right bat"
      }
    }
  }

  /// The position.
  private(set) var hypothesis: Hypothesis
  /// What the arrows move.
  private(set) var piece = Piece.ball

  /// Lines and columns that an arrow moves the piece by.
  private static let step = 4

  /// Begins with a position; a ball that is not there is put in the middle of the court.
  init(_ hypothesis: Hypothesis) {
    self.hypothesis = hypothesis
    guard hypothesis.arrangement.ballY == 0 || hypothesis.arrangement.velocityX == 0 else { return }
    self.hypothesis.arrangement.ballColumn = Picture.width / 2
    self.hypothesis.arrangement.ballY = 127
    self.hypothesis.arrangement.velocityX = -2
    self.hypothesis.arrangement.velocityY = 1
  }

  /// Takes a key; whether it was for the editor.
  mutating func handle(_ key: Key, _ keys: KeyMap) -> Bool {
    switch keys.command(key, among: [.turnSideways, .turnUpright, .restBats]) {
    case .turnSideways: hypothesis.arrangement.velocityX.negate()
    case .turnUpright: hypothesis.arrangement.velocityY.negate()
    case .restBats:
      hypothesis.leftMotion = 0
      hypothesis.rightMotion = 0
    default: return move(key)
    }
    return true
  }

  private mutating func move(_ key: Key) -> Bool {
    switch key {
    case .up: move(columns: 0, lines: -Self.step)
    case .down: move(columns: 0, lines: Self.step)
    case .left: move(columns: -Self.step, lines: 0)
    case .right: move(columns: Self.step, lines: 0)
    case .tab: piece = Piece.allCases.moved(from: piece, by: 1)
    default: return false
    }
    return true
  }

  /// Moves what the pointer takes hold of, or what it holds already, to a place of the court.
  ///
  /// - Parameters:
  ///   - column: The column of the console's picture.
  ///   - ballRegister: The register of a ball whose middle is there.
  ///   - batRegister: The register of a bat whose middle is there.
  ///   - isGrip: Whether the pointer takes hold anew.
  mutating func point(column: Int, ballRegister: Int, batRegister: (Side) -> Int, isGrip: Bool) {
    if isGrip {
      piece =
        column < Picture.leftBat.upperBound + 4
        ? .left : column >= Picture.rightBat.lowerBound - 4 ? .right : .ball
    }
    switch piece {
    case .ball:
      hypothesis.arrangement.ballColumn = column
      hypothesis.arrangement.ballY = Self.clamped(ballRegister, to: Arrangement.ballRegisters)
    case .left: place(.left, at: batRegister(.left))
    case .right: place(.right, at: batRegister(.right))
    }
  }

  private mutating func move(columns: Int, lines: Int) {
    let arrangement = hypothesis.arrangement
    switch piece {
    case .ball:
      hypothesis.arrangement.ballColumn = arrangement.ballColumn + columns
      hypothesis.arrangement.ballY = Self.clamped(
        Int(arrangement.ballY) + lines,
        to: Arrangement.ballRegisters
      )
    case .left: place(.left, at: Int(arrangement.leftY) + lines)
    case .right: place(.right, at: Int(arrangement.rightY) + lines)
    }
  }

  private mutating func place(_ side: Side, at register: Int) {
    hypothesis.arrangement[bat: side] = Self.clamped(register, to: Arrangement.batRegisters)
  }

  private static func clamped(_ register: Int, to range: ClosedRange<Int>) -> UInt8 {
    UInt8(max(range.lowerBound, min(range.upperBound, register)))
  }
}
