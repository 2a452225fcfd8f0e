import CTerm
import Glibc
public import PongInterface

extension Terminal {
  /// Waits for events, at most until a time; returns as soon as there are some.
  ///
  /// Changes of size and suspension happen in here: the caller only hears of them. Nothing more
  /// comes once `interruption` is set.
  public func waitForEvents(until deadline: ContinuousClock.Instant) -> [InputEvent] {
    while interruption == nil {
      let events = read(until: deadline).events
      if !events.isEmpty || ContinuousClock.now >= deadline { return events }
    }
    return []
  }

  /// Waits once, and reads what is there.
  func read(
    until deadline: ContinuousClock.Instant
  ) -> (events: [InputEvent], isReadable: Bool) {
    let end = min(deadline, flushTime ?? deadline)
    let ready = UInt32(ct_wait(Int64(clamping: (end - .now).nanoseconds)))
    var events: [InputEvent] = []
    if ready & ct_ready_signal.rawValue != 0 {
      heedSignals(&events)
      // A suspension throws input away: what was ready before may not be there any more.
      return (events, true)
    }
    var isReadable = true
    if ready & ct_ready_input.rawValue != 0 {
      isReadable = readInput(&events)
    } else if ready & ct_ready_hangup.rawValue != 0 {
      isReadable = false
    }
    if !isReadable {
      interruption = interruption ?? SIGHUP
    } else if let flushTime, ContinuousClock.now >= flushTime {
      self.flushTime = nil
      take(parser.flush(), into: &events)
    }
    return (events, isReadable)
  }

  private func heedSignals(_ events: inout [InputEvent]) {
    let request = ct_take_request()
    if request != 0 { interruption = interruption ?? request }
    // Whoever is leaving anyway does not come back first.
    guard isOpen else { return }
    if ct_take_signal(SIGTSTP) {
      suspend(&events)
    } else if ct_take_signal(SIGCONT) {
      // Stopped and continued without being asked: the shell may have changed the modes meanwhile.
      ct_leave()
      resume()
      events.append(.resumed)
    }
    if ct_take_signal(SIGWINCH), updateSize() {
      events.append(.resize(columns: capabilities.columns, rows: capabilities.rows))
    }
  }

  private func suspend(_ events: inout [InputEvent]) {
    let before = (capabilities.columns, capabilities.rows)
    suspend()
    events.append(.resumed)
    if before != (capabilities.columns, capabilities.rows) {
      events.append(.resize(columns: capabilities.columns, rows: capabilities.rows))
    }
  }

  /// Reads input that is ready; false if the terminal is gone.
  private func readInput(_ events: inout [InputEvent]) -> Bool {
    let count = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4096) { buffer in
      let count = ct_read(buffer.baseAddress, buffer.count)
      if count > 0 {
        take(parser.parse(buffer[..<count]), into: &events)
      }
      return count
    }
    parser.expectsAnswers = isAwaitingAnswers
    flushTime = parser.flushDelay.map { .now + $0 }
    return count != 0
  }

  /// Keeps what concerns the terminal itself, and hands on the rest.
  private func take(_ new: [InputEvent], into events: inout [InputEvent]) {
    for event in new {
      switch event {
      case .report(let report):
        note(report)
        events.append(event)
      case .key(let key) where key.isControl("c"):
        // With kitty's protocol no signal comes of these keys.
        interruption = interruption ?? SIGINT
      case .key(let key) where key.isControl("z") && isOpen:
        suspend(&events)
      default:
        events.append(event)
      }
    }
  }
}

extension KeyEvent {
  /// Whether this is the key going down with control alone, in the user's layout or by its place.
  fileprivate func isControl(_ scalar: Unicode.Scalar) -> Bool {
    phase == .press && modifiers == .control
      && (key == .character(scalar) || baseKey == .character(scalar))
  }
}

extension Duration {
  /// The whole nanoseconds, as far as they can be counted.
  var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? (seconds < 0 ? .min : .max) : product + attoseconds / 1_000_000_000
  }
}
