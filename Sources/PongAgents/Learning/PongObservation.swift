public import NeuralNetwork
import PongEngine

/// What a network sees of the game.
public enum PongObservation: String, Hashable, Sendable, CaseIterable {
  /// The article's: the preprocessed frame less the one before, 6400 inputs of -1, 0 or 1.
  case difference = "difference-80x80"

  /// The same, followed by the preprocessed frame itself, 12,800 inputs.
  case differenceAndFrame = "difference+frame-80x80"

  /// The pictures of 80 x 80 that it is made of, in the order of the inputs, in a word each.
  public var pictures: [String] {
    switch self {
    case .difference: ["difference"]
    case .differenceAndFrame: ["difference", "frame"]
    }
  }

  /// How many inputs a network needs: one for each pixel of each picture.
  public var inputCount: Int { pictures.count * PreprocessedFrame.count }

  /// The most tokens of an observation.
  public var width: Int { self == .difference ? 10 : 14 }

  /// The place in the observation, row-major as everybody else writes pictures, of an input.
  ///
  /// Inputs stand column by column: the pixels of a bat and of a ball are then neighbours, and so
  /// are their weights in memory.
  public static func place(ofInput input: Int) -> Int {
    let side = PreprocessedFrame.side
    let (picture, pixel) = input.quotientAndRemainder(dividingBy: PreprocessedFrame.count)
    return picture * PreprocessedFrame.count + pixel % side * side + pixel / side
  }

  /// The tokens of all inputs and, after them, of bats in every place.
  public var features: FeatureTable {
    var table = FeatureTable(inputCount: inputCount)
    for parts in self == .difference ? [[0]] : [[0], [0, 1]] {
      for column in [FrameObjects.batColumns.left, FrameObjects.batColumns.right] {
        for place in 0..<Self.batPlaces { _ = table.add(Self.bat(column, place, parts: parts)) }
      }
    }
    return table
  }

  /// Bats are 8 rows high and cut off at the edges, so the sum of the first row and the row after
  /// the last one tells a bat's place.
  private static let batPlaces = 2 * 80

  private static func bat(_ column: Int, _ place: Int, parts: [Int]) -> [Int32] {
    let rows: Range<Int> =
      if place < 8 { 0..<place } else if place > 152 { place - 80..<80 } else {
        (place - 8) / 2..<(place - 8) / 2 + 8
      }
    return parts.flatMap { part in
      [column, column + 1].flatMap { column in
        rows.map { Int32(part * PreprocessedFrame.count + column * 80 + $0) }
      }
    }
  }

  /// Writes what is seen as tokens of `features`, and returns how many.
  ///
  /// - Parameters:
  ///   - now: The things in the frame.
  ///   - before: The things in the frame seen at the step before; `nil` at the first step of an
  ///     episode, where the difference is nothing.
  ///   - tokens: Room for `width` tokens.
  /// - Returns: How many tokens were written.
  @inline(__always)
  func write(
    _ now: FrameObjects,
    before: FrameObjects?,
    into tokens: UnsafeMutablePointer<Int32>
  ) -> Int {
    var list = TokenWriter(tokens)
    let frames = Int32(truncatingIfNeeded: inputCount)
    let (left, right) = (frames, frames + Int32(Self.batPlaces))
    let frameBats = 2 * Int32(Self.batPlaces)
    let count = Int32(PreprocessedFrame.count)
    if self == .differenceAndFrame {
      // Bats in both pictures are one token; where the difference has none it is taken away below.
      list.append(left + frameBats + now.leftBat.place)
      list.append(right + frameBats + now.rightBat.place)
      list.append(ball: now, from: count)
      let past = before ?? now
      list.append(~(left + past.leftBat.place))
      list.append(~(right + past.rightBat.place))
    } else if let before {
      if now.leftBat != before.leftBat {
        list.append(left + now.leftBat.place)
        list.append(~(left + before.leftBat.place))
      }
      if now.rightBat != before.rightBat {
        list.append(right + now.rightBat.place)
        list.append(~(right + before.rightBat.place))
      }
    }
    if let before {
      list.append(ball: now, from: 0)
      list.append(removedBall: before)
    }
    return list.count
  }
}

extension Range<Int> {
  /// The number of a bat's place among `PongObservation.batPlaces`.
  @inline(__always)
  fileprivate var place: Int32 {
    Int32(truncatingIfNeeded: lowerBound &+ upperBound) &* (isEmpty ? 0 : 1)
  }
}

/// A list of tokens being written.
private struct TokenWriter {
  private let tokens: UnsafeMutablePointer<Int32>
  private(set) var count = 0

  @inline(__always)
  init(_ tokens: UnsafeMutablePointer<Int32>) {
    self.tokens = tokens
  }

  @inline(__always)
  mutating func append(_ token: Int32) {
    tokens[count] = token
    count &+= 1
  }

  @inline(__always)
  mutating func append(ball objects: FrameObjects, from start: Int32) {
    for row in objects.ball {
      append(start &+ Int32(truncatingIfNeeded: objects.ballColumn &* 80 &+ row))
    }
  }

  @inline(__always)
  mutating func append(removedBall objects: FrameObjects) {
    for row in objects.ball {
      append(~Int32(truncatingIfNeeded: objects.ballColumn &* 80 &+ row))
    }
  }
}
