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
          Contact(side: $0.side == .left ? .right : .left, steepness: $0.steepness, speed: $0.speed)
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
