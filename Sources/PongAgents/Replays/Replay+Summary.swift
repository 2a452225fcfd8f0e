public import PongEngine

extension Replay {
  /// What a list says of a replay, read without its moves.
  public struct Summary: Hashable, Sendable, Decodable {
    /// Who was on the left.
    public var left: Participant
    /// Who was on the right.
    public var right: Participant
    /// When it ended, in seconds since 1970; `nil` if nobody noted it.
    public var ended: Double?
    /// How it ended.
    public var ending: Ending
    /// The points at the end, as the file says.
    public var score: (left: Int, right: Int) { (points[0], points[1]) }
    /// The number of frames, as the file says.
    public var frames: Int

    private var points: [Int]

    private enum Key: String, CodingKey {
      case format, version, left, right, ended, ending, score, frames
    }

    /// Reads what a list needs of a replay.
    ///
    /// - Throws: A `DecodingError`, or a ``ReplayError`` that says what is wrong.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      try Replay.check(
        format: container.decodeIfPresent(String.self, forKey: .format),
        version: { try container.decode(Int.self, forKey: .version) }
      )
      left = try container.decode(Participant.self, forKey: .left)
      right = try container.decode(Participant.self, forKey: .right)
      ended = try container.decodeIfPresent(Double.self, forKey: .ended)
      ending = try Ending(named: container.decode(String.self, forKey: .ending))
      points = try container.decode([Int].self, forKey: .score)
      frames = try container.decode(Int.self, forKey: .frames)
      guard points.count == 2, points.allSatisfy({ 0...255 ~= $0 }) else {
        throw ReplayError("\"score\" is two numbers from 0 to 255")
      }
      guard 1...Replay.longest ~= frames else {
        throw ReplayError("\"frames\" is 1 to \(Replay.longest), not \(frames)")
      }
    }

    /// Who was on a side.
    public subscript(side: Side) -> Participant { side == .left ? left : right }

    /// The points of a side.
    public func points(of side: Side) -> Int { side == .left ? points[0] : points[1] }

    /// The side of the only person; `nil` if there was none, or two.
    public var personSide: Side? {
      left.isPerson == right.isPerson ? nil : left.isPerson ? .left : .right
    }
  }
}
