import PongAgents
import PongEngine
import Randomness

/// The benchmarks of the engine and the environment.
enum EngineBenchmarks {
  static let all = [
    Benchmark(name: "rules", unit: "frames", body: rules),
    Benchmark(name: "rgb", unit: "frames", body: rgb),
    Benchmark(name: "difference", unit: "agent steps", body: difference),
    Benchmark(name: "environment", unit: "agent steps", body: environment),
  ]

  /// A hash of seeded games: it moves if, and only if, the behaviour of the engine does.
  static func signature() -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func mix(_ byte: UInt8) {
      // FNV-1a, because the standard library's hashes differ from process to process.
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    for mode in Rules.Mode.allCases {
      for difficulty in UInt8(0)..<4 {
        var game = Game(rules: Rules(mode: mode, difficulty: difficulty))
        var generator = SplitMix64(seed: UInt64(difficulty))
        for _ in 0..<5000 {
          let action = Action.minimal[Int(generator.next() % 6)]
          _ = game.step(right: PaddleInput(action))
          for byte in game.ram() {
            mix(byte)
          }
        }
      }
    }
    return hash
  }

  /// Rules only: one frame after the other with changing actions.
  private static func rules(_ amount: Int) -> Int {
    let inputs = randomInputs()
    var game = Game()
    for frame in 0..<amount {
      _ = game.step(right: inputs[frame / 3 & 0xFFF])
      if game.isOver {
        game = Game()
      }
    }
    return keep(game, amount)
  }

  /// A frame and its picture in colour.
  private static func rgb(_ amount: Int) -> Int {
    let inputs = randomInputs()
    var game = Game()
    var picture = [UInt8](repeating: 0, count: Picture.width * Picture.height * 3)
    for frame in 0..<amount {
      _ = game.step(right: inputs[frame / 3 & 0xFFF])
      picture.withUnsafeMutableBufferPointer { game.drawRGB(into: $0) }
      if game.isOver {
        game = Game()
      }
    }
    return keep(game, amount)
  }

  /// Agent steps of three frames with the sparse difference observation.
  private static func difference(_ amount: Int) -> Int {
    let inputs = randomInputs()
    var game = Game()
    var last = PreprocessedFrame(game)
    var total = 0
    return withUnsafeTemporaryAllocation(
      of: SparsePixel.self,
      capacity: PreprocessedFrame.maximumSparsePixels
    ) { pixels in
      guard let pixels = pixels.baseAddress else {
        return 0
      }
      for step in 0..<amount {
        let input = inputs[step & 0xFFF]
        for _ in 0..<3 {
          _ = game.step(right: input)
        }
        let frame = PreprocessedFrame(game)
        total &+= frame.writeDifference(from: last, into: pixels)
        last = frame
        if game.isOver {
          game = Game()
        }
      }
      return keep(game, amount + (total == .min ? 1 : 0))
    }
  }

  /// Steps of `Pong-v0` with gymnasium's random streams and the difference as observation.
  private static func environment(_ amount: Int) -> Int {
    var generator = SplitMix64(seed: 1)
    var environment = AtariEnvironment<GymStreams>(.pongV0, seed: 1)
    var last = PreprocessedFrame(environment.game)
    var total = 0
    return withUnsafeTemporaryAllocation(
      of: SparsePixel.self,
      capacity: PreprocessedFrame.maximumSparsePixels
    ) { pixels in
      guard let pixels = pixels.baseAddress else {
        return 0
      }
      for _ in 0..<amount {
        let result = environment.step(generator.next() >> 63 == 0 ? .right : .left)
        let frame = PreprocessedFrame(environment.game)
        total &+= frame.writeDifference(from: last, into: pixels)
        last = frame
        if result.isLast {
          environment.reset()
        }
      }
      return keep(environment.game, amount + (total == .min ? 1 : 0))
    }
  }

  private static func randomInputs() -> [PaddleInput] {
    var generator = SplitMix64(seed: 7)
    return (0..<4096).map { _ in PaddleInput(generator.next() >> 63 == 0 ? .right : .left) }
  }

  /// Returns `amount` in a way that depends on `game`, so that no frame is optimised away.
  private static func keep(_ game: Game, _ amount: Int) -> Int {
    game.hits == 255 && game.ballX == 1 ? amount + 1 : amount
  }
}
