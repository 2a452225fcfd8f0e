import Foundation
import PongAgents
import PongEngine
import Training

@testable import PongPrograms

/// Programs of a few lines of shell, which every machine has.
enum Shell {
  /// Greets, and answers every decision alike; says nothing after a game.
  static func answering(_ answer: String, greeting: String = #"{"name":"sh","every":2}"#) -> String
  {
    script(
      opening: "echo '\(greeting)'",
      decision: "echo '\(answer)'"
    )
  }

  /// Reads lines, and does something at the opening and at each decision; `$line` is the line and
  /// `$n` the number of the decision, from 1.
  static func script(opening: String, decision: String, end: String = ":") -> String {
    """
    n=0; while read -r line; do case $line in
    *protocol*) \(opening);;
    *over*) \(end);;
    *) n=$((n+1)); \(decision);;
    esac; done
    """
  }
}

/// A game of a program on the right against Atari's computer.
struct ProgramGame {
  let host: ProgramHost
  var match: Match

  init(
    _ command: String,
    pace: ProgramHost.Pace = .lockstep,
    patience: Duration = .seconds(20),
    points: UInt8 = 1
  ) {
    host = ProgramHost(patience: patience)
    let seat = host.contestant(.some, command: command, pace: pace).seat(seed: 1)
    match = Match(rules: Rules(pointsToWin: points), left: .computer, right: seat)
  }

  /// Plays until the game is over, somebody fails, or that many frames have passed.
  mutating func play(frames: Int = 5000) {
    for _ in 0..<frames where !match.isOver && match.failure == nil { _ = match.step() }
  }

  /// What the program has failed with.
  var cause: ProgramFailure.Cause? { host.failure?.cause }
}

extension Choice {
  /// A choice whose words do not matter.
  static let some = Choice(id: "program", title: "Program", detail: "")
}

/// The processes, other than threads, whose command line holds a text.
func processes(naming text: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { entry in
    guard Int(entry) != nil,
      let data = FileManager.default.contents(atPath: "/proc/\(entry)/cmdline")
    else { return false }
    return String(decoding: data, as: UTF8.self).contains(text)
  }
}

/// The parent of a process; `nil` if there is no such process.
func parent(of process: String) -> Int32? {
  guard let data = FileManager.default.contents(atPath: "/proc/\(process)/stat") else { return nil }
  let fields = String(decoding: data, as: UTF8.self).split(separator: ")").last?
    .split(separator: " ")
  return fields.flatMap { Int32($0[1]) }
}
