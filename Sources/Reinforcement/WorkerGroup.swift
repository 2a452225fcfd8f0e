public import NeuralNetwork

/// Workers that learn together, each from its own experience, as MPI's ranks do.
///
/// A worker is a whole learner, with environments and networks of its own; the threads that do one
/// worker's work are its `WorkPool`.
///
/// All of them make the same calls in the same order. One primitive is enough, everybody's bytes to
/// everybody; what is added up is added in the order of the ranks by each of them, so that threads
/// and processes come to the same bits.
public protocol WorkerGroup: Sendable {
  /// This worker's number, from 0.
  var rank: Int { get }

  /// How many workers there are.
  var size: Int { get }

  /// Hands in bytes, the same number everywhere, and receives everybody's in the order of ranks.
  func gather(_ bytes: UnsafeRawBufferPointer, into all: UnsafeMutableRawBufferPointer)
}

/// A worker on its own.
public struct SoloWorker: WorkerGroup {
  /// Makes the worker.
  public init() {}

  /// Zero.
  public var rank: Int { 0 }

  /// One.
  public var size: Int { 1 }

  /// Copies the bytes.
  public func gather(_ bytes: UnsafeRawBufferPointer, into all: UnsafeMutableRawBufferPointer) {
    all.copyMemory(from: bytes)
  }
}

extension WorkerGroup {
  /// Every worker's values, one after another; all hand in the same number.
  public func gather<T: BitwiseCopyable>(_ values: [T]) -> [T] {
    guard size > 1 else { return values }
    return [T](unsafeUninitializedCapacity: values.count * size) { all, count in
      values.withUnsafeBytes { gather($0, into: UnsafeMutableRawBufferPointer(all)) }
      count = values.count * size
    }
  }

  /// Every worker's values, one after another, however many each hands in.
  public func gatherAll<T: BitwiseCopyable>(_ values: [T], filler: T) -> [T] {
    guard size > 1 else { return values }
    let counts = gather([values.count])
    let longest = counts.max() ?? 0
    let padding = [T](repeating: filler, count: longest - values.count)
    let all = gather(values + padding)
    return counts.enumerated().flatMap { all[$0 * longest..<$0 * longest + $1] }
  }

  /// The sum of every worker's value, element by element.
  public func sum(_ values: [Double]) -> [Double] {
    let all = gather(values)
    return values.indices.map { index in
      (0..<size).reduce(0) { $0 + all[$1 * values.count + index] }
    }
  }

  /// The sum of every worker's terms.
  func sum(_ terms: LossTerms) -> LossTerms {
    gather([terms]).reduce(into: LossTerms()) { $0 += $1 }
  }

  /// The greatest of every worker's values.
  func maximum(_ value: Int) -> Int { gather([value]).reduce(value, max) }

  /// Replaces the values by the sum of every worker's, times a scale.
  public func sum(_ values: Buffer<Float>, scale: Float = 1) {
    guard size > 1 else { return }
    let all = gather(Array(values.elements))
    all.withUnsafeBufferPointer { all in
      for index in 0..<values.count {
        var sum = all[index]
        for rank in 1..<size { sum += all[rank * values.count + index] }
        values.base[index] = sum * scale
      }
    }
  }

  /// Gives every worker the model of the worker with rank 0.
  public func broadcast(_ model: some DifferentiableModel) {
    guard size > 1 else { return }
    let all = gather(Array(model.parameters.elements))
    for index in 0..<model.parameters.count { model.parameters.base[index] = all[index] }
    model.refresh()
  }
}
