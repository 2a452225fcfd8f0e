import NeuralNetwork
import Testing

@testable import Reinforcement

/// A worker among others that say, each with its own rank, what it says.
struct RepeatedWorker: WorkerGroup {
  let rank: Int
  let size: Int

  func gather(_ bytes: UnsafeRawBufferPointer, into all: UnsafeMutableRawBufferPointer) {
    for rank in 0..<size {
      UnsafeMutableRawBufferPointer(rebasing: all[rank * bytes.count..<(rank + 1) * bytes.count])
        .copyMemory(from: bytes)
    }
  }
}

struct WorkerGroupTests {
  @Test func `many workers with the same values have the statistics of one`() {
    let values: [Float] = [1, -2, 4, 4.5, 0]
    let one = Statistics(values, of: RepeatedWorker(rank: 0, size: 1))
    let many = Statistics(values, of: RepeatedWorker(rank: 1, size: 3))
    #expect(one.mean == 1.5 && many.mean == 1.5)
    // The squared differences: 0.25, 12.25, 6.25, 9, 2.25.
    #expect(one.deviation == 6.0.squareRoot())
    #expect(abs(many.deviation - one.deviation) < 1e-12)
    #expect(many.maximum == 4.5 && many.minimum == -2)
  }

  @Test func `of no values there is no mean, no greatest and no least`() {
    let none = Statistics([], of: RepeatedWorker(rank: 0, size: 2))
    #expect(none.mean.isNaN && none.deviation.isNaN)
    #expect(none.maximum == -.infinity && none.minimum == .infinity)
  }

  @Test func `a mean of equal values is the value, their sum a multiple`() {
    let worker = RepeatedWorker(rank: 2, size: 4)
    let buffer = Buffer<Float>(count: 3)
    for index in 0..<3 { buffer.base[index] = Float(index) - 0.5 }
    worker.sum(buffer, scale: 0.25)
    #expect(Array(buffer.elements) == [-0.5, 0.5, 1.5])
    #expect(worker.sum([1, -0.25]) == [4, -1])
    worker.sum(buffer)
    #expect(Array(buffer.elements) == [-2, 2, 6])
    #expect(worker.gatherAll([7, 8], filler: 0) == [7, 8, 7, 8, 7, 8, 7, 8])
    #expect(worker.gather([7, 8]) == [7, 8, 7, 8, 7, 8, 7, 8])
  }
}
