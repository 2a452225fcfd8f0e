import Foundation
import PongAgents
import PongInterface
import Reinforcement
import Synchronization
import Training

/// The training of a rival on the screen: first what is being prepared, then the run.
struct RivalRun: AdjustableScreen {
  /// How far a thread of its own has come.
  private enum Progress {
    case working(String)
    case prepared(RivalPlan.Prepared)
    case failed(String)
    /// Nobody waits for it any more.
    case left
  }

  private final class Preparation: Sendable {
    let progress = Mutex(Progress.working("reading your matches"))
  }

  private let plan: RivalPlan
  private let preparation = Preparation()
  private var wait: WaitScreen
  private var live: LiveRun?
  private var lines: [String] = []
  private var size = (columns: 0, rows: 0)

  /// Opens the screen, and begins to prepare the rival.
  init(_ plan: RivalPlan, settings: GameSettings) {
    self.plan = plan
    wait = WaitScreen(title: "A rival", reason: "reading your matches", settings: settings)
    let thread = Thread { [preparation] in
      let result: Progress
      do {
        result = .prepared(
          try plan.prepare { reason in
            try preparation.progress.withLock { progress in
              if case .left = progress { throw CancellationError() }
              progress = .working(reason)
            }
          }
        )
      } catch {
        result = .failed("\(error)")
      }
      preparation.progress.withLock { progress in
        if case .left = progress { return }
        progress = result
      }
    }
    // As much as the main thread has.
    thread.stackSize = 8 << 20
    thread.start()
  }

  // MARK: Screen

  var settings: GameSettings { live?.settings ?? wait.settings }

  var isFinished: Bool { live?.isFinished ?? wait.isFinished }

  var landmark: String? { live?.landmark }

  mutating func handle(_ event: InputEvent, at time: Duration) {
    if case .resize(let columns, let rows) = event { size = (columns, rows) }
    if live != nil { live?.handle(event, at: time) } else { wait.handle(event, at: time) }
  }

  mutating func tick(at time: Duration) {
    guard live == nil else {
      live?.tick(at: time)
      return
    }
    wait.tick(at: time)
    guard wait.failure == nil else { return }
    switch preparation.progress.withLock({ $0 }) {
    case .working(let reason): wait.reason = reason
    case .failed(let reason): wait.failure = reason
    case .prepared(let prepared): begin(prepared, at: time)
    case .left: break
    }
  }

  private mutating func begin(_ prepared: RivalPlan.Prepared, at time: Duration) {
    do {
      let run = try TrainingRun(
        plan.start(prepared),
        players: prepared.players,
        threads: plan.threads,
        context: .process,
        since: ProcessClock.now
      )
      let rule = StopRule(seconds: RivalPlan.usualSeconds)
      live = LiveRun(run, until: rule, settings: wait.settings)
      live?.handle(.resize(columns: size.columns, rows: size.rows), at: time)
      lines = prepared.lines
    } catch {
      wait.failure = "\(error)"
    }
  }

  func draw(on surface: inout Surface) {
    if let live { live.draw(on: &surface) } else { wait.draw(on: &surface) }
  }

  mutating func takeNavigation() -> Navigation? {
    live == nil ? (isFinished ? .pop : nil) : live?.takeNavigation()
  }

  mutating func resume(after other: any Screen) { live?.resume(after: other) }

  mutating func close() throws -> [String] {
    // What is being prepared ends at its next step.
    let progress = preparation.progress.withLock { progress in
      defer { progress = .left }
      return progress
    }
    guard let live else {
      guard case .working(let reason) = progress else { return [] }
      return ["No rival was trained: it was left while still \(reason)."]
    }
    return try lines + live.close()
  }
}

extension RivalPlan {
  /// The run of a rival that has been prepared.
  func start(_ prepared: Prepared) -> TrainingRun.Start {
    .new(
      prepared.configuration,
      directory: URL(fileURLWithPath: directory, isDirectory: true),
      name: Self.name,
      initialPolicy: prepared.initialPolicy
    )
  }
}
