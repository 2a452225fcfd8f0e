import NeuralNetwork
import PongEngine

/// Saliency by occlusion: how much the logits change when a place of the picture is covered.
///
/// Source: S. Greydanus et al., "Visualizing and Understanding Atari Agents", ICML 2018: a place's
/// score is half the squared change of the logits. They blur the place; in a picture that is zero
/// almost everywhere blurring draws what is not there, so here the place is covered: its pixels
/// are multiplied by 1 - m, where m falls smoothly from 1 in the middle to 0 at a distance of
/// ``radius``.
public struct Saliency: Hashable, Sendable {
  /// The distance in pixels from one place to the next.
  public static let spacing = 5

  /// The places in a row, and the rows.
  public static let side = PreprocessedFrame.side / spacing

  /// How far a cover reaches from the middle of its place, in pixels.
  public static let radius: Float = 6

  /// The scores, row by row, ``side`` x ``side``.
  public var scores: [Float]
}

extension PongPolicy {
  /// The saliency of every place of the picture, each covered in turn.
  public func saliency(_ observed: ObservedFrames) -> Saliency {
    let inputs = inputs(observed)
    let active = inputs.indices.filter { inputs[$0] != 0 }.map { (input: $0, value: inputs[$0]) }
    let sums = weightedSums(active)
    let unchanged = logits(ofSums: sums)
    var scores = [Float](repeating: 0, count: Saliency.side * Saliency.side)
    for index in scores.indices {
      let (row, column) = index.quotientAndRemainder(dividingBy: Saliency.side)
      let covered = active.compactMap { input, value -> (input: Int, value: Float)? in
        let cover = Saliency.cover(PongObservation.place(ofInput: input), row: row, column: column)
        return cover > 0 ? (input, -value * cover) : nil
      }
      guard !covered.isEmpty else { continue }
      var changed = sums
      for (input, value) in covered {
        let weights = network.hiddenWeights(ofInput: input)
        for unit in changed.indices { changed[unit] += Double(weights[unit]) * Double(value) }
      }
      let squares = zip(logits(ofSums: changed), unchanged).map { ($0 - $1) * ($0 - $1) }
      scores[index] = Float(squares.reduce(0, +) / 2)
    }
    return Saliency(scores: scores)
  }

  private func logits(ofSums sums: [Double]) -> [Double] {
    let hidden = sums.map { network.shape.activation.value($0) }
    return (0..<network.shape.logitCount).map { output in
      let weights = network.weights(ofOutput: output)
      var sum = Double(network.outputBias[output])
      for unit in hidden.indices { sum += hidden[unit] * Double(weights[unit]) }
      return sum
    }
  }
}

extension Saliency {
  /// How far the cover of a place hides a pixel, 0 to 1.
  static func cover(_ place: Int, row: Int, column: Int) -> Float {
    let pixel = place % PreprocessedFrame.count
    let middle = Float(spacing - 1) / 2
    let down = Float(pixel / PreprocessedFrame.side) - Float(row * spacing) - middle
    let right = Float(pixel % PreprocessedFrame.side) - Float(column * spacing) - middle
    let rest = 1 - (down * down + right * right) / (radius * radius)
    return rest > 0 ? rest * rest : 0
  }
}
