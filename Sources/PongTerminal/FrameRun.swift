import CTerm
import Glibc
import PongInterface

/// One run of a loop: where it stands.
struct FrameRun {
  private let loop: FrameLoop
  private let terminal: Terminal
  private let firstProcessorTime = ct_processor_time()
  private let firstBytesWritten = ct_bytes_written()

  /// When tick 0 was due; moves on with suspensions and lost ticks.
  private var origin = ContinuousClock.now
  private var ticks = 0
  private var pictures = 0
  private var lostTicks = 0
  /// Ticks since a picture was drawn.
  private var undrawnTicks = 0
  private var latestTime = Duration.zero
  private var scriptPosition = 0
  private var surface = Surface(columns: 0, rows: 0)

  /// After being away for longer than this many ticks, the rest is lost instead of made up for.
  private static let maximumCatchUp = 4
  /// However late, one picture in so many ticks is drawn.
  private static let maximumUndrawn = 6

  init(loop: FrameLoop, terminal: Terminal) {
    self.loop = loop
    self.terminal = terminal
  }

  /// Runs the screen to its end.
  mutating func summary(running screen: inout some Screen) -> FrameLoop.Summary {
    origin = .now
    let capabilities = terminal.capabilities
    screen.handle(
      .resize(columns: capabilities.columns, rows: capabilities.rows),
      at: .zero
    )
    draw(screen)
    let ending = run(&screen)
    let firstBytes = firstBytesWritten
    let lastBytes = ct_bytes_written()
    return FrameLoop.Summary(
      ending: ending,
      ticks: ticks,
      pictures: pictures,
      lostTicks: lostTicks,
      elapsed: ContinuousClock.now - origin,
      processorTime: .nanoseconds(ct_processor_time() - firstProcessorTime),
      bytesWritten: firstBytes < 0 || lastBytes < 0 ? nil : Int(lastBytes - firstBytes)
    )
  }

  private mutating func run(_ screen: inout some Screen) -> FrameLoop.Ending {
    while true {
      if screen.isFinished { return .finished }
      if let limit = loop.maximumFrames, ticks >= limit { return .frameLimit }
      if let ending = waitForTick(&screen) { return ending }
      if let ending = takeScriptedEvents(&screen) { return ending }
      screen.tick(at: tickTime())
      ticks += 1
      undrawnTicks += 1
      if hasTimeToDraw() { draw(screen) }
    }
  }

  /// Hands on what comes in until the next tick is due.
  private mutating func waitForTick(_ screen: inout some Screen) -> FrameLoop.Ending? {
    let isScripted = loop.script != nil
    repeat {
      let due = loop.isPaced ? origin + FrameLoop.time(ofFrame: ticks) : .now
      let events = terminal.waitForEvents(until: due)
      for event in events {
        if event == .resumed { moveOrigin() }
        if isScripted && event.isScripted { continue }
        screen.handle(event, at: eventTime())
        if screen.isFinished { return .finished }
      }
      if let signal = terminal.interruption { return .interrupted(signal: signal) }
      if events.isEmpty { loseTicks() }
    } while loop.isPaced && ContinuousClock.now < origin + FrameLoop.time(ofFrame: ticks)
    return nil
  }

  private mutating func takeScriptedEvents(_ screen: inout some Screen) -> FrameLoop.Ending? {
    guard let entries = loop.script?.entries else { return nil }
    while scriptPosition < entries.count, entries[scriptPosition].frame <= ticks {
      let event = entries[scriptPosition].event
      scriptPosition += 1
      switch event {
      case .key(let key) where key == KeyEvent(.character("c"), modifiers: .control):
        return .interrupted(signal: SIGINT)
      default:
        screen.handle(event, at: eventTime())
      }
      if screen.isFinished { return .finished }
    }
    return nil
  }

  // MARK: Time

  private mutating func eventTime() -> Duration {
    guard loop.script == nil, loop.isPaced else { return FrameLoop.time(ofFrame: ticks) }
    latestTime = max(latestTime, ContinuousClock.now - origin)
    return latestTime
  }

  private mutating func tickTime() -> Duration {
    let due = FrameLoop.time(ofFrame: ticks)
    guard loop.script == nil, loop.isPaced else { return due }
    latestTime = max(latestTime, due)
    return latestTime
  }

  /// Takes the time for which the process did not run out of the count.
  private mutating func moveOrigin() {
    origin = .now - FrameLoop.time(ofFrame: ticks)
  }

  private mutating func loseTicks() {
    guard loop.isPaced else { return }
    let late = ContinuousClock.now - origin - FrameLoop.time(ofFrame: ticks)
    let lateTicks = Int(late.nanoseconds * 60 / 1_000_000_000)
    guard lateTicks > Self.maximumCatchUp else { return }
    lostTicks += lateTicks - Self.maximumCatchUp
    origin += FrameLoop.time(ofFrame: lateTicks - Self.maximumCatchUp)
  }

  /// Whether the tick just done is not so late that the next one is due already.
  private func hasTimeToDraw() -> Bool {
    guard loop.isPaced, undrawnTicks < Self.maximumUndrawn else { return true }
    return ContinuousClock.now < origin + FrameLoop.time(ofFrame: ticks)
  }

  // MARK: Drawing

  private mutating func draw(_ screen: some Screen) {
    let capabilities = terminal.capabilities
    if surface.columns != capabilities.columns || surface.rows != capabilities.rows {
      surface = Surface(columns: capabilities.columns, rows: capabilities.rows)
    } else {
      surface.fill(.blank)
    }
    screen.draw(on: &surface)
    terminal.present(surface)
    pictures += 1
    undrawnTicks = 0
  }
}

extension InputEvent {
  /// Whether a script speaks in its place: what the user does, and what the terminal answers when it
  /// happens to.
  fileprivate var isScripted: Bool {
    switch self {
    case .key, .mouse, .focus, .report: true
    case .resize, .resumed: false
    }
  }
}
