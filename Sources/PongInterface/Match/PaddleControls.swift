import PongEngine

/// What one person does to a paddle, from their keys and the mouse.
struct PaddleControls: Hashable, Sendable {
  /// The bat they hold.
  let side: Side
  /// Whether somebody else plays with the same keyboard.
  let sharesKeyboard: Bool

  private var hold: PaddleHold
  /// Two people's held keys cannot be told apart without releases: until the terminal has reported
  /// one, a press starts a shared keyboard's paddle and the next one stops it.
  private var spare: PaddleHold
  /// Where the pointer has put the knob since the last frame.
  private var knob: Int32?
  private var buttonIsDown = false
  /// A click shorter than a frame fires for one frame all the same.
  private var hasClicked = false

  /// Starts with nothing held.
  init(side: Side, sharesKeyboard: Bool, mode: InputMode, keys: PaddleKeys = PaddleKeys()) {
    self.side = side
    self.sharesKeyboard = sharesKeyboard
    let keys = keys.held(isLeft: side == .left, sharesKeyboard: sharesKeyboard)
    hold = PaddleHold(mode: mode, keys: keys)
    spare = PaddleHold(mode: .toggle, keys: keys)
  }

  /// How the keys are being read now: `releases`, `adaptive` or `toggle`.
  var reading: InputMode {
    usesSpare ? .toggle : hold.reading
  }

  private var usesSpare: Bool {
    sharesKeyboard && hold.reading == .adaptive && hold.mode != .adaptive
  }

  /// Takes in an event of the keyboard, or of the terminal's window.
  mutating func handle(_ event: InputEvent, at time: Duration) {
    hold.handle(event, at: time)
    spare.handle(event, at: time)
    if event == .focus(false) || event == .resumed {
      releaseMouse()
    }
  }

  /// Whether a key is one of the paddle's, by its place on the keyboard or by what it writes.
  func binds(_ event: KeyEvent) -> Bool {
    let keys = hold.keys
    return [event.placeKey, event.key].contains { key in
      keys.up.contains(key) || keys.down.contains(key) || keys.fire.contains(key)
    }
  }

  /// Turns the knob to where the pointer is.
  mutating func point(at resistance: Int32) {
    knob = resistance
  }

  /// Presses or releases the button with the mouse.
  mutating func press(_ isDown: Bool) {
    buttonIsDown = isDown
    hasClicked = hasClicked || isDown
  }

  /// Lets go of everything, as when a game is paused.
  mutating func clear() {
    hold.clear()
    spare.clear()
    releaseMouse()
  }

  private mutating func releaseMouse() {
    buttonIsDown = false
    hasClicked = false
    knob = nil
  }

  /// Where the pointer wants the knob in the coming frame, if it has moved.
  mutating func takeKnob() -> Int32? {
    defer { knob = nil }
    return knob
  }

  /// What is done to the paddle in the coming frame.
  mutating func takeInput(at time: Duration) -> PaddleInput {
    let keys = usesSpare ? spare : hold
    let fire = keys.isFiring(at: time) || buttonIsDown || hasClicked
    hasClicked = false
    return switch keys.direction(at: time) {
    // ALE's RIGHT turns the bat up.
    case .up: PaddleInput(fire ? .rightFire : .right)
    case .down: PaddleInput(fire ? .leftFire : .left)
    case nil: PaddleInput(fire ? .fire : .noop)
    }
  }
}
