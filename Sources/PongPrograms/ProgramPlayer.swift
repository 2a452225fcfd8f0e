import CProcess
public import PongAgents
public import PongEngine
import Randomness

/// A program at a paddle; copies share the program and the game it plays.
public struct ProgramPlayer: Player {
  private let seat: ProgramSeat

  /// Seats a program; it is started when its first game begins.
  ///
  /// - Parameters:
  ///   - command: What a shell is to run.
  ///   - pace: Whether a game waits for it.
  ///   - seed: The seed of its games' seeds, for programs that ask for one.
  ///   - host: Who starts and ends it.
  init(_ command: String, pace: ProgramHost.Pace, seed: UInt64, host: ProgramHost) {
    seat = ProgramSeat(command, pace: pace, seed: seed, host: host)
  }

  /// What the program does: what it has answered last.
  public mutating func input(seeing view: Game) -> PaddleInput { seat.input(seeing: view) }

  /// Whether the program is asked before the next frame.
  public var isDeciding: Bool { seat.isDeciding }

  /// Tells the program the score.
  public mutating func endGame(seeing view: Game) { seat.endGame(seeing: view) }

  /// Begins a new game with the next frame.
  public mutating func prepareForNewGame() { seat.leaveGame() }

  /// Why this program, or another one of the same host, cannot go on.
  public var failure: (any Error)? { seat.host.failure }

  /// What the program calls itself, once it has said so.
  public var name: String? { seat.name }

  /// A program is told of a game from its first frame on.
  public var joinsLate: Bool { false }
}

/// The game of one program.
///
/// It is used by whoever plays the game, one thread at a time, which makes this class Sendable.
private final class ProgramSeat: @unchecked Sendable {
  /// What has been asked and not been answered yet.
  private enum Question {
    case greeting
    case move
  }

  let host: ProgramHost
  private(set) var name: String?

  private let command: String
  private let pace: ProgramHost.Pace
  /// How long the program may answer nothing, in nanoseconds.
  private let patience: Int64
  private var seeds: SplitMix64

  /// The process, while a game goes on.
  private var process: ProgramProcess?
  private var greeting = ProgramReply.Greeting()
  private var question: Question?
  private var askedAt: Int64 = 0
  private var frame = 0
  /// The frames that the last decision is to last for.
  private var framesLeft = 0
  private var held = PaddleInput.idle
  private var lastView: Game?
  private var line: [UInt8] = []

  /// How long a frame of a live game waits for an answer, in nanoseconds: a third of a frame.
  private static let liveWait: Int64 = 5_000_000

  /// The characters of a name that are shown.
  private static let longestName = 20

  init(_ command: String, pace: ProgramHost.Pace, seed: UInt64, host: ProgramHost) {
    self.command = command
    self.pace = pace
    seeds = SplitMix64(seed: seed)
    self.host = host
    let (seconds, attoseconds) = host.patience.components
    patience = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }

  deinit { leaveGame() }

  var isDeciding: Bool { framesLeft <= 0 }

  // MARK: Frames

  func input(seeing view: Game) -> PaddleInput {
    guard host.failure == nil, !view.isOver else { return .idle }
    do throws(ProgramFailure) {
      try play(view)
    } catch {
      fail(error)
    }
    return held
  }

  private func play(_ view: Game) throws(ProgramFailure) {
    let wasAsked = question != nil
    if process == nil { try begin(view) }
    try takeAnswer(view, waiting: wasAsked ? 0 : Self.liveWait)
    if question == nil, framesLeft <= 0 {
      // In a live game an answer that is late has cost its decision as many frames.
      framesLeft = greeting.frames
      line.removeAll(keepingCapacity: true)
      ProgramLine.appendObservation(
        of: view,
        frame: frame,
        as: greeting.observation,
        seed: lastView == nil && greeting.wantsSeed ? nextSeed() : nil,
        to: &line
      )
      lastView = view
      try ask(.move)
      try takeAnswer(view, waiting: Self.liveWait)
    }
    lastView = lastView == nil ? nil : view
    framesLeft -= 1
    frame += 1
  }

  private func begin(_ view: Game) throws(ProgramFailure) {
    (frame, framesLeft, held, lastView) = (0, 0, .idle, nil)
    try open(host.takeProcess(for: command), view)
  }

  private func open(_ process: ProgramProcess, _ view: Game) throws(ProgramFailure) {
    self.process = process
    process.games += 1
    line.removeAll(keepingCapacity: true)
    ProgramLine.appendOpening(view.rules, to: &line)
    try ask(.greeting)
  }

  private func ask(_ question: Question) throws(ProgramFailure) {
    try process?.say(line, asks: true)
    self.question = question
    askedAt = pace == .live ? cp_now() : 0
  }

  /// Takes the answer that is awaited, if any: in lockstep it is waited for as long as it may take.
  ///
  /// - Parameters:
  ///   - view: The game.
  ///   - liveWait: How long to wait in a live game.
  /// - Throws: If the program has had its time, or says what it must not.
  private func takeAnswer(_ view: Game, waiting liveWait: Int64) throws(ProgramFailure) {
    while let question, let process {
      let wait = pace == .live ? liveWait : patience
      let isAnswered: Bool
      switch question {
      case .greeting: isAnswered = try hearGreeting(process, within: wait, view)
      case .move:
        let input = try process.hear(within: wait) { line throws(ProgramReply.Fault) in
          try ProgramReply.input(line: line)
        }
        held = input ?? held
        isAnswered = input != nil
      }
      // Another process may have taken over.
      guard self.process === process else { continue }
      guard !isAnswered else {
        self.question = nil
        return
      }
      if pace == .live, cp_now() - askedAt < patience { return }
      throw process.failure(.silent(host.patience))
    }
  }

  /// Hears what the program says of itself, and returns whether it has said it.
  private func hearGreeting(
    _ process: ProgramProcess,
    within wait: Int64,
    _ view: Game
  ) throws(ProgramFailure) -> Bool {
    do throws(ProgramFailure) {
      let answer = try process.hear(within: wait) { line throws(ProgramReply.Fault) in
        try ProgramReply.Greeting(line: line)
      }
      guard let answer else { return false }
      greeting = answer
      name = answer.name.flatMap { $0.isEmpty ? nil : String($0.prefix(Self.longestName)) }
      return true
    } catch {
      // It may have had enough after its last game.
      guard process.games > 1, error.cause == .exited(0) else { throw error }
      host.discard(process)
      try open(host.takeProcess(for: command, fresh: true), view)
      return false
    }
  }

  /// A seed for a game, in 32 bits that every language's numbers hold.
  private func nextSeed() -> UInt32 {
    UInt32(truncatingIfNeeded: seeds.next() >> 32)
  }

  // MARK: Ends

  func endGame(seeing view: Game) {
    guard let process else { return }
    self.process = nil
    question = nil
    guard host.failure == nil else {
      host.discard(process)
      return
    }
    process.forgetQuestion()
    line.removeAll(keepingCapacity: true)
    ProgramLine.appendEnd(of: view, to: &line)
    do throws(ProgramFailure) {
      try process.say(line, asks: false)
      host.giveBack(process)
    } catch {
      self.process = process
      fail(error)
    }
  }

  /// Ends a game that has not come to its end.
  func leaveGame() {
    guard let process else { return }
    if let lastView {
      endGame(seeing: lastView)
    } else {
      self.process = nil
      question = nil
      host.discard(process)
    }
  }

  private func fail(_ failure: ProgramFailure) {
    if let process { host.discard(process) }
    process = nil
    question = nil
    held = .idle
    host.report(failure)
  }
}
