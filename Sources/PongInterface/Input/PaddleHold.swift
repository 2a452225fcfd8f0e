/// Turns the events of one paddle's keys into what is held at each moment.
///
/// Every event of the loop goes in, for each of the players; times may not go back. What is held
/// is then a function of time, asked once a tick.
public struct PaddleHold: Hashable, Sendable {
  /// Which way the paddle is driven.
  public enum Direction: Hashable, Sendable {
    /// Towards the top.
    case up
    /// Towards the bottom.
    case down
  }

  /// The keys of one player; each role may have several.
  public struct Keys: Hashable, Sendable {
    /// Drive the paddle up.
    public var up: [Key]
    /// Drive the paddle down.
    public var down: [Key]
    /// Hit harder; also stop a paddle that a press has started for good.
    public var fire: [Key]

    /// Makes the set of a player's keys.
    public init(up: [Key], down: [Key], fire: [Key]) {
      self.up = up
      self.down = down
      self.fire = fire
    }
  }

  private struct Held: Hashable, Sendable {
    var key: Key
    var role: Role
  }

  private enum Role: Hashable, Sendable {
    case move(Direction)
    case fire
  }

  /// The keys listened to.
  public let keys: Keys
  /// The mode asked for.
  public let mode: InputMode

  /// Whether the terminal has shown that it reports releases.
  private var seesReleases = false
  /// The keys down, in the order of their presses; right only where releases are reported.
  private var held: [Held] = []
  private var adaptive = AdaptiveHold()
  private var toggled: Direction?
  private var lastToggleKey: Key?
  private var lastToggleTime = Duration.zero

  /// A press counts this long at least, so that one between two ticks is not lost: a paddle's own
  /// tick comes every second frame.
  private var tapDirection: Direction?
  private var tapEnd = Duration.zero
  private var fireEnd = Duration.zero

  private static let shortestTap = Duration.milliseconds(34)
  /// A press so soon after the last one of the same key is the keyboard repeating it.
  private static let longestRepeat = Duration.milliseconds(80)
  /// How long a press fires where no release is known: it outlasts the interval of repeats.
  private static let unreleasedFire = Duration.milliseconds(100)

  /// Starts with nothing held.
  public init(mode: InputMode, keys: Keys) {
    self.mode = mode
    self.keys = keys
  }

  /// How keys are being read now: `releases`, `adaptive` or `toggle`.
  public var reading: InputMode {
    switch mode {
    case .toggle: .toggle
    case .adaptive: .adaptive
    case .automatic, .releases, .mouse: seesReleases ? .releases : .adaptive
    }
  }

  /// The direction held at a time; where both are, the one pressed last.
  public func direction(at time: Duration) -> Direction? {
    switch reading {
    case .toggle: return toggled
    case .adaptive: return adaptive.direction(at: time)
    default:
      for held in held.reversed() {
        if case .move(let direction) = held.role { return direction }
      }
      return time < tapEnd ? tapDirection : nil
    }
  }

  /// Whether the fire key is held at a time.
  public func isFiring(at time: Duration) -> Bool {
    (reading == .releases && held.contains { $0.role == .fire }) || time < fireEnd
  }

  /// Takes in an event; those of other keys are needed too, to learn what the terminal reports.
  public mutating func handle(_ event: InputEvent, at time: Duration) {
    switch event {
    case .key(let event): handle(event, at: time)
    case .focus(false), .resumed: clear()
    default: break
    }
  }

  /// Lets go of everything, as when a game is paused; what was learnt of the keyboard stays.
  public mutating func clear() {
    held = []
    adaptive.stop()
    toggled = nil
    lastToggleKey = nil
    tapEnd = .zero
    fireEnd = .zero
  }

  private mutating func handle(_ event: KeyEvent, at time: Duration) {
    if event.phase != .press {
      seesReleases = true
    }
    guard let (key, role) = boundKey(of: event) else { return }
    if event.phase == .release {
      held.removeAll { $0.key == key }
      return
    }
    guard event.isPlain else { return }
    if !held.contains(where: { $0.key == key }) {
      held.append(Held(key: key, role: role))
    } else if event.phase == .press && reading == .releases {
      // Its release was lost: it is the newest again.
      held.removeAll { $0.key == key }
      held.append(Held(key: key, role: role))
    }
    switch (event.phase, role) {
    case (.press, _): press(key, role: role, at: time)
    case (_, .move(let direction)): adaptive.press(direction, at: time)
    case (_, .fire): break
    }
  }

  private mutating func press(_ key: Key, role: Role, at time: Duration) {
    switch role {
    case .fire:
      fireEnd = time + (reading == .releases ? Self.shortestTap : Self.unreleasedFire)
      toggled = nil
    case .move(let direction):
      tapDirection = direction
      tapEnd = time + Self.shortestTap
      adaptive.press(direction, at: time)
      toggle(key, direction: direction, at: time)
    }
  }

  /// A press starts the paddle or, in the direction it already has, stops it.
  private mutating func toggle(_ key: Key, direction: Direction, at time: Duration) {
    let isRepeat = lastToggleKey == key && time - lastToggleTime <= Self.longestRepeat
    lastToggleKey = key
    lastToggleTime = time
    guard !isRepeat else { return }
    toggled = toggled == direction ? nil : direction
  }

  /// The player's key an event belongs to: by its place on the keyboard, else by what it writes.
  private func boundKey(of event: KeyEvent) -> (Key, Role)? {
    for key in [event.placeKey, event.key] {
      if keys.up.contains(key) { return (key, .move(.up)) }
      if keys.down.contains(key) { return (key, .move(.down)) }
      if keys.fire.contains(key) { return (key, .fire) }
    }
    return nil
  }
}
