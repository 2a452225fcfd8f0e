public import PongEngine

/// What there is to learn from a match for one of those who played it.
public struct MatchReview: Sendable {
  /// Some of how many.
  public struct Share: Hashable, Sendable {
    /// How many.
    public var count = 0
    /// Of how many.
    public var total = 0

    /// The share in per cent, rounded; `nil` of none.
    public var percent: Int? { total == 0 ? nil : (200 * count + total) / (2 * total) }

    mutating func note(_ isOne: Bool) {
      total += 1
      if isOne { count += 1 }
    }
  }

  /// A point, won or lost.
  public struct Point: Hashable, Sendable {
    /// Its number in the match, from 1.
    public var number: Int
    /// Whether the player won it.
    public var isWon: Bool
    /// The player's points after it.
    public var own: Int
    /// The opponent's points after it.
    public var other: Int
    /// The frames of it, from the point before on.
    public var frames: Range<Int>
    /// The frame of the serve.
    public var serve: Int
    /// How often the ball was hit.
    public var hits: Int
    /// Whether the serve came to the player.
    public var isReceived: Bool
    /// How it was lost; `nil` if it was won.
    public var loss: Loss?
  }

  /// How a point was lost.
  public struct Loss: Hashable, Sendable {
    /// Why.
    public var cause: LossCause
    /// The game in which the last flight of the ball began, by the opponent's hit or the serve.
    public var start: Int
    /// The game in which the ball was at the bat.
    public var arrival: Int
    /// Where the ball passed.
    public var height: LossMap.Height
    /// How steeply.
    public var angle: LossMap.Angle
    /// Where to begin to play the end of the point again: two seconds before it, or at the serve.
    public var drillStart: Int
  }

  /// Whose match it is.
  public let side: Side
  /// The points in their order.
  public private(set) var points: [Point] = []
  /// Of the balls that came to the player those that were hit.
  public private(set) var returns = Share()
  /// The same of the serves.
  public private(set) var serveReturns = Share()
  /// Of the points that began with a serve to the player those that were won.
  public private(set) var receivedPoints = Share()
  /// Of the points that began with a serve to the opponent those that were won.
  public private(set) var servedPoints = Share()
  /// The most hits of a rally.
  public private(set) var longestRally = 0
  /// The mean of the hits of a rally; 0 without points.
  public private(set) var meanRally = 0.0
  /// The fastest ball that the player hit, in columns a frame; `nil` without hits.
  public private(set) var fastestShot: Int?
  /// Where points were lost.
  public private(set) var map = LossMap()
  /// Reaction, aim and habits, as the inputs tell.
  public let estimate: PersonEstimate

  /// The seconds before the end of a lost point from which it is played again.
  static let drillSeconds = 2

  /// Reviews a match.
  ///
  /// - Parameters:
  ///   - track: The match, played.
  ///   - side: From whose side.
  public init(_ track: ReplayTrack, side: Side) {
    self.side = side
    estimate = PersonEstimate([Demonstration(track.games, by: side)])
    for point in track.points { note(point, of: track) }
    let hits = points.reduce(0) { $0 + $1.hits }
    meanRally = points.isEmpty ? 0 : Double(hits) / Double(points.count)
    longestRally = points.map(\.hits).max() ?? 0
    let own = track.events.indices.filter { track.events[$0].contains(.hit(side)) }
    fastestShot = own.map { Int(track.games[$0 + 1].velocityX.magnitude) }.max()
  }

  /// The lost points in their order.
  public var lost: [Point] { points.filter { !$0.isWon } }

  /// How often points were lost for which kind of cause, the most frequent first.
  public var causes: [(kind: LossCause.Kind, count: Int)] {
    LossCause.Kind.allCases
      .map { kind in (kind, points.count { $0.loss?.cause.kind == kind }) }
      .filter { $0.1 > 0 }
      .enumerated().sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }
      .map(\.element)
  }

  /// By how many milliseconds the late movements were late, in the middle; `nil` if none was.
  public var usualDelay: Int? {
    let frames = points.compactMap { point -> Double? in
      guard case .late(let frames)? = point.loss?.cause else { return nil }
      return Double(frames)
    }
    return PersonEstimate.Quartiles(frames).map { LossCause.milliseconds(Int($0.median.rounded())) }
  }

  private mutating func note(_ point: ReplayTrack.Point, of track: ReplayTrack) {
    let isWon = point.winner == side
    let isReceived = track.games[point.serve].receiver == side
    let isFirstMine = point.hits.first.map { track.events[$0].contains(.hit(side)) } ?? false
    if isReceived {
      serveReturns.note(isFirstMine)
      receivedPoints.note(isWon)
    } else {
      servedPoints.note(isWon)
    }
    // A bat may touch the ball in several frames in a row: one return.
    let hitters = point.hits.map { track.events[$0].contains(.hit(side)) }
    let own = hitters.indices.count { hitters[$0] && ($0 == 0 || !hitters[$0 - 1]) }
    returns.count += own
    returns.total += own + (isWon ? 0 : 1)
    points.append(
      Point(
        number: points.count + 1,
        isWon: isWon,
        own: side == .left ? point.left : point.right,
        other: side == .left ? point.right : point.left,
        frames: point.frames,
        serve: point.serve,
        hits: point.hits.count,
        isReceived: isReceived,
        loss: isWon ? nil : loss(point, of: track)
      )
    )
  }

  private mutating func loss(_ point: ReplayTrack.Point, of track: ReplayTrack) -> Loss {
    let flight = LostFlight(point, of: track, device: estimate.device ?? .keys)
    let arrival = flight.arrival
    map[arrival.lossHeight, arrival.lossAngle] += 1
    return Loss(
      cause: flight.cause,
      start: flight.start,
      arrival: flight.passing.lowerBound,
      height: arrival.lossHeight,
      angle: arrival.lossAngle,
      drillStart: max(point.serve + 1, flight.end - Self.drillSeconds * 60)
    )
  }
}
