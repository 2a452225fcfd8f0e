import Glibc
import PongInterface

/// One run of a loop: where it stands.
struct FrameRun {
  private let loop: FrameLoop
  private let terminal: Terminal
  private let firstUsage = ProcessUsage()

  private var clock: FrameClock
  private var pictures = 0
  /// Ticks since a picture was drawn.
  private var undrawnTicks = 0
  private var scriptPosition = 0
  private var surface = Surface(columns: 0, rows: 0)
  /// Never goes back, though a suspension is taken out of the count to the last tick only.
  private var lastRecordingTime = Duration.zero

  /// However late, one picture in so many ticks is drawn.
  private static let maximumUndrawn = 6

  /// Ticks from one ring of the bell to the next, at least: six a second.
  private static let bellTicks = 10
  /// The tick of the last ring.
  private var lastBell = -bellTicks

  init(loop: FrameLoop, terminal: Terminal) {
    self.loop = loop
    self.terminal = terminal
    clock = Self.clock(for: loop)
  }

  private static func clock(for loop: FrameLoop) -> FrameClock {
    FrameClock(isReal: loop.isPaced && loop.script == nil, now: .now)
  }

  /// Runs the screen to its end.
  mutating func summary(running screen: inout some Screen) -> FrameLoop.Summary {
    clock = Self.clock(for: loop)
    let capabilities = terminal.capabilities
    screen.handle(
      .resize(columns: capabilities.columns, rows: capabilities.rows),
      at: .zero
    )
    loop.recorder?.begin(capabilities)
    draw(screen)
    let ending = run(&screen)
    let recordingFailure = loop.recorder?.finish(at: recordingTime())
    let usage = ProcessUsage()
    return FrameLoop.Summary(
      ending: ending,
      ticks: clock.ticks,
      pictures: pictures,
      lostTicks: clock.lostTicks,
      elapsed: clock.elapsed(now: .now),
      processorTime: usage.processorTime - firstUsage.processorTime,
      bytesWritten: usage.bytesWritten.flatMap { last in
        firstUsage.bytesWritten.map { last - $0 }
      },
      recordingFailure: recordingFailure
    )
  }

  private mutating func run(_ screen: inout some Screen) -> FrameLoop.Ending {
    while true {
      if screen.isFinished { return .finished }
      if let limit = loop.maximumFrames, clock.ticks >= limit { return .frameLimit }
      if let ending = waitForTick(&screen) { return ending }
      if let ending = takeScriptedEvents(&screen) { return ending }
      screen.tick(at: clock.tick())
      if screen.takeBell() { ring() }
      undrawnTicks += 1
      if hasTimeToDraw() { draw(screen) }
    }
  }

  /// Hands on what comes in until the next tick is due.
  private mutating func waitForTick(_ screen: inout some Screen) -> FrameLoop.Ending? {
    let isScripted = loop.script != nil
    repeat {
      let events = terminal.waitForEvents(until: loop.isPaced ? clock.due : .now)
      if events.contains(.resumed) {
        clock.resume(now: .now)
      } else if loop.isPaced {
        clock.loseTicks(now: .now)
      }
      for event in events {
        if isScripted && event.isReplacedByScript { continue }
        screen.handle(event, at: clock.eventTime(now: .now))
        if screen.isFinished { return .finished }
      }
      if let signal = terminal.interruption { return .interrupted(signal: signal) }
    } while loop.isPaced && ContinuousClock.now < clock.due
    return nil
  }

  private mutating func takeScriptedEvents(_ screen: inout some Screen) -> FrameLoop.Ending? {
    guard let entries = loop.script?.entries else { return nil }
    while scriptPosition < entries.count, entries[scriptPosition].frame <= clock.ticks {
      let event = entries[scriptPosition].event
      scriptPosition += 1
      switch event {
      case .key(let key) where key == KeyEvent(.character("c"), modifiers: .control):
        return .interrupted(signal: SIGINT)
      default:
        screen.handle(event, at: clock.eventTime(now: .now))
      }
      if screen.isFinished { return .finished }
    }
    return nil
  }

  /// Whether the tick just done is not so late that the next one is due already.
  private func hasTimeToDraw() -> Bool {
    guard loop.isPaced, undrawnTicks < Self.maximumUndrawn else { return true }
    return ContinuousClock.now < clock.due
  }

  // MARK: Drawing

  /// The time for a recording: the user's, with the ticks that were lost; the frames' where the
  /// screen's is counted by them, too.
  private mutating func recordingTime() -> Duration {
    guard loop.isPaced, loop.script == nil else { return FrameLoop.time(ofFrame: clock.ticks) }
    lastRecordingTime = max(lastRecordingTime, clock.elapsed(now: .now))
    return lastRecordingTime
  }

  /// Rings the terminal's bell, unless it has just rung: at a high speed hits follow each other closer
  /// than anybody wants to hear.
  private mutating func ring() {
    guard clock.ticks - lastBell >= Self.bellTicks else { return }
    lastBell = clock.ticks
    terminal.ring()
  }

  private mutating func draw(_ screen: some Screen) {
    let capabilities = terminal.capabilities
    if surface.columns != capabilities.columns || surface.rows != capabilities.rows {
      surface = Surface(columns: capabilities.columns, rows: capabilities.rows)
    }
    screen.draw(on: &surface)
    terminal.present(surface)
    loop.recorder?.record(
      surface,
      at: recordingTime(),
      landmark: screen.landmark
    )
    pictures += 1
    undrawnTicks = 0
  }
}

extension InputEvent {
  /// Whether a script speaks in its place: what the user does, and what the terminal answers when
  /// it happens to.
  fileprivate var isReplacedByScript: Bool {
    switch self {
    case .key, .mouse, .focus, .report: true
    case .resize, .resumed: false
    }
  }
}
