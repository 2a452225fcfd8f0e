import ArgumentParser
import Foundation
import PongAgents
import PongEngine
import PongTerminal

/// `pong trace`: replays recorded actions, so that anyone can hold the engine against ALE.
struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Replay the actions of a recorded game and print what the engine makes of them.",
    discussion: """
      FILE is a CSV with a column "action" whose first line is the reset (-1). Without \
      --environment an action is one of ALE's numbers 0 to 17 and lasts one frame; with it, one \
      of gym's numbers 0 to 5 and lasts one step of that environment. Lines that begin with # \
      are comments. "-" reads standard input. A recording has at most \
      \(ActionTable.maximumCount) actions.

      EXAMPLES
        pong trace game.csv
        pong trace --mode 1 --difficulty 2 game.csv
        pong trace --environment Pong-v0 --seed 7 episode.csv
      """
  )

  @Argument(help: "The recording, or - for standard input.", completion: .file())
  var file: String

  @Option(
    help: "ALE's mode: 0 the classic game, 1 faster at every fourth hit.",
    completion: .list(["0", "1"])
  )
  var mode = 0

  @Option(
    help: "ALE's difficulty, 0 to 3: bit 0 a small left bat, bit 1 a small right one.",
    completion: .list(["0", "1", "2", "3"])
  )
  var difficulty = 0

  @Option(
    help: "Replay as steps of this environment, as in Pong-v0 or ALE/Pong-v5.",
    completion: .environment
  )
  var environment: String?

  @Option(help: "The seed of the environment's reset.")
  var seed: UInt64 = 0

  func validate() throws {
    guard Rules.Mode(rawValue: UInt8(clamping: mode)) != nil, mode >= 0 else {
      throw ValidationError("--mode is 0 or 1, not \(mode).")
    }
    guard 0...3 ~= difficulty else {
      throw ValidationError("--difficulty is 0, 1, 2 or 3, not \(difficulty).")
    }
    _ = try environment.map { try EnvironmentID(named: $0) }
  }

  func run() throws {
    let rules = Rules(mode: mode == 1 ? .rally : .classic, difficulty: UInt8(difficulty))
    var output = LineWriter()
    if let id = try environment.map({ try EnvironmentID(named: $0) }) {
      let actions = try ActionTable.read(file, numbering: Action.minimal)
      try output.write(EnvironmentTrace.header)
      try EnvironmentTrace.replay(actions, in: id, rules: rules, seed: seed) { line in
        try output.write(line)
      }
    } else {
      let actions = try ActionTable.read(file, numbering: Action.allCases)
      try output.write(FrameTrace.header)
      try FrameTrace.replay(actions, rules: rules) { try output.write($0) }
    }
    try output.flush()
  }
}

/// Writes lines to standard output in large pieces.
private struct LineWriter {
  private var pending: [UInt8] = []

  mutating func write(_ line: String) throws {
    pending.append(contentsOf: line.utf8)
    pending.append(0x0A)
    if pending.count > 1 << 16 {
      try flush()
    }
  }

  mutating func flush() throws {
    StandardStream.output.write(String(decoding: pending, as: UTF8.self))
    if let failure = CommandError.lostOutput { throw failure }
    pending.removeAll(keepingCapacity: true)
  }
}
