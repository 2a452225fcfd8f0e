import NeuralNetwork
import Reinforcement
import Synchronization
import Testing

@testable import Training

struct ThreadGroupTests {
  /// What each worker comes to, by its rank.
  private func results<T: Sendable>(
    _ count: Int,
    _ body: @escaping @Sendable (ThreadGroup) -> T
  ) -> [T?] {
    let results = Mutex([T?](repeating: nil, count: count))
    ThreadGroup.run(count) { worker in
      let result = body(worker)
      results.withLock { $0[worker.rank] = result }
    }
    return results.withLock { $0 }
  }

  @Test(arguments: [1, 2, 5])
  func `everybody has everybody's values, in the order of ranks, again and again`(count: Int) {
    let gathered = results(count) { worker in
      (0..<50).map { round in worker.gather([worker.rank, 100 * round + worker.rank]) }
    }
    let expected = (0..<50).map { round in (0..<count).flatMap { [$0, 100 * round + $0] } }
    #expect(gathered.allSatisfy { $0 == expected })
  }

  @Test func `everybody has the same mean, sum, and values of the first`() {
    let outcomes = results(3) { worker -> [Float] in
      let rank = Float(worker.rank)
      let own: [Float] = [rank, 2, -4 * rank]
      let mean = Buffer<Float>(count: 3)
      for index in 0..<3 { mean.base[index] = own[index] }
      worker.sum(mean, scale: 1.0 / 3)
      let network = DenseNetwork(
        DenseNetwork.Shape(inputCount: 1, hiddenCounts: [1], outputCount: 1)
      )
      network.setLayer(0, weights: [rank + 7], biases: [rank])
      worker.broadcast(network)
      let sums = worker.sum(own.map { Double($0) }).map { Float($0) }
      return mean.elements.map { $0.rounded() } + network.weights(ofLayer: 0)
        + network.biases(ofLayer: 0) + sums
    }
    #expect(outcomes.allSatisfy { $0 == [1, 2, -4, 7, 0, 3, 6, -12] })
  }
}
