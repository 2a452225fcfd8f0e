import CKernels
import Foundation
import NeuralNetwork
import Randomness
import Testing

struct DenseTests {
  /// Numbers in [-1, 1), some of them zero.
  private func numbers(_ count: Int, seed: UInt64) -> Buffer<Float> {
    let buffer = Buffer<Float>(count: count)
    var generator = SplitMix64(seed: seed)
    for index in 0..<count {
      buffer.base[index] = generator.bernoulli(0.2) ? 0 : 2 * generator.uniform() - 1
    }
    return buffer
  }

  private func expect(_ found: Float, near expected: Double, _ place: String) {
    if abs(Double(found) - expected) > 1e-5 * max(1, abs(expected)) {
      Issue.record("\(place): \(found) instead of \(expected)")
    }
  }

  /// Strides on either side of every width of a pass: 1 to 7 lanes, and more than that.
  @Test(arguments: [16, 32, 48, 64, 80, 96, 112, 128, 208])
  func `products are their sums for every number of samples and terms that tiles may leave over`(
    stride: Int
  ) {
    for count in [1, 2, 3, 4, 5, 7, 8] {
      for terms in [1, 2, 5, 6, 7, 26, 27, 31, 32, 33] {
        let a = numbers(count * terms, seed: 1)
        let rows = numbers(terms * stride, seed: 2)
        let start = numbers(stride, seed: 3)
        let out = numbers(count * stride, seed: 4)
        ck_product(a.base, terms, count, terms, rows.base, stride, start.base, out.base)
        let single = Buffer<Float>(count: stride)
        for sample in 0..<count {
          ck_single_product(
            a.base + sample * terms,
            terms,
            rows.base,
            stride,
            start.base,
            single.base
          )
          for column in 0..<stride {
            let sum = (0..<terms).reduce(Double(start.base[column])) {
              $0 + Double(a.base[sample * terms + $1]) * Double(rows.base[$1 * stride + column])
            }
            let place = "\(count) samples, \(terms) terms: sample \(sample), column \(column)"
            expect(out.base[sample * stride + column], near: sum, place)
            expect(single.base[column], near: sum, place)
          }
        }
      }
    }
  }

  @Test(arguments: [16, 48, 64])
  func `outer products are their sums, the sum of all rows behind them`(stride: Int) {
    for count in [1, 2, 7, 300] {
      for terms in [1, 2, 5, 6, 7, 25, 26, 27, 31, 32, 33, 58, 59] {
        let a = numbers(count * terms, seed: 5)
        let rows = numbers(count * stride, seed: 6)
        // A sample whose columns are all zero is left out.
        for column in 0..<16 { rows.base[column] = 0 }
        let sums = numbers((terms + 1) * stride, seed: 7)
        ck_outer_product(a.base, terms, terms, rows.base, stride, count, sums.base)
        for term in 0...terms {
          for column in Swift.stride(from: 0, to: stride, by: 5) {
            let sum = (0..<count).reduce(0.0) {
              let factor = term == terms ? 1 : Double(a.base[$1 * terms + term])
              return $0 + factor * Double(rows.base[$1 * stride + column])
            }
            expect(sums.base[term * stride + column], near: sum, "\(count), \(terms): \(term)")
          }
        }
      }
    }
  }

  @Test(arguments: [16, 32, 48, 64, 80])
  func `outputs are the inner products over all lanes`(stride: Int) {
    let (count, outputCount) = (3, 4)
    let activations = numbers(count * stride, seed: 8)
    let rows = numbers(outputCount * stride, seed: 9)
    let bias = numbers(outputCount, seed: 10)
    let outputs = Buffer<Float>(count: count * outputCount)
    ck_outputs(
      activations.base,
      stride,
      count,
      rows.base,
      bias.base,
      outputCount,
      outputs.base
    )
    for sample in 0..<count {
      for output in 0..<outputCount {
        let sum = (0..<stride).reduce(Double(bias.base[output])) {
          $0 + Double(activations.base[sample * stride + $1])
            * Double(rows.base[output * stride + $1])
        }
        expect(outputs.base[sample * outputCount + output], near: sum, "\(sample), \(output)")
      }
    }
  }

  @Test func `outputs of many samples at once are those of each alone, to the bit`() {
    let (count, stride, outputCount) = (35, 80, 3)
    let activations = numbers(count * stride, seed: 11)
    let rows = numbers(outputCount * stride, seed: 12)
    let bias = numbers(outputCount, seed: 13)
    let together = Buffer<Float>(count: count * outputCount)
    let apart = Buffer<Float>(count: count * outputCount)
    func compute(_ first: Int, _ count: Int, _ outputs: Buffer<Float>) {
      ck_outputs(
        activations.base + first * stride,
        stride,
        count,
        rows.base,
        bias.base,
        outputCount,
        outputs.base + first * outputCount
      )
    }
    compute(0, count, together)
    for sample in 0..<count { compute(sample, 1, apart) }
    #expect(Array(together.elements) == Array(apart.elements))
  }

  @Test func `exponentials are the same one by one and in vectors, at the ends of their range too`()
  {
    var values: [Double] = [
      0, -0.0, 700, 700.1, -700, -700.1, 1e300, -1e300, .infinity, -.infinity, .nan, 1e-300,
    ]
    var generator = SplitMix64(seed: 14)
    for _ in 0..<1000 { values.append(40 * generator.uniformDouble() - 20) }
    let apart = values.map { ck_exp($0) }
    let inputs = values
    ck_exponentials(&values, values.count)
    #expect(values.map(\.bitPattern) == apart.map(\.bitPattern))
    #expect(apart[..<4] == [1, 1, ck_exp(700), ck_exp(700)])
    #expect(apart[4] > 0 && apart[5] == 0 && apart[8] == ck_exp(700) && apart[9] == 0)
    #expect(apart[10].isNaN)
    for (input, value) in zip(inputs, apart).dropFirst(12) {
      #expect(abs(value / exp(input) - 1) < 1e-11)
    }
  }

  @Test func `a rectifier lets nothing through at zero, forward or backward`() {
    let values = Buffer<Float>(count: 16)
    let deltas = Buffer<Float>(count: 16)
    for index in 0..<16 {
      values.base[index] = Float(index - 8)
      deltas.base[index] = 3
    }
    ck_activate(values.base, 16, 0)
    ck_slope(deltas.base, values.base, 16, 0)
    for index in 0..<16 {
      #expect(values.base[index] == Float(max(0, index - 8)))
      #expect(deltas.base[index] == (index > 8 ? 3 : 0))
    }
  }

  @Test func `the slope of the hyperbolic tangent is 1 less its square`() {
    let values = Buffer<Float>(count: 16)
    let deltas = Buffer<Float>(count: 16)
    for index in 0..<16 {
      values.base[index] = Float(index - 8) / 8
      deltas.base[index] = 2
    }
    ck_slope(deltas.base, values.base, 16, 1)
    for index in 0..<16 {
      let square = Float((index - 8) * (index - 8)) / 64
      #expect(deltas.base[index] == 2 * (1 - square))
    }
  }

  @Test func `the sum of squares is over all lanes`() {
    for count in [16, 32, 48] {
      for place in 0..<count {
        let values = Buffer<Float>(count: count)
        values.base[place] = 3
        values.base[(place + 1) % count] = 4
        #expect(ck_sum_of_squares(values.base, count) == 25)
      }
    }
  }

  @Test func `the hyperbolic tangent is near the true one and never beyond 1`() {
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
