public import PongAgents
import PongEngine

/// A match on the screen: people play it, or watch it.
///
/// A tick is one frame of the console at normal speed. Nothing that is drawn or not drawn has any
/// influence on the game.
public struct MatchScreen: AdjustableScreen {
  /// Where the way out leads.
  public enum Exit: Hashable, Sendable {
    /// To the menu that the match was started from.
    case menu
    /// Out of the program.
    case shell
    /// From the paddle, back to watching the training that the match is part of.
    case training
  }

  /// Why the game stands still.
  enum Pause: Hashable, Sendable {
    /// Somebody asked for it.
    case asked
    /// The window lost the keyboard, or the process was suspended.
    case away
    /// The screen was too small to play on.
    case tooSmall
  }

  /// A line that is shown for a while.
  struct Notice: Hashable, Sendable {
    var text: String
    var end: Duration
  }

  /// The match.
  public internal(set) var match: Match
  /// Who sits on the left.
  public let left: Choice
  /// Who sits on the right.
  public internal(set) var right: Choice
  /// Where the way out leads.
  public let exit: Exit
  /// The settings of the match; speed, colours and input change with the keys.
  public internal(set) var settings: GameSettings
  /// The results of the games that have ended, in order.
  public internal(set) var results: [MatchResult] = []
  /// Whether the players want to leave.
  public internal(set) var isFinished = false
  /// The columns wanted for panels at the right, besides those that the inspector wants.
  public var panelColumns = 0
  /// What looks into the networks of the match; `nil` while it is closed.
  public internal(set) var inspector: Inspector?

  var size = (columns: 0, rows: 0)
  var layout: MatchLayout?
  var theme: Theme
  var pause: Pause?
  var showsHelp = false
  var notice: Notice?
  var controls: [PaddleControls] = []
  /// The score before the last frame: what a time-out leaves of it is not the players'.
  var scores = (left: 0, right: 0)
  var rally = 0
  var longestRally = 0
  /// Who won the last point, and the frames since.
  var lastPoint: (side: Side, age: Int)?
  var ticks = 0
  /// Frames asked for one by one.
  var singleSteps = 0
  /// Whether frames are being asked for one by one.
  var isStepping = false
  var restartIsAsked = false
  var commands = CommandFilter()
  /// The number of the game in the match, from 1.
  var gameNumber = 1

  /// Starts a match.
  ///
  /// - Parameters:
  ///   - match: The match, in any state.
  ///   - left: Who sits on the left.
  ///   - right: Who sits on the right.
  ///   - settings: The settings that it was made with.
  ///   - exit: Where the way out leads.
  public init(
    match: Match,
    left: Choice,
    right: Choice,
    settings: GameSettings,
    exit: Exit = .shell
  ) {
    self.match = match
    self.left = left
    self.right = right
    self.settings = settings
    self.exit = exit
    theme = Theme(settings.theme)
    scores = (Int(match.game.leftScore), Int(match.game.rightScore))
    makeControls()
  }

  /// How the game stands, or how it ended.
  public var result: MatchResult {
    let game = match.game
    let ending: MatchResult.Ending =
      if !game.isPlaying {
        .timeOut
      } else if game.isOver {
        .won(game.leftScore > game.rightScore ? .left : .right)
      } else {
        .unfinished
      }
    return MatchResult(
      left: left.id,
      right: right.id,
      leftScore: scores.left,
      rightScore: scores.right,
      ending: ending,
      gameNumber: gameNumber
    )
  }

  /// Says how the games ended.
  public func close() -> [String] { results.map(\.line) }

  /// The score, so that recordings mark the points.
  public var landmark: String? {
    "\(left.title) \(scores.left) : \(scores.right) \(right.title)"
  }

  /// The sides that people hold.
  var humans: [Side] {
    Side.allCases.filter { match.seat($0).isHuman }
  }

