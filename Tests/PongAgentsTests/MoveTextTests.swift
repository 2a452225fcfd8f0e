import PongEngine
import Randomness
import Testing

@testable import PongAgents

struct MoveTextTests {
  private func input(_ action: Action) -> PaddleMove { PaddleMove(input: PaddleInput(action)) }

  @Test func `runs of equal moves are one token`() {
    let moves =
      Array(repeating: PaddleMove(), count: 12) + Array(repeating: input(.right), count: 3)
      + [input(.rightFire), input(.left), input(.leftFire), input(.fire)]
    #expect(MoveText.text(moves) == ".x12^x3^!__!.!")
  }

  @Test func `a pointing device's places are two digits, other numbers are whole`() throws {
    let moves = [
      PaddleMove(knob: Paddle.resistance(forRegister: 38 + 2 * 83)),
      PaddleMove(knob: Paddle.resistance(forRegister: 38), input: PaddleInput(.left)),
      PaddleMove(knob: 408_823),
      PaddleMove(input: PaddleInput(turn: -35, fire: true)),
      PaddleMove(input: PaddleInput(turn: .max)),
    ]
    let text = "#2B.#00_@8RG7.*-Z!*ZIK0ZJ"
    #expect(MoveText.text(moves) == text)
    #expect(try MoveText.moves(text, count: 5) == moves)
  }

  @Test func `what is written is read again`() throws {
    var generator = SplitMix64(seed: 3)
    for _ in 0..<200 {
      let moves = (0..<50).map { _ in
        let turn = [0, 23_000, -23_000, Int32(truncatingIfNeeded: generator.next() >> 34)]
        let knobs = [
          nil, nil, Paddle.resistance(forRegister: 38 + 2 * generator.integer(below: 84)),
          27_450 + Int32(generator.integer(below: 700_000)),
        ]
        return PaddleMove(
          knob: knobs[generator.integer(below: 4)],
          input: PaddleInput(
            turn: turn[generator.integer(below: 4)],
            fire: generator.next() & 1 == 0
          )
        )
      }
      #expect(try MoveText.moves(MoveText.text(moves), count: moves.count) == moves)
    }
  }

  @Test(arguments: [
    ("?", "not a move at character 1"), (".x0", "not a number of frames at character 3"),
    (".x", "not a number of frames at character 3"), ("#2C.", "not a knob at character 2"),
    ("#2", "not a knob at character 2"), ("@1.", "not a knob at character 3"),
    ("*ZZZZZZZZZ", "not a turn at character 8"), ("#00", "not a move at character 4"),
    (".x4", "more than the 3 moves that there are frames"), ("^", "1 moves for 3 frames"),
    ("^x9999999999", "not a number of frames at character 3"), ("é", "not a move at character 1"),
  ])
  func `says what is wrong and where`(text: String, error: String) {
    #expect(throws: ReplayError(error)) { try MoveText.moves(text, count: 3) }
  }
}
