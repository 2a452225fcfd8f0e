/// How fast a game runs, compared with the console.
public enum MatchSpeed: String, CaseIterable, Hashable, Sendable {
  /// A quarter of the console's speed: slow motion.
  case quarter = "1/4"
  /// Half of the console's speed.
  case half = "1/2"
  /// The console's 60 frames a second.
  case normal = "1"
  /// Twice the console's speed.
  case double = "2"
  /// Four times the console's speed.
  case quadruple = "4"
  /// Eight times the console's speed.
  case octuple = "8"
  /// Sixty-four times the console's speed: a second in a frame.
  case maximum = "max"

  /// How it is shown.
  public var title: String {
    switch self {
    case .quarter: "¼×"
    case .half: "½×"
    case .maximum: "max"
    default: "\(rawValue)×"
    }
  }

  /// The next faster speed, or the fastest.
  public var faster: MatchSpeed {
    stepped(by: 1)
  }

  /// The next slower speed, or the slowest.
  public var slower: MatchSpeed {
    stepped(by: -1)
  }

  private func stepped(by step: Int) -> MatchSpeed {
    let all = Self.allCases
    let index = (all.firstIndex(of: self) ?? 0) + step
    return all[max(0, min(all.count - 1, index))]
  }

  /// Frames of the game in the `tick`-th frame of the screen.
  func frames(inTick tick: Int) -> Int {
    switch self {
    case .quarter: tick % 4 == 0 ? 1 : 0
    case .half: tick % 2 == 0 ? 1 : 0
    case .normal: 1
    case .double: 2
    case .quadruple: 4
    case .octuple: 8
    case .maximum: 64
    }
  }
}
