import NeuralNetwork
import PongAgents
import PongEngine
import Testing
import Training

struct TrainerCopyTests {
  @Test func `a copy stays as it is, and the trainer goes on as if nobody had looked`() throws {
    var configuration = RunConfiguration()
    configuration.hidden = 16
    configuration.environments = 4
    configuration.steps = 32
    let pool = ThreadPool(workerCount: 2)
    let watched = try Trainer(configuration, pool: pool)
    let other = try Trainer(configuration, pool: pool)
    func weights(_ policy: PongPolicy) -> [Float] { Array(policy.network.parameters.elements) }
    _ = watched.iterate()
    _ = other.iterate()
    let before = weights(watched.policy)
    let copy = watched.copyOfPolicy()
    watched.optimizer.measuresGradient = true
    _ = watched.iterate()
    _ = other.iterate()
    #expect(weights(copy) == before)
    #expect(weights(watched.policy) != before)
    #expect(weights(watched.policy) == weights(other.policy))
    #expect(try #require(watched.optimizer.gradientNorm) > 0)
    #expect(other.optimizer.gradientNorm == nil)
  }
}
