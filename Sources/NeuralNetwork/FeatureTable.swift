/// Groups of inputs that often occur together, each known by one token.
///
/// A sparse observation is a list of tokens. Token t in 0 ..< `inputCount` says that input t is 1,
/// token `inputCount` + c that all members of composite c are at their values; the complement ~t
/// of a token says the same with every sign changed. The first layer is linear, so a composite's
/// row of weights (the sum of its members' rows) may be summed once for all samples that hold it,
/// and its gradient handed to its members once: a picture of sixteen pixels costs as much as one.
public struct FeatureTable: Hashable, Sendable {
  /// How many inputs there are.
  public let inputCount: Int

  /// The members of all composites, one after the other: tokens below `inputCount`, or complements.
  public private(set) var members: [Int32] = []

  /// Where each composite's members start, and after the last where they end.
  public private(set) var offsets: [Int32] = [0]

  /// Makes a table without composites.
  public init(inputCount: Int) {
    self.inputCount = inputCount
  }

  /// How many composites there are.
  public var compositeCount: Int { offsets.count - 1 }

  /// Adds a composite and returns its token.
  ///
  /// Members are inputs' tokens or their complements.
  public mutating func add(_ composite: [Int32]) -> Int32 {
    precondition(
      composite.allSatisfy { ($0 < 0 ? ~$0 : $0) < inputCount },
      "a member that is no input"
    )
    members += composite
    offsets.append(Int32(members.count))
    return Int32(inputCount + compositeCount - 1)
  }

  /// Returns the inputs' values that a list of tokens stands for, [inputCount].
  public func dense(_ tokens: some Sequence<Int32>) -> [Float] {
    var values = [Float](repeating: 0, count: inputCount)
    for token in tokens {
      let feature = Int(token < 0 ? ~token : token)
      let sign: Float = token < 0 ? -1 : 1
      guard feature >= inputCount else {
        values[feature] += sign
        continue
      }
      let composite = feature - inputCount
      for member in members[Int(offsets[composite])..<Int(offsets[composite + 1])] {
        values[Int(member < 0 ? ~member : member)] += member < 0 ? -sign : sign
      }
    }
    return values
  }
}
