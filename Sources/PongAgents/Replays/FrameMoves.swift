public import PongEngine

/// What is done to one paddle in one frame.
public struct PaddleMove: Hashable, Sendable {
  /// Where a pointing device puts the knob before the frame, in ALE's units; `nil` if it does not.
  public var knob: Int32?
  /// The turn of the knob in the frame, and the button.
  public var input: PaddleInput

  /// Makes a move; without arguments none.
  public init(knob: Int32? = nil, input: PaddleInput = .idle) {
    self.knob = knob
    self.input = input
  }
}

/// What is done to both paddles in one frame.
public struct FrameMoves: Hashable, Sendable {
  /// The left paddle's move.
  public var left: PaddleMove
  /// The right paddle's move.
  public var right: PaddleMove

  /// Makes the moves of a frame; without arguments none.
  public init(left: PaddleMove = PaddleMove(), right: PaddleMove = PaddleMove()) {
    self.left = left
    self.right = right
  }

  /// The move of a side.
  public subscript(side: Side) -> PaddleMove {
    get { side == .left ? left : right }
    set {
      if side == .left { left = newValue } else { right = newValue }
    }
  }
}

extension Game {
  /// Plays one frame with the moves of both.
  public mutating func step(_ moves: FrameMoves) -> FrameOutcome {
    for side in Side.allCases {
      if let knob = moves[side].knob { setKnob(of: side, to: knob) }
    }
    return step(left: moves.left.input, right: moves.right.input)
  }
}
