/// A preprocessed frame as the three rectangles that it is the disjoint union of.
///
/// Sparse learners use them as tokens: all pixels of a bat follow from where it begins.
public struct FrameObjects: Hashable, Sendable {
  /// The rows of the left bat, in columns 8 and 9.
  public var leftBat: Range<Int>

  /// The rows of the right bat, in columns 70 and 71.
  public var rightBat: Range<Int>

  /// The rows of the ball that no bat covers; empty while there is no ball.
  public var ball: Range<Int>

  /// The ball's one column, 0 to 79.
  public var ballColumn: Int

  /// The first of each bat's two columns.
  public static let batColumns = (
    left: PreprocessedFrame.leftBatColumn, right: PreprocessedFrame.rightBatColumn
  )
}

extension PreprocessedFrame {
  /// The rectangles of the frame.
  ///
  /// All are empty where a time-out's drifting colours have made the background count as an object:
  /// nothing happens in such a frame.
  public var objects: FrameObjects {
    guard isPlain else {
      return FrameObjects(leftBat: 0..<0, rightBat: 0..<0, ball: 0..<0, ballColumn: 0)
    }
    var objects = FrameObjects(
      leftBat: Int(leftBat.start)..<Int(max(leftBat.start, leftBat.end)),
      rightBat: Int(rightBat.start)..<Int(max(rightBat.start, rightBat.end)),
      ball: Int(ball.start)..<Int(max(ball.start, ball.end)),
      ballColumn: Int(ballColumn)
    )
    if ballColumn >> 1 == UInt8(Self.leftBatColumn) >> 1 {
      objects.uncover(objects.leftBat)
    } else if ballColumn >> 1 == UInt8(Self.rightBatColumn) >> 1 {
      objects.uncover(objects.rightBat)
    }
    return objects
  }
}

extension FrameObjects {
  /// Takes the rows of a bat away from the ball's.
  ///
  /// A ball is never taller than a bat, so what is left is one stretch.
  mutating func uncover(_ bat: Range<Int>) {
    if bat.contains(ball.lowerBound) {
      ball = min(bat.upperBound, ball.upperBound)..<ball.upperBound
    } else if ball.overlaps(bat) {
      ball = ball.lowerBound..<bat.lowerBound
    }
  }
}
