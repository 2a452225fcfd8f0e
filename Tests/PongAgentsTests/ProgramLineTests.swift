import PongEngine
import Testing

@testable import PongAgents

struct ProgramLineTests {
  private func text(_ write: (inout [UInt8]) -> Void) -> String {
    var line: [UInt8] = []
    write(&line)
    return String(decoding: line, as: UTF8.self)
  }

  private func observation(
    _ game: Game,
    frame: Int = 0,
    as observation: ProgramObservation = .registers
  ) -> String {
    text { ProgramLine.appendObservation(of: game, frame: frame, as: observation, to: &$0) }
  }

  /// A game in which the ball is in play.
  private func played(_ frames: Int, rules: Rules = Rules()) -> Game {
    var game = Game(rules: rules)
    for _ in 0..<frames { _ = game.step(right: .idle) }
    return game
  }

  @Test func `the opening names the protocol, the game and what can be seen`() {
    let opening = text { ProgramLine.appendOpening(Rules(mode: .rally, pointsToWin: 5), to: &$0) }
    #expect(
      opening
        == #"{"protocol":1,"mode":"rally","points":5,"observations":["registers","ram","pixels"]}"#
        + "\n"
    )
  }

  @Test func `positions are those of the picture`() throws {
    for (frames, isMirrored) in [(70, false), (101, false), (70, true), (101, true)] {
      let game = isMirrored ? played(frames).mirrored : played(frames)
      var rows: [Int] = []
      game.forEachBallRow(inColumn: game.ballColumn) { rows.append($0) }
      let (x, y) = (game.ballColumn, try #require(rows.min()))
      #expect(
        observation(game, frame: frames)
          == #"{"frame":\#(frames),"ball":[\#(x),\#(y)],"velocity":[\#(isMirrored ? 1 : -1),1],"#
          + #""me":\#(game.batRows(.right).lowerBound),"other":\#(game.batRows(.left).lowerBound),"#
          + #""score":[\#(game.rightScore),\#(game.leftScore)],"serving":false}"# + "\n"
      )
    }
  }

  @Test func `the velocity is what the ball moves by in a frame`() {
    for mode in Rules.Mode.allCases {
      var game = played(60, rules: Rules(mode: mode))
      for frame in 0..<2000 where game.ballIsVisible && game.serveWait == 0 {
        var next = game
        let outcome = next.step(right: PaddleInput(turn: frame % 2 == 0 ? 9000 : -9000, fire: true))
        if outcome.events.isEmpty, next.serveWait == 0 {
          #expect(next.ballTop - game.ballTop == game.ballMotion.rows)
          #expect(next.ballColumn - game.ballColumn == game.ballMotion.columns)
        }
        game = next
      }
    }
  }

  @Test func `there is no ball until it is served, nor after a point`() {
    var game = Game()
    var waits = [0]
    for _ in 0..<800 {
      let line = observation(game)
      let isServing = line.contains(#""serving":true"#)
      #expect(line.contains(#""ball":null,"velocity":null"#) == isServing)
      if isServing { waits[waits.count - 1] += 1 } else if waits.last != 0 { waits.append(0) }
      _ = game.step(right: .idle)
    }
    // 59 frames before the first serve, 63 before each other one.
    #expect(waits.prefix(3) == [59, 63, 63])
  }

  @Test func `RAM goes as hexadecimal digits`() throws {
    let game = played(123)
    let line = observation(game, as: .ram)
    let strings: [Substring] = line.split(separator: "\"")
    let digits = try #require(strings.first { $0.count == 256 })
    let ram = game.ram()
    for (index, byte) in ram.enumerated() {
      let start = digits.index(digits.startIndex, offsetBy: 2 * index)
      #expect(UInt8(digits[start...].prefix(2), radix: 16) == byte)
    }
    #expect(line.hasPrefix(#"{"frame":0,"ram":"c0"#) && line.contains(#","score":["#))
  }

  @Test func `pictures go as base64`() throws {
    let game = played(123)
    let line = observation(game, as: .pixels)
    let strings: [Substring] = line.split(separator: "\"")
    let digits = try #require(strings.max { $0.count < $1.count })
    #expect(digits.count == 8536 && digits.hasSuffix("="))
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var bits = ""
    for digit in digits where digit != "=" {
      let value = try #require(alphabet.firstIndex(of: digit))
      let binary = String(value, radix: 2)
      bits += String(repeating: "0", count: 6 - binary.count) + binary
    }
    let pixels = PreprocessedFrame(game).pixels()
    let expected = pixels.map { "0000000\($0)" }.joined()
    #expect(bits.hasPrefix(expected) && pixels.contains(1))
  }

  @Test func `a seed stands in the line of a game's first decision only if there is one`() {
    let line = text {
      ProgramLine.appendObservation(of: Game(), frame: 0, as: .registers, seed: 7, to: &$0)
    }
    #expect(line.hasSuffix(#","serving":true,"seed":7}"# + "\n"))
    #expect(!observation(Game()).contains("seed"))
  }

  @Test func `the end tells the program's points first`() {
    var game = Game(rules: Rules(pointsToWin: 2))
    while !game.isOver { _ = game.step(right: .idle) }
    let (mine, theirs) = (game.rightScore, game.leftScore)
    let line = text { ProgramLine.appendEnd(of: game, to: &$0) }
    #expect(line == "{\"over\":true,\"score\":[\(mine),\(theirs)]}\n")
  }
}
