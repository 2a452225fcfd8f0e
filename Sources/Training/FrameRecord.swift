public import Foundation
import PongAgents
import PongEngine

/// What a policy saw and decisionRecord of it, for comparison with other people's programs.
private struct FrameRecord: Encodable {
  /// The observation's non-zero places, row by row, with their values.
  var observation: [[Float]]

  /// The probabilities of the policy's actions.
  var probabilities: [Double]
}

extension Evaluation {
  /// Plays the first episode and returns the right policy's first observations and probabilities
  /// (the left one's, if there is none on the right), a JSON object a line.
  public func recordFrames(_ count: Int) throws -> Data {
    let (contestant, side): (Contestant, Side) =
      if case .policy = right { (right, .right) } else { (left, .left) }
    guard case .policy(let policy, let choice) = contestant else { return Data() }
    var actor = policy.actor(choice: choice, seed: seed)
    var environment = AtariEnvironment<GymStreams>(
      self.environment,
      rules: Rules(
        leftHolder: side == .left ? .paddle : .computer,
        rightHolder: side == .left ? .computer : .paddle
      ),
      side: side,
      seed: seed
    )
    var lines = Data()
    for _ in 0..<count {
      let view = environment.view
      let record = FrameRecord(
        observation: actor.observation(of: view).map { [Float($0.place), $0.value] },
        probabilities: actor.probabilities(seeing: view)
      )
      lines += try JSONEncoder().encode(record) + Data("\n".utf8)
      if environment.step(actor.act(seeing: view)).isLast { break }
    }
    return lines
  }
}
