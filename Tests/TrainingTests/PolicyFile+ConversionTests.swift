import NeuralNetwork
import PolicyTestSupport
import PongAgents
import PongEngine
import Testing

@testable import Training

struct PolicyFileConversionTests {
  /// What the 16 bits of a binary16 stand for, worked out as IEEE 754 defines it.
  private func value(of bits: UInt16) -> Double {
    func power(_ exponent: Int) -> Double {
      (0..<abs(exponent)).reduce(1) { product, _ in exponent < 0 ? product / 2 : product * 2 }
    }
    let sign: Double = bits >> 15 == 0 ? 1 : -1
    let exponent = Int(bits >> 10 & 31)
    let fraction = Double(bits & 1023)
    switch exponent {
    case 0: return sign * fraction * power(-24)
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default: return sign * (1024 + fraction) * power(exponent - 25)
    }
  }

  private func bits(_ tensor: Safetensors.Tensor) -> [UInt16] {
    stride(from: 0, to: tensor.bytes.count, by: 2).map {
      UInt16(tensor.bytes[$0]) | UInt16(tensor.bytes[$0 + 1]) << 8
    }
  }

  /// The numbers as a policy's weights, converted: the 16 bits of each.
  private func converted(_ numbers: [Float]) throws -> [UInt16] {
    let units = (numbers.count + 6399) / 6400
    let rest = [Float](repeating: 0, count: units * 6400 - numbers.count)
    let file = Safetensors(
      metadata: [:],
      tensors: [
        "hidden.weight": .init(shape: [units, 6400], floats: numbers + rest),
        "hidden.bias": .init(shape: [units], floats: .init(repeating: 0, count: units)),
        "policy.weight": .init(shape: [1, units], floats: .init(repeating: 0, count: units)),
        "policy.bias": .init(shape: [1], floats: [0]),
      ]
    )
    let weights = try PolicyFile.convert(file, toHalves: true).tensors["hidden.weight"]
    return try #require(weights.map(bits)).dropLast(rest.count)
  }

  @Test func `all 65536 patterns of 16 bits are read as IEEE 754 defines them`() throws {
    let patterns = (0...UInt16.max).map { $0 }
    var tensor = Safetensors.Tensor(
      shape: [patterns.count],
      halves: .init(repeating: 0, count: patterns.count)
    )
    tensor.bytes = patterns.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let floats = try #require(tensor.floats)
    for (pattern, float) in zip(patterns, floats) {
      let expected = value(of: pattern)
      #expect(expected.isNaN ? float.isNaN : Double(float) == expected)
    }
  }

  @Test func `numbers that have 16 bits are written as they are`() throws {
    let patterns = (0...UInt16.max).filter { $0 >> 10 & 31 < 31 }
    #expect(try converted(patterns.map { Float(value(of: $0)) }) == patterns)
  }

  @Test func `a number becomes the nearest, the even one of two that are equally near`() throws {
    let finite = (0..<UInt16(0x7BFF)).map { $0 }
    let middles = finite.map { Float((value(of: $0) + value(of: $0 + 1)) / 2) }
    #expect(try converted(middles) == finite.map { $0 & 1 == 0 ? $0 : $0 + 1 })
    #expect(try converted(middles.map(\.nextDown)) == finite)
    #expect(try converted(middles.map(\.nextUp)) == finite.map { $0 + 1 })
    #expect(try converted(middles.map { -$0.nextUp }) == finite.map { 0x8000 | $0 + 1 })
  }

  @Test func `a number that 16 bits do not reach is refused`() throws {
    for number in [65520, -65520, .greatestFiniteMagnitude] as [Float] {
      #expect(throws: PolicyFileError.beyondHalves("hidden.weight")) { try converted([1, number]) }
    }
    #expect(try converted([Float(65520).nextDown, -65504]) == [0x7BFF, 0xFBFF])
  }

  @Test func `BF16 is the upper half of a 32-bit number`() throws {
    let header = "{\"a\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}"
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) }
    // 1.0 is 3F800000, -2.5 is C0200000.
    let file = try Safetensors(length + Array(header.utf8) + [0x80, 0x3F, 0x20, 0xC0])
    #expect(file.tensors["a"]?.floats == [1, -2.5])
    #expect(try Safetensors(file.encoded).tensors["a"]?.floats == [1, -2.5])
  }

  private func policy() -> PongPolicy {
    SamplePolicy.make(
      actions: Action.minimal,
      hasValue: true,
      hidden: 3,
      initialization: .karpathy,
      seed: 1
    ) { _, _ in }
  }

  private func file() -> Safetensors {
    let policy = policy()
    return Safetensors(
      metadata: PolicyFile.metadata(of: policy).merging(["seed": "7"]) { $1 },
      tensors: PolicyFile.tensors(of: policy)
    )
  }

  @Test func `16 bits halve a policy, and are the same when they are converted again`() throws {
    let file = file()
    let halves = try PolicyFile.convert(file, toHalves: true)
    #expect(halves.metadata == file.metadata)
    #expect(halves.tensors.mapValues(\.shape) == file.tensors.mapValues(\.shape))
    #expect(halves.tensors.values.allSatisfy { $0.type == .float16 })
    let bytes = try halves.encoded
    #expect(Double(bytes.count) < 0.51 * Double(try file.encoded.count))
    #expect(try PolicyFile.convert(Safetensors(bytes), toHalves: true).encoded == bytes)
    let wide = try PolicyFile.convert(Safetensors(bytes), toHalves: false)
    #expect(wide.tensors.values.allSatisfy { $0.type == .float32 })
    #expect(try PolicyFile.convert(wide, toHalves: true).encoded == bytes)
    #expect(wide.tensors.mapValues(\.floats) == halves.tensors.mapValues(\.floats))
  }

  @Test func `a policy of 16 bits plays with the numbers of its file`() throws {
    let halves = try PolicyFile.convert(file(), toHalves: true)
    let policy = try PolicyFile.policy(from: halves)
    #expect(
      PolicyFile.tensors(of: policy).mapValues(\.floats) == halves.tensors.mapValues(\.floats)
    )
    let original = self.policy()
    // The elements are the networks' own memory, which goes with them.
    withExtendedLifetime((policy, original)) {
      let pairs = zip(
        policy.network.parameters.elements,
        original.network.parameters.elements
      )
      // Half of the last of 11 binary places, and of the smallest number.
      #expect(pairs.allSatisfy { abs($0 - $1) <= max(abs($1) / 2048, 0x1p-25) })
    }
  }

  @Test func `of a checkpoint the policy alone is left`() throws {
    var checkpoint = file()
    checkpoint.tensors["optimizer.second"] = .init(shape: [1], floats: [1e30])
    checkpoint.tensors["state"] = .init(words: [1])
    checkpoint.metadata.merge(["state": "1", "configuration": "{}", "progress": "{}"]) { $1 }
    #expect(
      try PolicyFile.convert(checkpoint, toHalves: true).encoded
        == PolicyFile.convert(file(), toHalves: true).encoded
    )
  }

  @Test func `a tensor that 16 bits do not reach is named`() throws {
    var file = file()
    file.tensors["hidden.bias"] = .init(shape: [3], floats: [0, 1e5, 0])
    #expect(throws: PolicyFileError.beyondHalves("hidden.bias")) {
      try PolicyFile.convert(file, toHalves: true)
    }
    #expect(throws: Never.self) { try PolicyFile.convert(file, toHalves: false) }
  }
}
