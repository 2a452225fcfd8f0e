import PongAgents
import Reinforcement
import Testing

@testable import Training

/// Runs that learn against other players than Atari's computer.
struct OpponentTests {
  private static let bots = [FollowerPlayer.contestant, RandomPlayer.contestant]

  @Test(arguments: bots)
  func `1 and 2 threads learn the same bits, other than against the computer`(opponent: Contestant)
    throws
  {
    func weights(_ opponent: Contestant, threads: Int) throws -> [Float] {
      let trainer = try Trainer(
        TrainerTests.configuration(.fast),
        opponent: opponent,
        pool: ThreadPool(workerCount: threads)
      )
      for _ in 0..<4 { _ = trainer.iterate() }
      return TrainerTests.weights(trainer)
    }
    let one = try weights(opponent, threads: 1)
    #expect(try weights(opponent, threads: 2) == one)
    #expect(try weights(.computer, threads: 1) != one)
  }

  @Test(arguments: bots)
  func `a run taken up again goes on to the same bits`(opponent: Contestant) throws {
    func trainer() throws -> Trainer {
      try Trainer(
        TrainerTests.configuration(.article),
        opponent: opponent,
        pool: ThreadPool(workerCount: 2)
      )
    }
    let whole = try trainer()
    for _ in 0..<3 { _ = whole.iterate() }
    let file = try Safetensors(Checkpoint.file(of: whole, command: "", isComplete: true).encoded)
    let resumed = try trainer()
    try Checkpoint.restore(file, into: resumed)
    for _ in 0..<3 {
      _ = whole.iterate()
      _ = resumed.iterate()
    }
    #expect(TrainerTests.weights(resumed) == TrainerTests.weights(whole))
    #expect(resumed.progress == whole.progress)
  }
}
