import CProcess
import Glibc
public import PongAgents
import Synchronization

/// Starts programs, seats them, and sees to it that none is left behind.
///
/// A seat has a process to itself while a game goes on. After the game the process waits for the next
/// one, of whatever seat that is: as many processes run as games have gone on at once.
public final class ProgramHost: Sendable {
  /// Who waits for whom.
  public enum Pace: Hashable, Sendable {
    /// The game waits for each answer: the same answers give the same game.
    case lockstep
    /// The game goes on; until an answer comes the last one holds.
    case live
  }

  /// How long a program may answer nothing.
  public static let usualPatience = Duration.seconds(5)

  /// How long a program may answer nothing.
  let patience: Duration

  private struct State {
    /// Those that wait for a game, by command.
    var idle: [String: [ProgramProcess]] = [:]
    /// All that run.
    var all: [ObjectIdentifier: ProgramProcess] = [:]
    var failure: ProgramFailure?
  }

  private let state = Mutex(State())
  private let hasFailed = Atomic<Bool>(false)

  /// How long programs may take to end by themselves, in milliseconds.
  private static let timeToEnd = 500

  /// Makes a host.
  ///
  /// - Parameter patience: How long a program may answer nothing.
  public init(patience: Duration = usualPatience) {
    self.patience = patience
  }

  deinit { end() }

  /// Why the first of the programs could not go on; `nil` while all can.
  ///
  /// From then on all programs of the host hold still, so that whoever plays with them soon comes
  /// to look here.
  public var failure: ProgramFailure? {
    guard hasFailed.load(ordering: .acquiring) else { return nil }
    return state.withLock { $0.failure }
  }

  /// A program as somebody who can hold paddles.
  ///
  /// - Parameters:
  ///   - choice: How people choose it.
  ///   - command: What a shell is to run.
  ///   - pace: Whether a game waits for it.
  /// - Returns: The contestant.
  public func contestant(_ choice: Choice, command: String, pace: Pace = .lockstep) -> Contestant {
    Contestant(choice) { [self] seed, _ in
      .player(ProgramPlayer(command, pace: pace, seed: seed, host: self))
    }
  }

  /// Ends all programs: they are told that nothing comes any more, and after a moment killed with
  /// whatever they have started.
  public func end() {
    let running = state.withLock { state in
      defer { (state.idle, state.all) = ([:], [:]) }
      return Array(state.all.values)
    }
    var left = running
    for process in left { process.closeInput() }
    for _ in 0..<Self.timeToEnd where !left.isEmpty {
      left.removeAll { $0.end(forcibly: false) }
      if !left.isEmpty { usleep(1000) }
    }
    for process in left { process.end(forcibly: true) }
  }

  // MARK: Processes

  /// A process for a game: one that waits for a game, or a new one.
  func takeProcess(for command: String, fresh: Bool = false) throws(ProgramFailure)
    -> ProgramProcess
  {
    while !fresh, let process = state.withLock({ $0.idle[command]?.popLast() }) {
      guard let ending = process.ending else { return process }
      let failure = process.failure(ending)
      discard(process)
      // It may have had enough after a game.
      guard ending == .exited(0) else { throw failure }
    }
    let process = try ProgramProcess(command)
    state.withLock { $0.all[ObjectIdentifier(process)] = process }
    return process
  }

  /// Takes a process back after a game.
  func giveBack(_ process: ProgramProcess) {
    state.withLock { state in
      guard state.all[ObjectIdentifier(process)] != nil else { return }
      state.idle[process.command, default: []].append(process)
    }
  }

  /// Ends a process that is of no more use.
  func discard(_ process: ProgramProcess) {
    _ = state.withLock { $0.all.removeValue(forKey: ObjectIdentifier(process)) }
    process.end(forcibly: true)
  }

  /// Takes up that a program could not go on.
  func report(_ failure: ProgramFailure) {
    state.withLock { $0.failure = $0.failure ?? failure }
    hasFailed.store(true, ordering: .releasing)
  }
}
