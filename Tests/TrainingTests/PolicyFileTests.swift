import NeuralNetwork
import PolicyTestSupport
import PongAgents
import PongEngine
import Testing

@testable import Training

struct PolicyFileTests {
  private func policy(hasValue: Bool) -> PongPolicy {
    SamplePolicy.make(
      actions: hasValue ? Action.minimal : [.right, .left],
      hasValue: hasValue,
      hidden: 3,
      initialization: .karpathy,
      seed: 1
    ) { network, _ in
      for index in network.outputBias.indices { network.outputBias[index] = Float(index) + 0.5 }
    }
  }

  private func file(_ policy: PongPolicy) -> Safetensors {
    Safetensors(
      metadata: PolicyFile.metadata(of: policy),
      tensors: PolicyFile.tensors(of: policy)
    )
  }

  @Test(arguments: [false, true])
  func `a policy comes back as it was`(hasValue: Bool) throws {
    let policy = policy(hasValue: hasValue)
    let read = try PolicyFile.policy(from: Safetensors(file(policy).encoded))
    #expect(read.actions == policy.actions)
    #expect(read.network.shape == policy.network.shape)
    #expect(
      Array(read.network.parameters.elements) == Array(policy.network.parameters.elements)
    )
  }

  @Test func `tensors have PyTorch's shapes, and pictures' order of inputs`() throws {
    let policy = policy(hasValue: false)
    let tensors = PolicyFile.tensors(of: policy)
    #expect(tensors["hidden.weight"]?.shape == [3, 6400])
    #expect(tensors["policy.weight"]?.shape == [1, 3])
    let hidden = try #require(tensors["hidden.weight"]?.floats)
    // Row 2, column 5 of the picture is input 5 * 80 + 2 here.
    #expect(
      hidden[1 * 6400 + 2 * 80 + 5] == policy.network.hiddenWeights(ofInput: 5 * 80 + 2)[1]
    )
  }

  @Test func `a file without metadata is understood by its shapes`() throws {
    var bare = file(policy(hasValue: true))
    bare.metadata = [:]
    #expect(try PolicyFile.policy(from: bare).actions == Action.minimal)
  }

  /// Ways in which a file can be no policy.
  enum Damage: CaseIterable {
    case missing
    case infinite
    case units
    case dimensions
    case type
    case inputs
    case observation
    case activation
    case actions
    case actionCount
    case value
  }

  @Test(arguments: Damage.allCases)
  func `what does not play gets an error that says why`(damage: Damage) {
    var file = file(policy(hasValue: true))
    switch damage {
    case .missing: file.tensors["hidden.bias"] = nil
    case .infinite: file.tensors["hidden.bias"] = .init(shape: [3], floats: [1, .nan, 2])
    case .units:
      file.tensors["policy.weight"] = .init(shape: [6, 2], floats: .init(repeating: 0, count: 12))
    case .dimensions: file.tensors["hidden.weight"]?.shape = [3 * 6400]
    case .type: file.tensors["hidden.bias"] = .init(words: [1, 2, 3])
    case .inputs:
      file.tensors["hidden.weight"] = .init(shape: [3, 2], floats: .init(repeating: 0, count: 6))
    case .observation: file.metadata["observation"] = "smell"
    case .activation: file.metadata["activation"] = "swish"
    case .actions: file.metadata["actions"] = "RIGHT,LEFT,JUMP,FIRE,NOOP,UP"
    case .actionCount: file.metadata["actions"] = "RIGHT,LEFT"
    case .value: file.tensors["value.bias"] = .init(shape: [2], floats: [1, 2])
    }
    #expect(throws: PolicyFileError.self) { try PolicyFile.policy(from: file) }
  }
}
