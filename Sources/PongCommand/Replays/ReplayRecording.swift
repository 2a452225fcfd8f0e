import Pictures
import PongAgents
import PongInterface
import PongTerminal

/// Makes moving pictures of a part of a replay.
struct ReplayRecording {
  /// What is kept, each in a file of its own.
  struct Targets {
    /// The court as the console shows it.
    var court: GIFFile?
    /// The screen of the terminal as a moving picture.
    var screen: GIFFile?
    /// The screen of the terminal as an asciicast.
    var cast: StreamedFile?
  }

  private let track: ReplayTrack
  private let frames: ClosedRange<Int>
  private var targets: Targets
  private var screen: ReplayScreen
  private var surface: Surface
  private var encoder: CastEncoder

  /// Frames from one picture to the next: 30 a second of the court and in casts, 15 of the screen.
  private static let courtFrames = 2
  private static let castFrames = 2
  private static let screenFrames = 4
  /// A pixel of a clip's court becomes a square of so many.
  private static let clipScale = 2

  /// Prepares a recording.
  ///
  /// - Parameters:
  ///   - track: The replay.
  ///   - frames: The frames: places of ``/PongAgents/ReplayTrack/games``.
  ///   - targets: What is kept.
  ///   - settings: The looks of the screen.
  ///   - size: The size of the terminal's screen in cells.
  init(
    of track: ReplayTrack,
    _ frames: ClosedRange<Int>,
    targets: Targets,
    settings: GameSettings = GameSettings(),
    size: (columns: Int, rows: Int) = (80, 24)
  ) {
    self.track = track
    self.frames = frames
    self.targets = targets
    screen = ReplayScreen(
      track,
      settings: settings,
      start: .playing(fromFrame: frames.lowerBound)
    )
    screen.handle(.resize(columns: size.columns, rows: size.rows), at: .zero)
    surface = Surface(columns: size.columns, rows: size.rows)
    encoder = CastEncoder(title: "pong: \(screen.landmark ?? "")")
  }

  /// Writes a clip as a GIF of the court.
  ///
  /// - Throws: A ``CommandError`` if it cannot be written.
  /// - Returns: What has become of it, in a line.
  static func writeClip(_ clip: ReplayClip, to path: String) throws -> String {
    let court = try GIFFile(path: path, scale: clipScale)
    var recording = Self(of: clip.track, clip.frames, targets: Targets(court: court))
    return try recording.run().last ?? path
  }

  /// Writes everything.
  ///
  /// - Throws: A ``CommandError`` if something cannot be written.
  /// - Returns: What has become of each file, a line each.
  mutating func run() throws -> [String] {
    for frame in frames {
      let place = frame - frames.lowerBound
      let isLast = frame == frames.upperBound
      if place % Self.courtFrames == 0 || isLast {
        let game = track.games[frame]
        try targets.court?.add(Bitmap(courtOf: game), atFrame: place)
      }
      let isForCast = targets.cast != nil && (place % Self.castFrames == 0 || isLast)
      let isForGIF = targets.screen != nil && (place % Self.screenFrames == 0 || isLast)
      guard isForCast || isForGIF else { continue }
      screen.seek(to: frame)
      screen.draw(on: &surface)
      if isForCast { try writeCast(atFrame: place) }
      let picture = isForGIF ? Bitmap(surface) : nil
      if let picture { try targets.screen?.add(picture, atFrame: place) }
    }
    return try finish()
  }

  private mutating func writeCast(atFrame frame: Int) throws {
    let time = FrameLoop.time(ofFrame: frame)
    let text = encoder.add(surface, at: time, landmark: screen.landmark)
    try targets.cast?.write(text.utf8)
  }

  private mutating func finish() throws -> [String] {
    // The last picture stays for a moment.
    let end = frames.count + 30
    var lines: [String] = []
    if let line = try targets.court?.finish(atFrame: end) { lines.append(line) }
    if let line = try targets.screen?.finish(atFrame: end) { lines.append(line) }
    if let cast = targets.cast {
      try cast.write(encoder.finish(at: FrameLoop.time(ofFrame: end)).utf8)
      try cast.finish()
      lines.append("\(cast.path): \(surface.columns) × \(surface.rows) cells")
    }
    return lines
  }
}
