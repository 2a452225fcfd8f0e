import PongInterface
import Testing

struct PaddleHoldTests {
  private static let letters = PaddleHold.Keys(
    up: [.character("w")],
    down: [.character("s")],
    fire: [.character(" ")]
  )
  private static let arrows = PaddleHold.Keys(up: [.up], down: [.down], fire: [.enter])

  private func key(
    _ key: Key,
    _ phase: KeyEvent.Phase = .press,
    _ modifiers: Modifiers = [],
    base: Key? = nil
  ) -> InputEvent {
    .key(KeyEvent(key, modifiers: modifiers, phase: phase, baseKey: base))
  }

  private func milliseconds(_ number: Int) -> Duration {
    .milliseconds(number)
  }

  /// A paddle on a terminal that has shown that it reports releases.
  private func releasing(_ keys: PaddleHold.Keys) -> PaddleHold {
    var hold = PaddleHold(mode: .releases, keys: keys)
    hold.handle(key(.character("x"), .release), at: .zero)
    return hold
  }

  @Test func `asked for releases it still guesses until one is reported`() {
    var hold = PaddleHold(mode: .releases, keys: Self.arrows)
    hold.handle(key(.up), at: milliseconds(0))
    #expect(hold.reading == .adaptive)
    #expect(hold.direction(at: milliseconds(1000)) == nil)
  }

  @Test func `with releases a key is held from press to release`() {
    var hold = releasing(Self.arrows)
    hold.handle(key(.up), at: milliseconds(0))
    #expect(hold.direction(at: milliseconds(5000)) == .up)
    hold.handle(key(.down), at: milliseconds(5000))
    #expect(hold.direction(at: milliseconds(5001)) == .down)
    hold.handle(key(.down, .release), at: milliseconds(5100))
    #expect(hold.direction(at: milliseconds(5100)) == .up)
    hold.handle(key(.up, .release), at: milliseconds(5200))
    #expect(hold.direction(at: milliseconds(5200)) == nil)
  }

  @Test func `a tap shorter than a frame still moves the paddle`() {
    var hold = releasing(Self.arrows)
    hold.handle(key(.up), at: milliseconds(100))
    hold.handle(key(.up, .release), at: milliseconds(101))
    #expect(hold.direction(at: milliseconds(117)) == .up)
    #expect(hold.direction(at: milliseconds(140)) == nil)
    hold.handle(key(.enter), at: milliseconds(200))
    hold.handle(key(.enter, .release), at: milliseconds(200))
    #expect(hold.isFiring(at: milliseconds(217)))
    #expect(!hold.isFiring(at: milliseconds(240)))
  }

  @Test func `the first release of any key shows that releases are reported`() {
    var hold = PaddleHold(mode: .automatic, keys: Self.arrows)
    #expect(hold.reading == .adaptive)
    hold.handle(key(.up), at: milliseconds(0))
    hold.handle(key(.character("x"), .release), at: milliseconds(100))
    #expect(hold.reading == .releases)
    #expect(hold.direction(at: milliseconds(5000)) == .up)
    hold.handle(key(.up, .release), at: milliseconds(6000))
    #expect(hold.direction(at: milliseconds(6000)) == nil)
  }

  @Test func `a repeat shows it too`() {
    var hold = PaddleHold(mode: .automatic, keys: Self.arrows)
    hold.handle(key(.up), at: milliseconds(0))
    hold.handle(key(.up, .repeat), at: milliseconds(600))
    #expect(hold.reading == .releases)
    #expect(hold.direction(at: milliseconds(9000)) == .up)
  }

  @Test func `without releases the hold is guessed, and fire goes with it`() {
    var hold = PaddleHold(mode: .automatic, keys: Self.letters)
    hold.handle(key(.character("s")), at: milliseconds(0))
    #expect(hold.direction(at: milliseconds(49)) == .down)
    #expect(hold.direction(at: milliseconds(51)) == nil)
    hold.handle(key(.character("w")), at: milliseconds(700))
    hold.handle(key(.character(" ")), at: milliseconds(720))
    #expect(hold.direction(at: milliseconds(720)) == .up)
    #expect(hold.isFiring(at: milliseconds(720)))
    #expect(!hold.isFiring(at: milliseconds(900)))
  }

