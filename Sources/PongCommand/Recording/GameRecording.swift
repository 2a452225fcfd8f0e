import Pictures
import PongAgents
import PongEngine
import PongInterface
import PongTerminal

/// Plays a game without a terminal and keeps what is seen of it.
struct GameRecording {
  /// What is kept, each in a file of its own.
  struct Targets {
    /// The court as the console shows it.
    var court: GIFFile?
    /// What a network at a paddle is given.
    var input: GIFFile?
    /// The screen of the terminal as a moving picture.
    var screen: GIFFile?
    /// The screen of the terminal as an asciicast.
    var cast: StreamedFile?
  }

  /// When the recording ends, if the game has not ended before.
  struct Limits {
    /// The agent steps of the side whose input is kept.
    var steps: Int?
    /// The frames of the game.
    var frames: Int?
  }

  private var stack: ScreenStack<MatchScreen>
  private var targets: Targets
  private let side: Side
  private let script: [InputScript.Entry]
  private var scriptPosition = 0
  private var surface: Surface
  private var encoder: CastEncoder
  private var steps = 0
  /// What the side saw at its last decision.
  private var lastObserved: PreprocessedFrame?

  /// The frames of a recording that has no limit of frames: a script may let a game stand still.
  private static let mostFrames = 200_000

  /// Frames from one picture of the screen to the next: 30 pictures a second in casts, 15 in GIFs.
  private static let castFrames = 2
  private static let screenFrames = 4

  /// Prepares a recording.
  ///
  /// - Parameters:
  ///   - screen: The match, before its first frame.
  ///   - targets: What is kept.
  ///   - side: Whose input and agent steps count.
  ///   - script: What people do.
  ///   - size: The size of the terminal's screen in cells.
  init(
    _ screen: MatchScreen,
    targets: Targets,
    side: Side,
    script: InputScript?,
    size: (columns: Int, rows: Int)
  ) {
    stack = ScreenStack(screen)
    self.targets = targets
    self.side = side
    self.script = script?.entries ?? []
    surface = Surface(columns: size.columns, rows: size.rows)
    let (left, right) = (screen.session.left, screen.session.right)
    encoder = CastEncoder(title: "pong: \(left.title) – \(right.title)")
  }

  private var match: Match { stack.root.session.match }

  /// Plays until a limit is reached or the game is over.
  ///
  /// - Returns: What has become of each file, a line each.
  mutating func run(until limits: Limits) throws -> [String] {
    stack.handle(.resize(columns: surface.columns, rows: surface.rows), at: .zero)
    var frame = 0
    while !match.isOver, !stack.isFinished, frame < limits.frames ?? Self.mostFrames {
      let isDeciding = match.isDeciding(side)
      if isDeciding, steps == limits.steps { break }
      let game = match.game
      try takeScreen(atFrame: frame)
      takeScript(atFrame: frame)
      stack.tick(at: FrameLoop.time(ofFrame: frame))
      if let failure = match.failure { throw failure }
      // Where a script lets the game stand still nobody decides.
      if isDeciding, match.game != game {
        try takeStep(game, atFrame: frame)
      }
      frame += 1
    }
    return try finish(atFrame: frame)
  }

  /// Hands on what people do before a frame.
  private mutating func takeScript(atFrame frame: Int) {
    while scriptPosition < script.count, script[scriptPosition].frame <= frame {
      stack.handle(script[scriptPosition].event, at: FrameLoop.time(ofFrame: frame))
      scriptPosition += 1
    }
  }

  /// Keeps what a decision was made on.
  private mutating func takeStep(_ game: Game, atFrame frame: Int) throws {
    steps += 1
    try targets.court?.add(Bitmap(courtOf: game), atFrame: frame)
    guard targets.input != nil else { return }
    let observed = PreprocessedFrame(game.seen(from: side))
    // As in the article, nothing has changed at the first step.
    let difference = observed.difference(from: lastObserved ?? observed)
    lastObserved = observed
    try targets.input?.add(Bitmap(difference: difference), atFrame: frame)
  }

  /// Keeps the screen as it is before a frame, if its turn has come.
  private mutating func takeScreen(atFrame frame: Int) throws {
    let isForCast = targets.cast != nil && frame % Self.castFrames == 0
    let isForGIF = targets.screen != nil && frame % Self.screenFrames == 0
    guard isForCast || isForGIF else { return }
    stack.draw(on: &surface)
    if isForCast { try writeCast(atFrame: frame) }
    if isForGIF { try targets.screen?.add(Bitmap(surface), atFrame: frame) }
  }

  private mutating func writeCast(atFrame frame: Int) throws {
    let time = FrameLoop.time(ofFrame: frame)
    let text = encoder.add(surface, at: time, landmark: stack.landmark)
    try targets.cast?.write(text.utf8)
  }

  private mutating func finish(atFrame frame: Int) throws -> [String] {
    var end = frame
    let match = match
    if match.isOver || stack.isFinished {
      // The last picture stays for a moment.
      end += 60
      try targets.court?.add(Bitmap(courtOf: match.game), atFrame: frame)
      stack.draw(on: &surface)
      if targets.cast != nil { try writeCast(atFrame: frame) }
      try targets.screen?.add(Bitmap(surface), atFrame: frame)
    }
    try targets.cast?.write(encoder.finish(at: FrameLoop.time(ofFrame: end)).utf8)
    var lines = ["\(stack.root.session.result.line), \(steps) agent steps, \(frame) frames"]
    if let line = try targets.court?.finish(atFrame: end) { lines.append(line) }
    if let line = try targets.input?.finish(atFrame: end) { lines.append(line) }
    if let line = try targets.screen?.finish(atFrame: end) { lines.append(line) }
    if let cast = targets.cast {
      try cast.finish()
      lines.append("\(cast.path): \(surface.columns) × \(surface.rows) cells")
    }
    return lines
  }
}
