import Foundation
import PongAgents
import PongEngine
import Testing
import Training

@testable import PongPrograms

struct ProgramFaultTests {
  private static let greeting = #"echo '{"every":1}'"#

  @Test(arguments: [
    ("exit 3", ProgramFailure.Cause.exited(3)),
    ("pong-no-such-program", .exited(127)),
    ("kill -9 $$", .killed(9)),
    (Shell.script(opening: "exit 0", decision: ":"), .exited(0)),
    (
      Shell.script(opening: greeting, decision: "[ $n = 5 ] && exit 4; echo '{\"turn\":0}'"),
      .exited(4)
    ),
    (Shell.script(opening: greeting, decision: "exec >&-; sleep 60"), .closedOutput),
    (
      "exec cat",
      .nonsense(
        .notOneMove,
        line:
          #"{"frame":0,"ball":null,"velocity":null,"me":96,"other":7,"score":[0,0],"serving":true}"#
      )
    ),
    ("yes x | tr -d '\\n'", .endlessLine(1 << 16)),
    (
      Shell.script(opening: greeting, decision: "echo hello"),
      .nonsense(.notAnObject, line: "hello")
    ),
    (
      Shell.answering(#"{"action":"FLY"}"#),
      .nonsense(.unknownAction("FLY"), line: #"{"action":"FLY"}"#)
    ),
    (
      Shell.answering("{}", greeting: #"{"every":17}"#),
      .nonsense(.badFrames, line: #"{"every":17}"#)
    ),
    (
      Shell.script(opening: greeting, decision: "echo '{\"turn\":0}'; echo '{\"turn\":0}'"),
      .unasked(#"{"turn":0}"#)
    ),
  ])
  func `a program that fails is named with what was wrong`(
    command: String,
    cause: ProgramFailure.Cause
  ) throws {
    var game = ProgramGame(command)
    game.play()
    let failure = try #require(game.host.failure)
    #expect(failure.cause == cause)
    #expect(failure.command == command)
    #expect(failure.description.hasPrefix("The program \""))
    #expect(!failure.description.contains { $0.isASCII && $0 < " " && $0 != "\n" })
    #expect((game.match.failure as? ProgramFailure) == failure)
  }

  @Test(arguments: ["sleep 60", Shell.script(opening: greeting, decision: "sleep 60")])
  func `a silent program has its time, and no more`(command: String) {
    var game = ProgramGame(command, patience: .milliseconds(250))
    let took = ContinuousClock().measure { game.play() }
    #expect(game.cause == .silent(.milliseconds(250)))
    #expect(took > .milliseconds(240) && took < .seconds(15))
    #expect(game.host.failure?.description.contains("has answered nothing for 0.25 s") == true)
  }

  @Test func `the last lines of standard error are told, and can do nothing to a terminal`() throws
  {
    let noise = "i=0; while [ $i -lt 3000 ]; do echo line $i >&2; i=$((i+1)); done"
    var game = ProgramGame(noise + #"; printf '\033[2J\007last\n' >&2; exit 1"#)
    game.play()
    let failure = try #require(game.host.failure)
    #expect(failure.lastWords.count == 8 && failure.lastWords.last == "\u{1B}[2J\u{7}last")
    #expect(failure.lastWords.first == "line 2993")
    #expect(failure.description.hasSuffix("\n  \u{FFFD}[2J\u{FFFD}last"))
  }

  @Test func `a program that talks on standard error all the time plays on`() {
    let command = Shell.script(
      opening: Self.greeting,
      decision: "printf '%01000d' 1 >&2; echo '{\"action\":\"NOOP\"}'"
    )
    var game = ProgramGame(command)
    game.play(frames: 400)
    #expect(game.match.failure == nil)
  }

  @Test
  func `one that ends after each game is started for the next, one that fails then has failed`() {
    for (status, isFine) in [(Int32(0), true), (1, false)] {
      var game = ProgramGame(
        Shell.script(
          opening: #"echo '{"every":16}'"#,
          decision: #"echo '{"turn":0}'"#,
          end: "exit \(status)"
        )
      )
      for _ in 0..<3 {
        game.play()
        guard game.match.failure == nil else { break }
        #expect(game.match.isOver)
        game.match.restart()
      }
      game.play(frames: 10)
      #expect(game.cause == (isFine ? nil : .exited(status)))
    }
  }

  @Test func `an evaluation ends when a program does`() {
    let host = ProgramHost()
    let command = Shell.script(
      opening: Self.greeting,
      decision: "[ $n = 50 ] && exit 5; echo '{\"turn\":0}'"
    )
    let evaluation = Evaluation(
      environment: .pongV0,
      left: host.contestant(.some, command: command),
      right: RandomPlayer.contestant,
      seed: 0
    )
    let took = ContinuousClock().measure {
      _ = evaluation.run(300, on: ThreadPool(workerCount: 3))
    }
    #expect(host.failure?.cause == .exited(5))
    #expect(took < .seconds(60))
  }

  @Test func `many play at once, are used again, and nobody is left behind`() throws {
    let mark = "pong-mark-\(UUID().uuidString)"
    let host = ProgramHost()
    // The shell has started another one, which outlives it.
    let command = "sh -c 'sleep 300; : \(mark)' & " + Shell.answering(#"{"turn":0}"#)
    let program = host.contestant(.some, command: command)
    let task = PongTask.Settings(league: League(program))
    var environments = (0..<24).map { PongTask(task, seed: UInt64($0)) }
    for _ in 0..<3 {
      for index in environments.indices {
        for _ in 0..<4 { _ = environments[index].step(0) }
        environments[index].reset()
      }
    }
    #expect(host.failure == nil)
    // A seat is taken when it first plays: no more processes than games at once.
    let running = try processes(naming: mark)
    #expect(!running.isEmpty && running.count <= 2 * 24)
    environments = []
    host.end()
    let clock = ContinuousClock()
    let began = clock.now
    while try !processes(naming: mark).isEmpty, clock.now - began < .seconds(20) { usleep(1000) }
    #expect(try processes(naming: mark) == [])
    // No zombie of ours either; what its parent has left behind is not ours.
    #expect(running.allSatisfy { parent(of: $0) != getpid() })
  }

  @Test func `an episode is played again with a program that answers alike`() {
    let host = ProgramHost()
    let command = Shell.answering(#"{"action":"RIGHT"}"#)
    let task = PongTask.Settings(
      league: League(host.contestant(.some, command: command))
    )
    var played = PongTask(task, seed: 4)
    played.reset()
    for index in 0..<300 { _ = played.step(index % 2) }
    var other = PongTask(task, seed: 9)
    let isRestored = other.restore(played.snapshot)
    #expect(isRestored)
    #expect(other.game == played.game)
  }
}
