public import Pictures
public import PongEngine

extension Bitmap {
  /// The console's last picture of a game, 160 by 210 pixels in its own colours.
  public init(courtOf game: Game) {
    let bytes = game.rgb()
    let pixels = stride(from: 0, to: bytes.count, by: 3).map {
      Pixel(bytes[$0], bytes[$0 + 1], bytes[$0 + 2])
    }
    self.init(width: Picture.width, height: Picture.height, pixels: pixels)
  }

  /// A difference frame, 80 by 80 pixels: grey where nothing has changed, white what has come and
  /// black what has gone.
  public init(difference pixels: [SparsePixel]) {
    let side = PreprocessedFrame.side
    self.init(width: side, height: side, filledWith: Pixel(128, 128, 128))
    for pixel in pixels {
      self[pixel.index % side, pixel.index / side] = pixel.isNegative ? .black : .white
    }
  }
}
