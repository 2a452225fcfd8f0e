import CKernels
import Foundation
import NeuralNetwork
import Testing

struct DenseTests {
  @Test("the hyperbolic tangent is near the true one and never beyond 1")
  func hyperbolicTangent() {
    let count = 1 << 20
    let values = Buffer<Float>(count: count)
    func input(_ index: Int) -> Float { Float(index - count / 2) * (12 / Float(count / 2)) }
    for index in 0..<count { values.base[index] = input(index) }
    ck_activate(values.base, count, 1)
    var worst = 0.0
    for index in 0..<count {
      let expected = tanh(Double(input(index)))
      worst = max(worst, abs(Double(values.base[index]) - expected) / max(abs(expected), 1e-30))
    }
    #expect(worst < 1e-6)
    #expect(values.elements.allSatisfy { abs($0) <= 1 })
  }
}
