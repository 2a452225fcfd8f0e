import PongEngine

/// The kinds of observation that an agent can be given.
public enum ObservationKind: String, Hashable, Sendable, CaseIterable {
  /// The picture in colour, 210 × 160 × 3, 0 to 255.
  case rgb
  /// The picture in gray, 210 × 160, 0 to 255.
  case grayscale
  /// The console's RAM, 128 bytes.
  case ram
  /// The article's preprocessed frame, 80 × 80, 0 or 1.
  case preprocessed = "frame-80x80"
  /// The article's difference of two preprocessed frames, 80 × 80, -1, 0 or 1.
  case difference = "difference-80x80"
}

/// What an agent sees at one moment.
public struct Observation: Hashable, Sendable {
  /// The length of each dimension.
  public let shape: [Int]
  /// The values, row-major.
  public let values: [Int16]

  init(shape: [Int], values: [Int16]) {
    self.shape = shape
    self.values = values
  }

  init(difference pixels: [SparsePixel]) {
    var values = [Int16](repeating: 0, count: PreprocessedFrame.count)
    for pixel in pixels {
      values[pixel.index] = pixel.isNegative ? -1 : 1
    }
    self.init(shape: [PreprocessedFrame.side, PreprocessedFrame.side], values: values)
  }
}
