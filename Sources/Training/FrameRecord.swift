public import Foundation
import PongAgents
import PongEngine

/// What a policy saw and made of it, for comparison with other people's programs.
private struct FrameRecord: Encodable {
  /// The observation's non-zero places, row by row, with their values.
  var observation: [[Float]]

  /// The probabilities of the policy's actions.
  var probabilities: [Double]
}

extension Evaluation {
  /// Plays the first episode against Atari's computer and returns the right policy's first
  /// observations and probabilities (the left one's, if there is none on the right).
  ///
  /// - Parameter count: How many agent steps are recorded, if the episode has so many.
  /// - Returns: A JSON object a line; nothing where no policy plays.
  /// - Throws: What the encoder throws; numbers here are finite.
  public func recordFrames(_ count: Int) throws -> Data {
    let side = policyPlayer(on: .right) == nil ? Side.left : .right
    guard var player = policyPlayer(on: side) else { return Data() }
    var environment = AtariEnvironment<GymStreams>(
      environment,
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
        observation: player.observation(of: view).map { [Float($0.place), $0.value] },
        probabilities: player.probabilities(seeing: view)
      )
      lines += try JSONEncoder().encode(record) + Data("\n".utf8)
      if environment.step(player.act(seeing: view)).isLast { break }
    }
    return lines
  }

  private func policyPlayer(on side: Side) -> PolicyPlayer? {
    let contestant = side == .left ? left : right
    guard case .player(let player) = contestant.seat(seed: seed, timing: .environment) else {
      return nil
    }
    return player as? PolicyPlayer
  }
}