  /// Whether the game goes on with every tick.
  var isRunning: Bool {
    layout != nil && pause == nil && !showsHelp && !match.isOver && !isTrying
  }

  /// Whether a position is being tried out.
  var isTrying: Bool { inspector?.isTrying ?? false }

  // MARK: Ticks

  /// Goes on by one frame of the screen: none, one or several of the game.
  public mutating func tick(at time: Duration) {
    if let notice, time >= notice.end {
      self.notice = nil
      restartIsAsked = false
    }
    inspector?.tick()
    if singleSteps > 0, layout != nil, !match.isOver, !isTrying {
      singleSteps -= 1
      step(at: time)
      return
    }
    guard isRunning else { return }
    ticks += 1
    for _ in 0..<settings.speed.frames(inTick: ticks) where !match.isOver {
      step(at: time)
    }
  }

  private mutating func step(at time: Duration) {
    var left = PaddleInput.idle
    var right = PaddleInput.idle
    for index in controls.indices {
      let side = controls[index].side
      if let knob = controls[index].takeKnob() {
        match.setKnob(of: side, to: knob)
      }
      let input = controls[index].takeInput(at: time)
      switch side {
      case .left: left = input
      case .right: right = input
      }
    }
    let outcome = match.step(leftHuman: left, rightHuman: right)
    inspector?.observe(match)
    note(outcome.events)
    if match.isOver {
      results.append(result)
      showsHelp = false
      clearControls()
    }
  }

  private mutating func note(_ events: FrameOutcome.Events) {
    let game = match.game
    if game.isPlaying {
      scores = (Int(game.leftScore), Int(game.rightScore))
    }
    if events.contains(.serve) {
      rally = 0
    }
    if !events.isDisjoint(with: [.leftHit, .rightHit]) {
      rally += 1
      longestRally = max(longestRally, rally)
    }
    if let point = lastPoint {
      lastPoint = (point.side, point.age + 1)
    }
    for side in Side.allCases where events.contains(.point(side)) {
      lastPoint = (side, 0)
    }
  }

  /// Starts the next game between the same two.
  mutating func restart() {
    match.restart()
    gameNumber += 1
    scores = (0, 0)
    rally = 0
    longestRally = 0
    lastPoint = nil
    singleSteps = 0
    isStepping = false
    restartIsAsked = false
    pause = nil
    inspector?.reset(match)
    clearControls()
  }

  /// Lets go of every paddle.
  mutating func clearControls() {
    for index in controls.indices {
      controls[index].clear()
    }
  }

  mutating func makeControls() {
    let humans = humans
    controls = humans.map {
      PaddleControls(side: $0, sharesKeyboard: humans.count > 1, mode: settings.input)
    }
  }

  /// Whose paddle the mouse holds: the only person's, or the right one's of two.
  var pointerIndex: Int? {
    controls.indices.last
  }
}

extension MatchScreen {
  /// Starts the match that `settings` describe; `nil` if the catalog lacks one of the two.
  ///
  /// - Parameters:
  ///   - settings: The settings, with the ids of who plays.
  ///   - catalog: Who can play.
  ///   - seed: The seed of the players' chance.
  ///   - exit: Where the way out leads.
  /// - Throws: What the catalog throws where a player cannot be fetched.
  public init?(settings: GameSettings, catalog: PlayerCatalog, seed: UInt64, exit: Exit) throws {
    // Two of a kind must not make the same moves.
    let otherSeed = seed ^ 0x9E37_79B9_7F4A_7C15
    guard
      let left = catalog.choice(settings.left),
      let right = catalog.choice(settings.right),
      let leftSeat = try catalog.seat(left.id, seed: seed),
      let rightSeat = try catalog.seat(right.id, seed: otherSeed)
    else {
      return nil
    }
    self.init(
      match: Match(rules: settings.rules, left: leftSeat, right: rightSeat),
      left: left,
      right: right,
      settings: settings,
      exit: exit
    )
  }
}
