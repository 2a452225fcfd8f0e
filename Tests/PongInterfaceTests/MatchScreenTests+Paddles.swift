import PongAgents
import PongEngine
import Testing

@testable import PongInterface

// How people hold the paddles: keys, a pointing device, and who plays with which.

extension MatchScreenTests {
  @Test func `two people hold a bat each`() throws {
    var screen = try screen(left: "human", right: "human")
    // A release tells that the terminal reports releases.
    screen.handle(.key(KeyEvent(.tab, phase: .release)), at: .zero)
    screen.strike(.character("w"))
    screen.strike(.down)
    let before = screen.session.match.game
    screen.run(20)
    #expect(screen.session.match.game.leftPaddle.resistance < before.leftPaddle.resistance)
    #expect(screen.session.match.game.rightPaddle.resistance > before.rightPaddle.resistance)
    screen.handle(.key(KeyEvent(.character("w"), phase: .release)), at: .milliseconds(340))
    screen.run(5, from: 20)
    let held = screen.session.match.game.leftPaddle.resistance
    screen.run(5, from: 25)
    #expect(screen.session.match.game.leftPaddle.resistance == held)
  }

  @Test func `two people without releases start and stop their bats by presses`() throws {
    var screen = try screen(left: "human", right: "human")
    screen.strike(.character("s"))
    screen.strike(.up, at: .milliseconds(10))
    screen.run(12)
    let left = screen.session.match.game.leftPaddle.resistance
    #expect(left > Paddle.centre)
    #expect(screen.session.match.game.rightPaddle.resistance < Paddle.centre)
    screen.strike(.character("s"), at: .milliseconds(200))
    screen.run(10, from: 12)
    #expect(screen.session.match.game.leftPaddle.resistance == left)
  }

  @Test func `a person alone plays with either set of keys, on either side`() throws {
    for key in [Key.up, .character("w"), .character("k")] {
      for (left, right, side) in [("human", "atari", Side.left), ("atari", "human", .right)] {
        var screen = try screen(left: left, right: right)
        screen.strike(key)
        screen.run(6)
        #expect(screen.session.match.game.paddle(side).resistance < Paddle.centre)
      }
    }
  }

  @Test func `Space fires for a person alone`() throws {
    var screen = try screen()
    screen.strike(.character(" "))
    screen.run(2)
    #expect(screen.session.match.game.rightPaddle.fire)
  }

  @Test func `a click takes the mouse, whose row is the bat's`() throws {
    var screen = try screen()
    let court = try #require(screen.layout).court
    func move(_ kind: MouseEvent.Kind, to row: Int) -> InputEvent {
      .mouse(MouseEvent(kind, button: .left, column: court.column + 5, row: row))
    }
    screen.handle(move(.motion, to: court.row + 5), at: .zero)
    screen.run(30)
    #expect(screen.session.match.game.rightPaddle.resistance == Paddle.centre)
    screen.handle(move(.press, to: court.row + 5), at: .zero)
    #expect(screen.settings.input == .mouse)
    for row in [5, 10, 14] {
      screen.handle(move(.motion, to: court.row + row), at: .zero)
      screen.run(30)
      let bat = screen.session.match.game.batRows(.right)
      let pointer =
        CourtView.rows.lowerBound + (2 * row + 1) * CourtView.rows.count / (2 * court.rows)
      #expect(bat.contains(pointer), "row \(row): \(pointer) not in \(bat)")
    }
    screen.handle(move(.press, to: court.row + 5), at: .zero)
    screen.run(1)
    #expect(screen.session.match.game.rightPaddle.fire)
    screen.handle(move(.release, to: court.row + 5), at: .zero)
    screen.run(1)
    #expect(!screen.session.match.game.rightPaddle.fire)
  }

  @Test func `a click shorter than a frame fires for one frame`() throws {
    var screen = try screen { $0.input = .mouse }
    let court = try #require(screen.layout).court
    for kind in [MouseEvent.Kind.press, .release] {
      let event = MouseEvent(kind, button: .left, column: court.column + 5, row: court.row + 5)
      screen.handle(.mouse(event), at: .zero)
    }
    var fired = 0
    for frame in 0..<4 {
      screen.run(1, from: frame)
      if screen.session.match.game.rightPaddle.fire { fired += 1 }
    }
    #expect(1...2 ~= fired)
  }

  @Test func `keys cycle through the input modes and the colours`() throws {
    var screen = try screen()
    let modes: [InputMode] = [.adaptive, .toggle, .mouse, .automatic]
    for (second, mode) in modes.enumerated() {
      screen.strike(.character("i"), at: .seconds(second))
      #expect(screen.settings.input == mode)
    }
    screen.strike(.character("c"))
    #expect(screen.settings.theme == .contrast)
  }

  @Test func `buttons of the status line and of boxes can be clicked`() throws {
    var screen = try screen()
    func click(_ text: String) throws {
      let place = try #require(screen.picture(columns: 80, rows: 24).place(of: text))
      let event = MouseEvent(.press, button: .left, column: place.column, row: place.row)
      screen.handle(.mouse(event), at: .zero)
    }
    try click("p pause")
    #expect(!screen.session.isRunning)
    try click("Enter go on")
    #expect(screen.session.isRunning)
  }

  @Test(arguments: ["atari", "follower", "random"])
  func `somebody who follows the ball with the arrow keys plays a whole game`(bot: String) throws {
    var screen = try screen(left: bot)
    var held: Key?
    for frame in 0..<120_000 where !screen.session.match.isOver {
      let time = Duration.milliseconds(frame * 17)
      let game = screen.session.match.game
      let offset = Int(game.ballY) - 6 - game.rightPaddle.reading
      let wish: Key? = !game.ballIsVisible || abs(offset) < 6 ? nil : offset < 0 ? .up : .down
      if wish != held {
        if let held {
          screen.handle(.key(KeyEvent(held, phase: .release)), at: time)
        }
        if let wish {
          screen.strike(wish, at: time)
        }
        held = wish
      }
      if frame % 400 == 0 {
        screen.strike(.character(" "), at: time)
      }
      screen.tick(at: time)
    }
    #expect(screen.session.match.isOver)
    let result = try #require(screen.session.results.first)
    #expect(max(result.leftScore, result.rightScore) == 21 || result.ending == .timeOut)
    if bot == "random" {
      #expect(result.ending == .won(.right))
    }
  }
}
