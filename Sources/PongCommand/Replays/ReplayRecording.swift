import Pictures
import PongAgents
import PongInterface

/// Makes moving pictures of replays.
enum ReplayRecording {
  /// Frames from one picture of the court to the next: 30 pictures a second.
  private static let courtFrames = 2
  /// A pixel of the court becomes a square of so many.
  private static let clipScale = 2

  /// Writes a clip as a GIF of the court.
  ///
  /// - Throws: A ``CommandError`` if it cannot be written.
  /// - Returns: What has become of it, in a line.
  static func writeClip(_ clip: ReplayClip, to path: String) throws -> String {
    var file = try GIFFile(path: path, scale: clipScale)
    return try writeCourt(of: clip.track, clip.frames, to: &file)
  }

  /// Writes frames of a replay as the console shows them.
  static func writeCourt(
    of track: ReplayTrack,
    _ frames: ClosedRange<Int>,
    to file: inout GIFFile
  ) throws -> String {
    for frame in stride(from: frames.lowerBound, through: frames.upperBound, by: courtFrames) {
      try file.add(
        Bitmap(courtOf: track.games[frame]),
        atFrame: frame - frames.lowerBound
      )
    }
    return try file.finish(atFrame: frames.count + courtFrames)
  }
}
