import PongAgents
import PongEngine

/// What happens in a replay and when: its points, with the one that nobody has won last.
struct ReplayOutline: Hashable, Sendable {
  /// What is played from one point to the next.
  struct Rally: Hashable, Sendable {
    /// The frames of it, the wait for the serve among them.
    var frames: Range<Int>
    /// The frame in which the ball was served; the last one if it was not.
    var serve: Int
    /// The frames in which a bat hit the ball.
    var hits: [Int]
    /// Who won the point; `nil` if the replay ends before.
    var winner: Side?

    /// Where somebody who wants to see it goes: a moment before the serve.
    var start: Int { max(frames.lowerBound, serve - 20) }
  }

  /// The rallies in their order.
  let rallies: [Rally]
  /// The number of frames.
  let frameCount: Int

  /// Looks through a replay.
  init(_ track: ReplayTrack) {
    frameCount = track.frameCount
    var rallies = track.points.map {
      Rally(frames: $0.frames, serve: $0.serve, hits: $0.hits, winner: $0.winner)
    }
    let rest = (rallies.last?.frames.upperBound ?? 0)..<track.frameCount
    if !rest.isEmpty {
      rallies.append(
        Rally(
          frames: rest,
          serve: rest.first { track.events[$0].contains(.serve) } ?? rest.upperBound,
          hits: rest.filter { !track.events[$0].isDisjoint(with: [.leftHit, .rightHit]) },
          winner: nil
        )
      )
    }
    self.rallies = rallies
  }

  /// The place of the rally that is played at a frame; `nil` if there is none at all.
  func index(atFrame frame: Int) -> Int? {
    rallies.isEmpty
      ? nil : rallies.firstIndex { frame < $0.frames.upperBound } ?? rallies.count - 1
  }

  /// How many points have been won.
  var pointCount: Int {
    rallies.last.map { $0.winner == nil ? rallies.count - 1 : rallies.count } ?? 0
  }

  /// The side that has just won a point at a frame, while its score is lit: nearly half a second, on
  /// and off.
  func scorer(atFrame frame: Int) -> Side? {
    guard let rally = rallies.last(where: { $0.frames.upperBound <= frame }) else { return nil }
    let age = frame - rally.frames.upperBound
    return age < 24 && age / 6 % 2 == 0 ? rally.winner : nil
  }

  // MARK: Going from point to point

  /// The beginning of the next point, or the end.
  func next(after frame: Int) -> Int {
    rallies.first { $0.start > frame }?.start ?? frameCount
  }

  /// The beginning of this point or, within a second of it, of the one before.
  func previous(before frame: Int) -> Int {
    rallies.last { $0.start < frame - 60 }?.start ?? 0
  }

  /// The beginning of point `number`, counted from 1, or of the nearest that there is.
  func start(ofPoint number: Int) -> Int {
    rallies.isEmpty ? 0 : rallies[max(0, min(rallies.count - 1, number - 1))].start
  }
}

extension Int {
  /// A number of frames as a time, as in "1:12"; with tenths of a second "1:12.3".
  func clock(tenths: Bool = false) -> String {
    let seconds = self / 60
    let rest = String(seconds % 60)
    let text = "\(seconds / 60):" + (rest.count < 2 ? "0" : "") + rest
    return tenths ? text + ".\(self % 60 / 6)" : text
  }
}
