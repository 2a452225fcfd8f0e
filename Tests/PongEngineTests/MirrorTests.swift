import Testing

@testable import PongEngine

struct MirrorTests {
  @Test func `mirroring twice changes nothing`() {
    var stream = TestStream(2)
    for rules in Rules.everyVariant {
      var game = Game(rules: rules)
      game.playRandomly(frames: 500, &stream) { _, game in
        if game.mirrored.mirrored != game {
          Issue.record("\(game)")
        }
      }
    }
  }

  @Test func `ball, bats and scores change sides`() {
    var game = Game(rules: Rules(leftHolder: .paddle))
    var stream = TestStream(4)
    game.playRandomly(frames: 3000, &stream) { _, game in
      let mirror = game.mirrored
      if game.ballX != 0 {
        #expect((game.ballColumn + 1 + mirror.ballColumn) % 160 == 159)
      }
      #expect(mirror.rightY == game.leftY && mirror.leftY == game.rightY)
      #expect(mirror.score(.left) == game.score(.right))
    }
  }

  @Test func `everything that a side has is the other side's in the mirror`() {
    var stream = TestStream(7)
    for rules in Rules.everyVariant {
      var game = Game(rules: rules)
      game.playRandomly(frames: 500, &stream) { _, game in
        let mirror = game.mirrored
        let isMirrored =
          zip(Side.allCases, [Side.right, .left]).allSatisfy { side, other in
            mirror.score(side) == game.score(other) && mirror.paddle(side) == game.paddle(other)
              && mirror.rules.batHeight(side) == rules.batHeight(other)
          }
          && mirror.rules.leftHolder == rules.rightHolder
          && mirror.rules.rightHolder == rules.leftHolder
          && mirror.velocityX == 0 &- game.velocityX && mirror.velocityY == game.velocityY
        #expect(isMirrored, "\(game)")
        // Until a side has touched the ball the serve goes left, in the mirror too.
        if game.score(.left) + game.score(.right) > 0 { #expect(mirror.receiver != game.receiver) }
      }
    }
  }

  @Test func `the mirror's RAM has each side's bytes in the other side's places`() {
    var game = Game(rules: Rules(leftHolder: .paddle))
    var stream = TestStream(8)
    game.playRandomly(frames: 2000, &stream) { _, game in
      let (ram, mirrored) = (game.ram(), game.mirrored.ram())
      // Scores, bats, filters, buttons; the tens and ones of the digits.
      let isMirrored = [(13, 14), (50, 51), (59, 60), (63, 64), (69, 71), (73, 75)].allSatisfy {
        mirrored[$0.0] == ram[$0.1] && mirrored[$0.1] == ram[$0.0]
      }
      #expect(isMirrored)
      #expect(mirrored[54] == ram[54] && mirrored[58] == 0 &- ram[58])
    }
  }

  @Test func `the mirror's picture shows each side's digits on the other side`() {
    // The computer scores against a bat that hides at the top.
    var game = Game()
    func digits(_ game: Game, from column: Int) -> [Bool] {
      let gray = game.grayscale()
      return (1..<21).flatMap { row in
        (column..<column + 32).map { gray[row * 160 + $0] != game.colors.background.luminance }
      }
    }
    for _ in 0..<4000 { _ = game.step(right: PaddleInput(.right)) }
    #expect(game.score(.left) >= 10 && game.score(.right) < 10)
    let mirror = game.mirrored
    #expect(digits(mirror, from: 16) == digits(game, from: 96))
    #expect(digits(mirror, from: 96) == digits(game, from: 16))
    #expect(digits(game, from: 16) != digits(game, from: 96))
  }

  @Test(arguments: [3, 6, 10])
  func `mirrored hands play the mirrored rally`(contact: Int) {
    // Two games, one the mirror image of the other, under hands that always meet the ball in the
    // same place, well on the bat. Rows and row artefact may lengthen or shift a contact by a
    // frame; who hits when, how steep the ball leaves and how fast it is stays mirrored.
    var game = Game(rules: Rules(leftHolder: .paddle))
    while game.serveWait > 0 {
      _ = game.step(right: .idle)
    }
    let rally = play(game, contact)
    let mirrored = play(game.mirrored, contact)
    #expect(rally.count == 60)
    #expect(
      rally
        == mirrored.map {
          Contact(side: $0.side.opposite, steepness: $0.steepness, speed: $0.speed)
        }
    )
  }

  private struct Contact: Equatable {
    var side: Side
    var steepness: Int8
    var speed: UInt8
  }

  /// The first 60 contacts after each other, by frames in which the hits are counted up.
  private func play(_ start: Game, _ offset: Int) -> [Contact] {
    var game = start
    var contacts: [Contact] = []
    for _ in 0..<20_000 where contacts.count < 60 {
      hold(&game, offset)
      let events = game.step(left: .idle, right: .idle).events
      for side in Side.allCases where events.contains(.hit(side)) {
        let contact = Contact(
          side: side,
          steepness: game.velocityY,
          speed: game.velocityX.magnitude
        )
        // A bat may touch the ball in several frames; the last one counts.
        if contacts.last?.side == side {
          contacts.removeLast()
        }
        contacts.append(contact)
      }
    }
    return contacts
  }

  /// Puts both bats at once where the ball meets them `contact` above their register.
  private func hold(_ game: inout Game, _ contact: Int) {
    let register = UInt8(max(38, min(204, Int(game.ballY) - contact)))
    let knob = Paddle.resistance(forRegister: Int(register))
    game.setKnob(of: .left, to: knob)
    game.setKnob(of: .right, to: knob)
    game.leftPaddle.filter = register
    game.rightPaddle.filter = register
  }
}
