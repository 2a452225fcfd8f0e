import PongEngine

/// What somebody sees who sees late: the game as it was some frames ago.
struct DelayedView: Sendable {
  /// By how many frames.
  let frames: Int

  /// The latest views, `frames` + 1 of them once there have been so many: a ring.
  private var views: [Game] = []
  /// Where the next one goes: to the place of the oldest.
  private var next = 0

  /// Has seen nothing yet.
  init(frames: Int) {
    self.frames = frames
    views.reserveCapacity(frames + 1)
  }

  /// Takes note of a frame's view; without a delay there is nothing to note.
  mutating func note(_ view: Game) {
    guard frames > 0 else { return }
    if views.count <= frames {
      views.append(view)
    } else {
      views[next] = view
      next = next == frames ? 0 : next + 1
    }
  }

  /// What is seen in the frame of this view, which has been noted: the view `frames` before it; the
  /// game's first if it is younger.
  func seen(at view: Game) -> Game {
    views.isEmpty ? view : views[next]
  }

  /// Forgets what it has seen.
  mutating func reset() {
    views.removeAll(keepingCapacity: true)
    next = 0
  }
}