  @Test func `asked to be adaptive it takes repeats for presses`() {
    var hold = PaddleHold(mode: .adaptive, keys: Self.letters)
    hold.handle(key(.character("s")), at: milliseconds(0))
    for number in 0..<30 {
      hold.handle(key(.character("s"), .repeat), at: milliseconds(500 + 33 * number))
    }
    #expect(hold.reading == .adaptive)
    #expect(hold.direction(at: milliseconds(500 + 33 * 30)) == .down)
  }

  @Test func `toggle starts, turns and stops`() {
    var hold = PaddleHold(mode: .toggle, keys: Self.letters)
    hold.handle(key(.character("w")), at: milliseconds(0))
    #expect(hold.direction(at: milliseconds(9000)) == .up)
    hold.handle(key(.character("s")), at: milliseconds(9000))
    #expect(hold.direction(at: milliseconds(9001)) == .down)
    hold.handle(key(.character("s"), .repeat), at: milliseconds(9030))
    hold.handle(key(.character("s"), .release), at: milliseconds(9040))
    #expect(hold.direction(at: milliseconds(9050)) == .down)
    hold.handle(key(.character("s")), at: milliseconds(9300))
    #expect(hold.direction(at: milliseconds(9300)) == nil)
    // A keyboard that repeats does not toggle.
    for number in 1...9 {
      hold.handle(key(.character("s")), at: milliseconds(9300 + 33 * number))
    }
    #expect(hold.direction(at: milliseconds(9700)) == nil)
  }

  @Test func `fire stops a paddle that a press has started`() {
    var hold = PaddleHold(mode: .toggle, keys: Self.letters)
    hold.handle(key(.character("w")), at: milliseconds(0))
    hold.handle(key(.character(" ")), at: milliseconds(500))
    #expect(hold.direction(at: milliseconds(501)) == nil)
    #expect(hold.isFiring(at: milliseconds(501)))
    hold.handle(key(.character("w")), at: milliseconds(1000))
    #expect(hold.direction(at: milliseconds(1001)) == .up)
  }

  @Test(arguments: InputMode.allCases)
  func `lost focus lets go`(mode: InputMode) {
    var hold = PaddleHold(mode: mode, keys: Self.letters)
    for event in [InputEvent.focus(false), .resumed] {
      hold.handle(key(.character("w")), at: milliseconds(10))
      hold.handle(key(.character(" ")), at: milliseconds(10))
      hold.handle(key(.character("s")), at: milliseconds(10))
      #expect(hold.direction(at: milliseconds(11)) == .down)
      hold.handle(event, at: milliseconds(20))
      #expect(hold.direction(at: milliseconds(20)) == nil)
      #expect(!hold.isFiring(at: milliseconds(20)))
    }
  }

  @Test func `two players do not hear each other`() {
    var left = releasing(Self.letters)
    var right = releasing(Self.arrows)
    for event in [key(.character("w")), key(.down), key(.enter)] {
      left.handle(event, at: milliseconds(1))
      right.handle(event, at: milliseconds(1))
    }
    #expect(left.direction(at: milliseconds(100)) == .up)
    #expect(right.direction(at: milliseconds(100)) == .down)
    #expect(!left.isFiring(at: milliseconds(100)))
    #expect(right.isFiring(at: milliseconds(100)))
  }

  @Test func `keys count by their place, and not with control`() {
    var hold = releasing(Self.letters)
    hold.handle(key(.character("z"), base: .character("w")), at: milliseconds(0))
    #expect(hold.direction(at: milliseconds(100)) == .up)
    // The release comes with whatever is held by then.
    hold.handle(
      key(.character("z"), .release, [.control, .shift], base: .character("w")),
      at: milliseconds(200)
    )
    #expect(hold.direction(at: milliseconds(200)) == nil)
    hold.handle(key(.character("s"), .press, .control), at: milliseconds(300))
    #expect(hold.direction(at: milliseconds(300)) == nil)
    hold.handle(key(.character("s"), .press, .shift), at: milliseconds(400))
    #expect(hold.direction(at: milliseconds(400)) == .down)
  }

  @Test func `a key whose release was lost is the newest when it is pressed again`() {
    var hold = releasing(Self.arrows)
    hold.handle(key(.up), at: milliseconds(0))
    hold.handle(key(.down), at: milliseconds(100))
    hold.handle(key(.up), at: milliseconds(200))
    #expect(hold.direction(at: milliseconds(1000)) == .up)
  }
}
