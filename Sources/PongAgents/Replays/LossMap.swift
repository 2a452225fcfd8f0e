import PongEngine

/// Where on the court points were lost, and at which angles.
public struct LossMap: Hashable, Sendable {
  /// Where a ball passed the bat, by thirds of the court.
  public enum Height: Int, Hashable, Sendable, CaseIterable {
    case top
    case middle
    case bottom

    /// The height in a word.
    public var title: String { "\(self)" }
  }

  /// How steeply a ball came: a steep one moves more rows than columns.
  public enum Angle: Int, Hashable, Sendable, CaseIterable {
    case steepUp
    case up
    case level
    case down
    case steepDown

    /// The angle in a word or two.
    public var title: String {
      switch self {
      case .steepUp: "steep up"
      case .up: "up"
      case .level: "level"
      case .down: "down"
      case .steepDown: "steep down"
      }
    }
  }

  /// The points lost, row after row of heights.
  private var counts = [Int](repeating: 0, count: Height.allCases.count * Angle.allCases.count)

  /// Begins with nothing lost.
  public init() {}

  /// The points lost at a height to balls of an angle.
  public internal(set) subscript(height: Height, angle: Angle) -> Int {
    get { counts[height.rawValue * Angle.allCases.count + angle.rawValue] }
    set { counts[height.rawValue * Angle.allCases.count + angle.rawValue] = newValue }
  }

  /// The points lost at a height.
  public subscript(height: Height) -> Int {
    Angle.allCases.reduce(0) { $0 + self[height, $1] }
  }

  /// The most that were lost at a height and an angle.
  public var greatest: Int { counts.max() ?? 0 }
}

extension Game {
  /// Where the ball is between the walls.
  var lossHeight: LossMap.Height {
    switch ballY {
    case ..<99: .top
    case ..<152: .middle
    default: .bottom
    }
  }

  /// How steeply the ball flies.
  var lossAngle: LossMap.Angle {
    let (columns, rows) = ballMotion
    let isSteep = abs(rows) > abs(columns)
    if rows == 0 { return .level }
    if rows < 0 { return isSteep ? .steepUp : .up }
    return isSteep ? .steepDown : .down
  }
}
