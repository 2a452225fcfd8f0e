import Foundation
import NeuralNetwork
import PongAgents
import Randomness
import Reinforcement
import Training

/// The benchmarks of the network and of training, with the article's sizes.
enum LearningBenchmarks {
  static let all = [
    Benchmark(name: "forward", unit: "samples") { Samples.shared.pass($0, isBackward: false) },
    Benchmark(name: "gradient", unit: "samples") { Samples.shared.pass($0, isBackward: true) },
    Benchmark(name: "optimizer", unit: "Adam steps") { Samples.shared.step($0) },
    Benchmark(name: "training", unit: "agent steps") { train($0, threads: 1) },
    Benchmark(name: "training-all", unit: "agent steps", clock: .wall) {
      train($0, threads: ProcessInfo.processInfo.activeProcessorCount)
    },
  ]

  /// Where the time of a training run on one thread goes, in parts of one.
  struct Shares: Codable, CustomStringConvertible {
    /// Environments, forward passes for choosing actions, and the choices.
    var playing: Double
    /// Forward passes and the loss, backward passes, and whatever else learning does.
    var gradient: Double
    /// Adam.
    var optimizer: Double

    var description: String {
      String(
        format: "training: %.0f %% playing, %.0f %% gradient, %.0f %% optimizer",
        100 * playing,
        100 * gradient,
        100 * optimizer
      )
    }
  }

  /// Measures the shares over about `seconds`.
  static func shares(seconds: Double) throws -> Shares {
    let trainer = try Trainer(Preset.article.configuration, pool: ThreadPool(workerCount: 1))
    var (playing, learning) = (0.0, 0.0)
    while playing + learning < seconds {
      let start = ProcessInfo.processInfo.systemUptime
      let episodes = trainer.play()
      let middle = ProcessInfo.processInfo.systemUptime
      _ = trainer.learn(from: episodes)
      playing += middle - start
      learning += ProcessInfo.processInfo.systemUptime - middle
    }
    let steps = Double(trainer.optimizer.stepCount)
    let start = ProcessInfo.processInfo.systemUptime
    let measured = Samples.shared.step(64)
    let perStep = (ProcessInfo.processInfo.systemUptime - start) / Double(measured)
    let optimizer = min(learning, steps * perStep)
    let total = playing + learning
    return Shares(
      playing: playing / total,
      gradient: (learning - optimizer) / total,
      optimizer: optimizer / total
    )
  }

  /// Trains as `pong train article` does, without files.
  private static func train(_ amount: Int, threads: Int) -> Int {
    guard
      let trainer = try? Trainer(
        Preset.article.configuration,
        pool: ThreadPool(workerCount: threads)
      )
    else { return 0 }
    while trainer.progress.agentSteps < amount { _ = trainer.iterate() }
    return trainer.progress.agentSteps
  }
}

/// Observations of random play, and a network that they are put through.
private final class Samples: @unchecked Sendable {
  /// Benchmarks run one after the other.
  static let shared = Samples()

  private static let count = 8192
  private static let block = 256

  private let network: SparseNetwork
  private let gradient: SparseGradient
  private let optimizer: Optimizer
  private let width: Int
  private let tokens: Buffer<Int32>
  private let counts: Buffer<UInt16>
  private let hidden: Buffer<Float>
  private let outputs: Buffer<Float>

  private init() {
    let observation = PongObservation.difference
    network = SparseNetwork(
      shape: SparseNetwork.Shape(
        inputCount: observation.inputCount,
        hiddenCount: 200,
        logitCount: 1
      ),
      features: observation.features
    )
    var generator = SplitMix64(seed: 1)
    network.initialize(.glorot, using: &generator)
    gradient = SparseGradient(for: network)
    optimizer = Optimizer(.adam(Adam()), for: network)
    width = observation.width
    tokens = Buffer(count: Self.count * width)
    counts = Buffer(count: Self.count)
    hidden = Buffer(count: Self.block * network.shape.stride)
    outputs = Buffer(count: Self.block)
    var task = PongTask(PongTask.Settings(), seed: 2)
    for sample in 0..<Self.count {
      counts.base[sample] = UInt16(task.observe(tokens.base + sample * width))
      if task.step(generator.integer(below: 2)).status != .running { task.reset() }
    }
  }

  /// Puts at least `amount` samples through the network and back, if wanted; the outputs stand for
  /// the derivatives.
  func pass(_ amount: Int, isBackward: Bool) -> Int {
    let batch = SparseBatch(tokens: tokens.base, counts: counts.base, width: width)
    let columns = 0..<network.shape.stride / 16
    var done = 0
    while done < amount {
      let first = done % Self.count
      let positions = first..<first + Self.block
      network.forward(batch, positions: positions, hidden: hidden.base, outputs: outputs.base)
      if isBackward {
        network.backward(
          batch,
          positions: positions,
          hidden: hidden.base,
          deltas: outputs.base,
          into: gradient,
          columns: columns
        )
      }
      done += Self.block
    }
    return done
  }

  /// Takes `amount` steps of Adam after a gradient of all samples.
  func step(_ amount: Int) -> Int {
    _ = pass(Self.count, isBackward: true)
    gradient.distributeComposites(columns: 0..<network.shape.stride / 16)
    for _ in 0..<amount {
      optimizer.beginStep(learningRate: 1e-6, gradientScale: 1)
        .apply(
          to: network.parameters,
          gradient: gradient.values,
          rows: 0..<network.shape.rowCount
        )
    }
    network.refresh()
    return amount
  }
}
