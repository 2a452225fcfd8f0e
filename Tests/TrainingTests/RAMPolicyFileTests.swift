import Foundation
import NeuralNetwork
import PongAgents
import PongEngine
import Randomness
import Testing

@testable import Training

/// Policies of dense layers as files, and at either paddle.
struct RAMPolicyFileTests {
  private func policy() -> RAMPolicy {
    let network = DenseNetwork(
      DenseNetwork.Shape(inputCount: 128, hiddenCounts: [9, 5], outputCount: 6, activation: .relu)
    )
    var generator = SplitMix64(seed: 5)
    network.initialize(.pyTorch, using: &generator)
    return RAMPolicy(network: network, scaling: .pong, actions: Action.minimal)
  }

  private func file(_ policy: RAMPolicy) -> Safetensors {
    Safetensors(
      metadata: PolicyFile.metadata(of: policy),
      tensors: PolicyFile.tensors(of: policy.network, prefix: "pi")
    )
  }

  @Test func `a policy comes back as it was`() throws {
    let policy = policy()
    let file = try Safetensors(file(policy).encoded)
    #expect(file.tensors["pi.1.weight"]?.shape == [5, 9])
    guard case .ram(let read) = try PolicyFile.trainedPolicy(from: file) else {
      Issue.record("another kind of policy")
      return
    }
    #expect(read.scaling == .pong && read.actions == Action.minimal)
    #expect(read.network.shape == policy.network.shape)
    #expect(
      Array(read.network.parameters.elements) == Array(policy.network.parameters.elements)
    )
    #expect(throws: PolicyFileError.self) { try PolicyFile.policy(from: file) }
  }

  @Test(arguments: ["shape", "bias", "nan", "inputs", "scaling", "actions", "layers"])
  func `what is no policy is refused`(damage: String) throws {
    var file = file(policy())
    switch damage {
    case "shape":
      file.tensors["pi.1.weight"] = .init(shape: [5, 8], floats: .init(repeating: 0, count: 40))
    case "bias": file.tensors["pi.1.bias"] = .init(shape: [4], floats: [0, 0, 0, 0])
    case "nan": file.tensors["pi.1.bias"] = .init(shape: [5], floats: [0, 0, .nan, 0, 0])
    case "inputs":
      file.tensors["pi.0.weight"] = .init(shape: [9, 8], floats: .init(repeating: 0, count: 72))
    case "scaling": file.metadata["input_scaling"] = "log"
    case "actions": file.metadata["actions"] = "UP"
    default: file.tensors["pi.1.weight"] = nil
    }
    #expect(throws: PolicyFileError.self) { try PolicyFile.trainedPolicy(from: file) }
  }

  @Test func `on the left it sees the RAM of the mirrored game`() {
    var game = Game(rules: Rules(leftHolder: .paddle, rightHolder: .paddle))
    for _ in 0..<400 { _ = game.step(left: PaddleInput(.right), right: PaddleInput(.left)) }
    let player = PolicyPlayer(.ram(policy()), traits: .init(selection: .greedy), seed: 1)
    let (left, right) = (
      player.observation(of: game.seen(from: .left)), player.observation(of: game)
    )
    func value(_ byte: Int, _ seen: [(place: Int, value: Float)]) -> Float? {
      seen.first { $0.place == byte }?.value
    }
    // Its own bat is in byte 51, the other one in 50.
    #expect(value(51, left) == value(50, right) && value(50, left) == value(51, right))
    #expect(value(51, left) != value(51, right))
    let sum = player.probabilities(seeing: game).reduce(0, +)
    #expect(abs(sum - 1) < 1e-12)
  }

  @Test func `scalings say what they do`() {
    var game = Game()
    for _ in 0..<200 { _ = game.step(left: .idle, right: .idle) }
    let ram = game.ram()
    func inputs(_ scaling: RAMScaling) -> [Float] {
      var values = [Float](repeating: .nan, count: 128)
      scaling.write(game, into: &values)
      return values
    }
    #expect(inputs(.none) == ram.map { Float($0) })
    #expect(inputs(.unit)[49] == Float(ram[49]) / 255)
    let pong = inputs(.pong)
    #expect(pong[49] == (Float(ram[49]) - 128) / 64)
    #expect(pong[58] == Float(Int8(bitPattern: ram[58])) / 4)
    #expect(pong[0] == 0 && pong[127] == 0)
    #expect(pong.allSatisfy { abs($0) <= 32 })
  }
}
