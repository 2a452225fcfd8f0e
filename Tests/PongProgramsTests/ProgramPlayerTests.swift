import Foundation
import PongAgents
import PongEngine
import Testing
import Training

@testable import PongPrograms

struct ProgramPlayerTests {
  @Test func `a program's answers move the bat as a joystick's do`() {
    var game = ProgramGame(Shell.answering(#"{"action":"RIGHT"}"#), points: 3)
    var reference = Game(rules: game.match.game.rules)
    for _ in 0..<300 {
      _ = game.match.step()
      _ = reference.step(right: PaddleInput(.right))
      #expect(game.match.game == reference)
    }
    #expect(game.match.failure == nil)
    #expect(game.match.right.name == "sh")
  }

  @Test func `a decision lasts for as many frames as the program said`() {
    // Up at every odd decision, down at every even one.
    let command = Shell.script(
      opening: #"echo '{"every":3}'"#,
      decision:
        #"if [ $((n%2)) = 1 ]; then echo '{"action":"RIGHT"}'; else echo '{"turn":23000}'; fi"#
    )
    var game = ProgramGame(command)
    var resistances: [Int32] = []
    for _ in 0..<12 {
      #expect(game.match.isDeciding(.right) == resistances.count.isMultiple(of: 3))
      _ = game.match.step()
      resistances.append(game.match.game.rightPaddle.resistance)
    }
    let (c, u) = (Paddle.centre, Paddle.unitsPerFrame)
    #expect(resistances[..<6] == [c - u, c - 2 * u, c - 3 * u, c - 2 * u, c - u, c])
    #expect(resistances[6...] == resistances[..<6])
  }

  @Test func `a game begins, goes on and ends with the protocol's lines`() throws {
    let log = NSTemporaryDirectory() + "pong-lines-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: log) }
    let command =
      "log='\(log)'; "
      + Shell.script(
        opening: #"echo "$line" >> $log; echo '{"every":16,"seed":true}'"#,
        decision: #"echo "$line" >> $log; echo '{"action":"NOOP"}'"#,
        end: #"echo "$line" >> $log"#
      )
    var game = ProgramGame(command, points: 2)
    game.play()
    #expect(game.match.isOver)
    let score = "[\(game.match.game.rightScore),\(game.match.game.leftScore)]"
    game.match.restart()
    game.play(frames: 20)
    game.host.end()
    let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
    let opening =
      #"{"protocol":1,"mode":"classic","points":2,"observations":["registers","ram","pixels"]}"#
    #expect(lines.first == opening[...])
    // The registers 0x6D and 0x16 of a reset are rows 96 and 7; the bat at rest stays.
    let first =
      #"{"frame":0,"ball":null,"velocity":null,"me":96,"other":7,"score":[0,0],"#
      + #""serving":true,"seed":"#
    #expect(lines[1].hasPrefix(first))
    #expect(lines[2].hasPrefix(#"{"frame":16,"ball":null,"velocity":null,"me":96,"#))
    let end = try #require(lines.firstIndex { $0.contains("over") })
    #expect(lines[end] == "{\"over\":true,\"score\":\(score)}")
    #expect(lines[end + 1] == opening[...] && lines[end + 2].hasPrefix(#"{"frame":0,"#))
    // Each game has a seed of its own, said once.
    #expect(lines.filter { $0.contains("seed") }.count == 2)
    #expect(Set(lines.filter { $0.contains("seed") }).count == 2)
  }

  @Test func `what a program that sits on the left sees is mirrored, and so is the end`() throws {
    let log = NSTemporaryDirectory() + "pong-mirror-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: log) }
    let command = Shell.script(
      opening: #"echo '{"every":16}'"#,
      decision: #"echo '{"action":"NOOP"}'"#,
      end: "echo \"$line\" >> '\(log)'"
    )
    let host = ProgramHost()
    let seat = host.contestant(.some, command: command).seat(seed: 1)
    var match = Match(rules: Rules(pointsToWin: 2), left: seat, right: .computer)
    while !match.isOver, match.failure == nil { _ = match.step() }
    host.end()
    let (mine, theirs) = (match.game.leftScore, match.game.rightScore)
    #expect(
      try String(contentsOfFile: log, encoding: .utf8)
        == "{\"over\":true,\"score\":[\(mine),\(theirs)]}\n"
    )
  }

  @Test func `the same answers give the same games for any number of threads`() {
    let host = ProgramHost()
    // Its own chance begins anew with the game's seed.
    let command = Shell.script(
      opening: #"echo '{"every":8,"seed":true}'"#,
      decision: #"""
        case $line in *seed*) s=${line##*seed\":}; s=${s%\}};; esac
        s=$(((s*1103515245+12345)%2147483648))
        if [ $((s/65536%2)) = 0 ]; then echo '{"action":"RIGHT"}'; else echo '{"action":"LEFT"}'; fi
        """#
    )
    let program = host.contestant(.some, command: command)
    let evaluation = Evaluation(environment: .pongV0, left: program, right: program, seed: 3)
    var short = evaluation
    short.maximumLength = 200
    let one = short.run(6, on: ThreadPool(workerCount: 1))
    #expect(short.run(6, on: ThreadPool(workerCount: 3)) == one)
    #expect(Set(one).count > 1 && host.failure == nil)
  }

  // MARK: Live

  @Test func `in a live game a late answer costs no time, and the last one holds`() {
    let command = Shell.script(
      opening: #"echo '{"every":1}'"#,
      decision: #"[ $n -gt 3 ] && sleep 3; echo '{"action":"RIGHT"}'"#
    )
    var game = ProgramGame(command, pace: .live, points: 21)
    let clock = ContinuousClock()
    let began = clock.now
    while game.match.game.rightPaddle.resistance == Paddle.centre, clock.now - began < .seconds(20)
    {
      step(&game)
    }
    var longest = Duration.zero
    let start = game.match.game.rightPaddle.resistance
    for _ in 0..<12 { longest = max(longest, clock.measure { step(&game) }) }
    #expect(longest < .seconds(1))
    #expect(game.match.game.rightPaddle.resistance == start - 12 * Paddle.unitsPerFrame)
    #expect(game.match.failure == nil)
  }

  @Test func `in a live game too a program may be silent for a while only`() {
    let command = Shell.script(opening: #"echo '{"every":1}'"#, decision: "sleep 60")
    var game = ProgramGame(command, pace: .live, patience: .milliseconds(300), points: 21)
    let clock = ContinuousClock()
    let began = clock.now
    while game.match.failure == nil, clock.now - began < .seconds(20) { step(&game) }
    #expect(game.cause == .silent(.milliseconds(300)))
  }

  @Test func `an answer that comes after its game is over is not the next game's`() {
    let command = Shell.script(
      opening: #"echo '{"name":"'$n'"}'"#,
      decision: #"[ $n = 1 ] && sleep 0.5; echo '{"action":"NOOP"}'"#
    )
    var game = ProgramGame(command, pace: .live, points: 21)
    let clock = ContinuousClock()
    let began = clock.now
    func wait(for name: String) {
      while game.match.right.name != name, game.match.failure == nil,
        clock.now - began < .seconds(20)
      {
        step(&game)
      }
      #expect(game.match.right.name == name)
    }
    wait(for: "0")
    step(&game)
    game.match.restart()
    wait(for: "1")
    for _ in 0..<20 { step(&game) }
    #expect(game.match.failure == nil)
  }

  /// Plays a frame, somewhat faster than a clock would.
  private func step(_ game: inout ProgramGame) {
    _ = game.match.step()
    usleep(2000)
  }
}
