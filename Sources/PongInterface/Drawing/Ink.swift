import PongEngine

/// What a picture element shows.
enum Ink: UInt8, CaseIterable, Comparable {
  /// The ground of the court.
  case court
  /// The walls above and below.
  case wall
  /// The left bat and its score.
  case left
  /// The right bat and its score.
  case right
  /// The ball, and a score that has just grown.
  case ball

  /// The bat of `side`.
  static func bat(_ side: Side) -> Ink {
    side == .left ? .left : .right
  }

  /// Whether `right` lies in front of `left`.
  static func < (left: Ink, right: Ink) -> Bool {
    left.rawValue < right.rawValue
  }

  /// The character of a cell full of this ink where there are no blocks.
  var letter: Unicode.Scalar {
    switch self {
    case .court: " "
    case .wall: "="
    case .left: "#"
    case .right: "H"
    case .ball: "O"
    }
  }
}
