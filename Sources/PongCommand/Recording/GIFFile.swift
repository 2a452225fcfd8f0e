import Pictures
import PongTerminal

/// A GIF that is written picture by picture.
struct GIFFile {
  private let file: StreamedFile
  private let scale: Int
  private var encoder: GIFEncoder?
  private var bytes = 0

  /// Starts a file whose pictures are enlarged by `scale`.
  ///
  /// - Throws: A `CommandError` if it cannot be made.
  init(path: String, scale: Int) throws {
    file = try StreamedFile(path: path)
    self.scale = scale
  }

  /// Shows a picture from a frame of the game on; all are of one size.
  mutating func add(_ bitmap: Bitmap, atFrame frame: Int) throws {
    let big = bitmap.scaled(by: scale)
    var encoder = self.encoder ?? GIFEncoder(width: big.width, height: big.height)
    try write(encoder.add(big, at: Self.hundredths(frame)))
    self.encoder = encoder
  }

  /// Ends the file and puts it in its place.
  ///
  /// - Parameter frame: When the last picture vanishes.
  /// - Throws: A `CommandError` if that is not possible.
  /// - Returns: What has become of it, in a line.
  mutating func finish(atFrame frame: Int) throws -> String {
    let end = encoder?.finish(at: Self.hundredths(frame)) ?? []
    try write(end)
    try file.finish()
    let (size, pictures) =
      encoder.map { ("\($0.width) × \($0.height), ", $0.pictureCount) } ?? ("", 0)
    let seconds = (Double(frame) / 6).rounded() / 10
    return "\(file.path): \(size)\(pictures) pictures, \(seconds) s, \((bytes + 500) / 1000) kB"
  }

  private mutating func write(_ part: [UInt8]) throws {
    bytes += part.count
    try file.write(part)
  }

  /// A frame's time as GIF counts it.
  private static func hundredths(_ frame: Int) -> Int {
    (frame * 100 + 30) / 60
  }
}
