import Foundation
import PongAgents
import PongEngine
import Randomness
import Reinforcement
import Synchronization

/// The benchmarks of the engine and the environment.
enum EngineBenchmarks {
  static let all = [
    Benchmark(name: "rules", unit: "frames", body: rules),
    Benchmark(name: "rgb", unit: "frames", body: rgb),
    Benchmark(name: "difference", unit: "agent steps", body: difference),
    Benchmark(name: "environment", unit: "agent steps", body: environment),
    Benchmark(name: "replay", unit: "frames", body: replay),
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
    play(frames: amount) { _ in }
  }

  /// A frame and its picture in colour.
  private static func rgb(_ amount: Int) -> Int {
    var picture = [UInt8](repeating: 0, count: Picture.width * Picture.height * 3)
    return play(frames: amount) { game in
      picture.withUnsafeMutableBufferPointer { game.drawRGB(into: $0) }
    }
  }

  /// Agent steps of three frames with the sparse difference observation.
  private static func difference(_ amount: Int) -> Int {
    let inputs = randomInputs()
    var game = Game()
    var last = PreprocessedFrame(game)
    return withPixels { pixels in
      for step in 0..<amount {
        let input = inputs[step & 0xFFF]
        var reward: Int16 = 0
        for _ in 0..<3 {
          reward += game.step(right: input).reward
        }
        let frame = PreprocessedFrame(game)
        _ = frame.writeDifference(from: last, into: pixels)
        last = frame
        if reward != 0, game.isOver {
          game = Game()
        }
      }
      return keep(game, amount)
    }
  }

  /// Steps of `Pong-v0` as training plays them, with the difference as tokens.
  private static func environment(_ amount: Int) -> Int {
    var generator = SplitMix64(seed: 1)
    var task = PongTask(PongTask.Settings(), seed: 1)
    let tokens = UnsafeMutablePointer<Int32>.allocate(capacity: task.observationWidth)
    defer { tokens.deallocate() }
    for _ in 0..<amount {
      _ = task.observe(tokens)
      if task.step(generator.integer(below: 2)).status != .running { task.reset() }
    }
    return keep(task.game, amount)
  }

  /// Opens a replay over and over: reads its JSON, plays it, and compares its states.
  private static func replay(_ amount: Int) -> Int {
    let kept = Mutex<Replay?>(nil)
    var series = GameSeries(.computer, FollowerPlayer.contestant, seed: 1)
    series.keep = { _, replay in kept.withLock { $0 = replay } }
    _ = series.play(0)
    guard let data = try? JSONEncoder().encode(kept.withLock { $0 }) else {
      preconditionFailure("a replay can be written")
    }
    var frames = 0
    while frames < amount {
      guard let replay = try? JSONDecoder().decode(Replay.self, from: data) else {
        preconditionFailure("a replay that was written can be read")
      }
      frames += ReplayTrack(replay).frameCount
    }
    return frames
  }

  /// Plays `frames` frames, an action for every four, and shows each to `body`.
  @inline(__always)
  private static func play(frames: Int, _ body: (Game) -> Void) -> Int {
    let inputs = randomInputs()
    var game = Game()
    for frame in 0..<frames {
      let outcome = game.step(right: inputs[frame >> 2 & 0xFFF])
      body(game)
      if outcome.reward != 0, game.isOver {
        game = Game()
      }
    }
    return keep(game, frames)
  }

  /// Calls `body` with room for the pixels of an observation.
  private static func withPixels(_ body: (UnsafeMutablePointer<SparsePixel>) -> Int) -> Int {
    let pixels = UnsafeMutablePointer<SparsePixel>.allocate(
      capacity: PreprocessedFrame.maximumSparsePixels
    )
    defer { pixels.deallocate() }
    return body(pixels)
  }

  private static func randomInputs() -> [PaddleInput] {
    var generator = SplitMix64(seed: 7)
    return (0..<4096).map { _ in PaddleInput(generator.integer(below: 2) == 0 ? .right : .left) }
  }

  /// Returns `amount` in a way that depends on `game`, so that no frame is optimised away.
  private static func keep(_ game: Game, _ amount: Int) -> Int {
    game.hits == 255 && game.ballX == 1 ? amount + 1 : amount
  }
}
