public import PongAgents
import PongEngine
import Text

/// A match as it was played: to be looked at frame by frame, looked into, and played on from.
public struct ReplayScreen: AdjustableScreen, ShownMatch {
  /// Where the way out leads.
  public enum Exit: Hashable, Sendable {
    /// To the screen that it was opened from.
    case back
    /// Out of the program.
    case shell
  }

  /// Where a replay begins.
  public enum Start: Hashable, Sendable {
    /// At a frame, standing still.
    case frame(Int)
    /// At a frame, going on from there.
    case playing(fromFrame: Int)
    /// Before the serve of a point, counted from 1, going on from there.
    case point(Int)
  }

  /// What is waited for.
  enum Wait: Hashable, Sendable {
    /// The players, to be looked into.
    case inspection
    /// The champion, whose bat is to be seen as a ghost on this side.
    case ghost(Side)
    /// The opponent, with whom lost points can be drilled.
    case review
    /// The opponents, to be played against.
    case takeOver(TakeOver)
    /// A file that is being written.
    case export
  }

  /// The replay.
  public let track: ReplayTrack
  /// The settings as they are now: colours and input change.
  public internal(set) var settings: GameSettings
  /// Whether the replay was left.
  public internal(set) var isFinished = false

  let sources: ReplaySources
  let outline: ReplayOutline
  let exit: Exit
  var playback: ReplayPlayback
  var inspection: ReplayInspection?
  /// What the champion would have done; `nil` while nobody asks.
  var ghost: ReplayGhost?
  var waits: Set<Wait> = []
  var notice: Notice?
  var navigation: Navigation?
  var commands = CommandFilter()
  /// The ways of playing on that an open list offers.
  var offers: [TakeOver] = []
  /// The digits of a point's number that have been struck, and when the last one was.
  var typed: (number: Int, time: Duration)?
  /// Whether a button of the mouse holds the timeline.
  var isDragging = false
  private var size = (columns: 0, rows: 0)

  /// Opens a replay.
  ///
  /// - Parameters:
  ///   - track: The replay.
  ///   - settings: Colours, characters and how people hold a paddle.
  ///   - sources: What files say of those who played.
  ///   - start: Where it begins.
  ///   - exit: Where the way out leads.
  public init(
    _ track: ReplayTrack,
    settings: GameSettings,
    sources: ReplaySources = ReplaySources(),
    start: Start = .playing(fromFrame: 0),
    exit: Exit = .back
  ) {
    self.track = track
    self.settings = settings
    self.sources = sources
    self.exit = exit
    outline = ReplayOutline(track)
    playback = ReplayPlayback(end: track.frameCount)
    switch start {
    case .frame(let frame): playback.seek(to: frame)
    case .playing(let frame):
      playback.seek(to: frame)
      playback.play()
    case .point(let number):
      playback.seek(to: outline.start(ofPoint: number))
      playback.play()
    }
    if let divergence = track.divergence {
      notice = Notice(
        "Not as it was recorded after \(divergence.points) points",
        at: .zero,
        lasting: 5
      )
    }
  }

  /// Where the replay stands.
  public var frame: Int { playback.frame }

  /// Goes to a frame, or to the nearest that there is.
  public mutating func seek(to frame: Int) { playback.seek(to: frame) }

  /// Goes on by a frame of the screen.
  public mutating func tick(at time: Duration) {
    if let notice, time >= notice.end { self.notice = nil }
    if !isTrying { playback.tick() }
    let (frame, track) = (frame, track)
    inspection?.go(to: frame, of: track)
    inspection?.inspector.tick()
    ghost?.tick()
    for wait in waits { look(for: wait, at: time) }
  }

  /// Looks whether what is waited for has come.
  private mutating func look(for wait: Wait, at time: Duration) {
    switch wait {
    case .inspection: inspect(at: time)
    case .review: review(at: time)
    case .ghost(let side): showGhost(on: side, at: time)
    case .takeOver(let way): takeOver(way, at: time)
    case .export:
      guard let line = sources.exported() else { return }
      waits.remove(.export)
      say(line, at: time, lasting: 6)
    }
  }

  mutating func say(_ text: String, at time: Duration, lasting seconds: Int = 2) {
    notice = Notice(text.printable, at: time, lasting: seconds)
  }

  // MARK: What is shown

  /// The game at the frame.
  var game: Game { track.games[frame] }

  /// What looks into the networks.
  var inspector: Inspector? { inspection?.inspector }

  /// The side that has just won a point.
  var scorer: Side? { outline.scorer(atFrame: frame) }

  /// Whether a position is being tried out.
  var isTrying: Bool { inspector?.isTrying ?? false }

  /// The points of a side; after a time-out those before it.
  func score(of side: Side) -> Int {
    let game = game
    guard game.isPlaying else {
      let score = track.replay.score
      return side == .left ? score.left : score.right
    }
    return Int(side == .left ? game.leftScore : game.rightScore)
  }

  /// What a side is called: the only person without a name is "You".
  func name(of side: Side) -> String {
    let participant = track.replay[side]
    if let name = participant.name { return name.printable }
    guard participant.isPerson else { return participant.title.printable }
    if track.replay.personSide == side { return "You" }
    return side == .left ? "Left" : "Right"
  }

  /// The side whose points are marked as one's own.
  var ours: Side { track.replay.personSide ?? .right }

  /// The score, so that recordings mark the points.
  public var landmark: String? {
    "\(name(of: .left)) \(score(of: .left)) : \(score(of: .right)) \(name(of: .right))"
  }

  // MARK: Stack

  /// Takes out what is to be opened, or that the replay was left.
  public mutating func takeNavigation() -> Navigation? {
    defer { navigation = nil }
    return isFinished ? .pop : navigation
  }

  /// Takes what was chosen or changed on another screen.
  public mutating func resume(after screen: any Screen) {
    switch screen {
    case let help as HelpScreen: commands = help.commands
    case let list as ChoiceScreen:
      if let chosen = list.chosen, offers.indices.contains(chosen) {
        waits.insert(.takeOver(offers[chosen]))
      }
    case let review as ReviewScreen:
      commands = review.commands
      settings.theme = review.settings.theme
    case let match as MatchScreen:
      settings.theme = match.settings.theme
      settings.input = match.settings.input
    default: break
    }
  }

  // MARK: Places

  var theme: Theme { Theme(settings.theme) }

  var layout: ReplayLayout? {
    ReplayLayout(
      columns: size.columns,
      rows: size.rows,
      glyphs: settings.glyphs,
      panelColumns: inspection == nil ? 0 : Inspector.wantedColumns(of: size.columns),
      hasCurve: ghost != nil
    )
  }

  /// Takes up a new size of the screen.
  mutating func resize(columns: Int, rows: Int) { size = (columns, rows) }
}
