import NeuralNetwork
import PongAgents
import PongEngine
import Randomness
import Reinforcement
import Testing

struct PongObservationTests {
  /// The observation as everybody else writes it, row by row, from a picture drawn pixel by pixel.
  private func drawn(
    _ observation: PongObservation,
    _ now: PreprocessedFrame,
    before: PreprocessedFrame?
  ) -> [Float] {
    let pixels = now.pixels().map { Float($0) }
    let old = before?.pixels().map { Float($0) } ?? pixels
    let difference = zip(pixels, old).map { $0 - $1 }
    return observation == .difference ? difference : difference + pixels
  }

  @Test(
    arguments: PongObservation.allCases,
    ["Pong-v0", "PongNoFrameskip-v4"]
  )
  func `tokens stand for exactly the pixels that are drawn`(
    observation: PongObservation,
    name: String
  ) throws {
    let environment = try #require(EnvironmentID(name))
    var task = PongTask(
      PongTask.Settings(
        environment: environment,
        actions: Action.minimal,
        observation: observation,
        noopFrames: 30
      ),
      seed: 1
    )
    let features = observation.features
    var generator = SplitMix64(seed: 2)
    var before: PreprocessedFrame?
    var covered = 0
    for step in 0..<4000 {
      let now = PreprocessedFrame(task.game)
      // Drawing is slow: every 40th frame will do, and those in which a bat covers a ball's pixel.
      let isCovered = task.game.ballIsVisible && now.objects.ball.count == 1
      if isCovered { covered += 1 }
      if isCovered || step % 40 == 0 {
        let tokens = [Int32](unsafeUninitializedCapacity: observation.width) { buffer, count in
          count = buffer.baseAddress.map { task.observe($0) } ?? 0
        }
        #expect(tokens.count <= observation.width)
        var seen = [Float](repeating: 0, count: observation.inputCount)
        for (input, value) in features.dense(tokens).enumerated() {
          seen[PongObservation.place(ofInput: input)] = value
        }
        #expect(seen == drawn(observation, now, before: before), "step \(step)")
      }
      before = now
      // Mostly towards the ball, so that it is hit and hides in the bat now and then.
      let towards = task.game.ballY < task.game.rightY &+ 4 ? 2 : 3
      let action = generator.bernoulli(0.8) ? towards : generator.integer(below: 6)
      if task.step(action).status != .running {
        task.reset()
        before = nil
      }
    }
    #expect(covered > 0)
  }

  @Test func `every place of a picture belongs to one input`() {
    let places = (0..<12_800).map { PongObservation.place(ofInput: $0) }
    #expect(Set(places) == Set(0..<12_800))
    #expect(PongObservation.place(ofInput: 1) == 80)
    #expect(PongObservation.place(ofInput: 6400 + 80) == 6401)
  }
}
