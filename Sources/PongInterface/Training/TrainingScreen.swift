public import PongAgents
import PongEngine
public import Reinforcement

/// A training run on the screen: the agent as it is now, or was, plays a match beside its curve.
///
/// The screen knows the learner only by what is given to `take` and by what it asks for in
/// `takeRequests`: nothing that is drawn, played or looked at has any influence on what is learned.
public struct TrainingScreen: MatchHost {
  /// The run.
  public let setup: TrainingSetup
  /// Whether people have left; the run may go on for a moment more, until it is saved.
  public internal(set) var isFinished = false
  /// What the learner has told of the run.
  private(set) var record: TrainingRecord

  /// The match that the agent plays.
  var session: MatchSession
  /// Where the match stands; `nil` if the screen is too small for one.
  private(set) var place: MatchLayout?
  private(set) var layout = TrainingLayout(columns: 0, rows: 0, panels: .all)
  var size = (columns: 0, rows: 0)
  var panels = TrainingPanels.all
  var axis = TrainingCurve.Axis.episodes
  /// The age that is shown; `nil` for the newest copy, whichever that is.
  var chosen: PolicySnapshot?
  /// What is asked or shown over the screen just now.
  var dialog: OpenDialog?
  var navigation: Navigation?
  /// Who plays against the agent while nobody has taken the paddle, as an index of the setup's.
  var opponent = 0
  /// How many games against other opponents were shown.
  var game = 0
  /// Whether the agent plays against itself as it is.
  private var facesItself = false
  /// Whether the end was asked for.
  var isStopping = false
  /// Whether a game against the agent is to follow the end.
  var isGameWanted = false
  var notice: Notice?
  var commands = CommandFilter()
  var requests: [TrainingRequest] = []
  var ticks = 0
  /// Ticks since a copy of the agent was asked for.
  var copyAge = 0
  /// Ticks since the shown match ended.
  var overAge = 0
  /// The panels as drawn last: they are drawn anew a few times a second only.
  var picture = Surface(columns: 0, rows: 0)

  /// A box over the screen.
  enum OpenDialog: Hashable, Sendable {
    /// The keys.
    case help
    /// Whether to stop.
    case stop
  }

  /// Ticks between two pictures of the panels: 10 a second.
  static let panelTicks = 6
  /// Ticks between two copies of the agent: one a second, since the learner has to make them.
  static let copyTicks = 60

  /// Opens a run.
  ///
  /// - Parameters:
  ///   - setup: The run.
  ///   - settings: How the match looks and how a paddle is held; who plays is not taken from them.
  ///   - inspects: Whether the agent's network is looked into from the start.
  public init(setup: TrainingSetup, settings: GameSettings, inspects: Bool = false) {
    self.setup = setup
    record = TrainingRecord(setup)
    var settings = settings
    settings.speed = .normal
    let agent = setup.initialSnapshot
    let seated = Self.seat(setup.opponents[0], against: agent, of: [], game: 0, in: setup)
    facesItself = seated.isPresentSelf
    session = Self.session(agent, against: seated, setup: setup, settings: settings)
    if inspects { _ = session.toggleInspector() }
  }

  /// The settings as they are now: colours and input change with the keys.
  public var settings: GameSettings { session.settings }

  /// What has happened last, so that recordings mark it.
  public var landmark: String? { record.milestones.last?.milestone.text }

  /// The age of the agent that is shown.
  var shown: PolicySnapshot { chosen ?? record.agent }

  // MARK: The learner

  /// Takes in what the learner has to tell.
  public mutating func take(_ report: TrainingReport) {
    record.add(report)
    if let snapshot = report.snapshot, chosen == nil { seat(snapshot.policy) }
    if isStopping, case .ended = record.state {
      isFinished = !isGameWanted
      openGame()
    }
  }

  /// Takes out what the learner is asked for.
  public mutating func takeRequests() -> [TrainingRequest] {
    defer { requests = [] }
    return requests
  }

  // MARK: The match

  /// Whether a person holds the left paddle.
  var isTaken: Bool { !session.controls.isEmpty }

  private static func session(
    _ agent: PolicySnapshot,
    against opponent: SeatedOpponent,
    setup: TrainingSetup,
    settings: GameSettings
  ) -> MatchSession {
    let player = PolicyPlayer(agent.policy, environment: setup.environment, seed: setup.seed)
    var rules = GameSettings()
    rules.theme = settings.theme
    rules.glyphs = settings.glyphs
    rules.input = settings.input
    rules.speed = settings.speed
    return MatchSession(
      match: Match(rules: rules.rules, left: opponent.seat, right: .player(player)),
      left: opponent.title,
      right: Choice(id: "agent", title: "Agent", detail: ""),
      settings: rules
    )
  }

  /// Begins a match anew: the same serve, whatever the agent's age.
  ///
  /// - Parameter isTaken: Whether a person holds the left paddle; as before if left out.
  mutating func serveAgain(isTaken: Bool? = nil) {
    let isTaken = isTaken ?? self.isTaken
    let inspector = session.inspector
    let seated = Self.seat(
      isTaken ? .player(.human) : setup.opponents[opponent],
      against: shown,
      of: record.ages,
      game: game,
      in: setup
    )
    facesItself = seated.isPresentSelf
    session = Self.session(shown, against: seated, setup: setup, settings: settings)
    session.inspector = inspector
    session.inspector?.reset(session.match)
    overAge = 0
    layOut()
  }

  /// Lets other weights go on with the match.
  private mutating func seat(_ policy: PongPolicy) {
    for side in Side.allCases where side == .right || facesItself {
      session.match.changePlayer(on: side) { (player: inout PolicyPlayer) in
        player.change(to: policy)
      }
    }
  }

  // MARK: Ticks

  /// Goes on by one frame of the screen.
  public mutating func tick(at time: Duration) {
    ticks += 1
    if let notice, time >= notice.end { self.notice = nil }
    if layout.matchPanelColumns != nil {
      session.right.title = agentTitle
      session.tick(at: time)
      restartAfterEnd()
    }
    copyAge += 1
    if copyAge >= Self.copyTicks, record.state == .running, chosen == nil {
      copyAge = 0
      requests.append(.copyPolicy)
    }
    if ticks % Self.panelTicks == 0 { drawPanels() }
  }

  /// A second after the end of a game that nobody played the next one begins.
  private mutating func restartAfterEnd() {
    guard session.match.isOver, !isTaken else {
      overAge = 0
      return
    }
    overAge += 1
    guard overAge >= 60 else { return }
    if hasManyOpponents {
      showNextOpponent()
    } else {
      session.restart()
    }
  }

  /// What the court's header calls the agent.
  var agentTitle: String {
    chosen.map { "Age \(FigureText.age($0.seconds))" } ?? "Agent"
  }

  // MARK: Places

  mutating func layOut() {
    // The inspector stands where the panels do.
    layout = TrainingLayout(
      columns: size.columns,
      rows: size.rows,
      panels: session.inspector == nil ? panels : .none
    )
    place = session.layout(
      columns: size.columns,
      rows: size.rows,
      panelColumns: layout.matchPanelColumns ?? 0
    )
    session.isHidden = place == nil
    if place == nil { session.pauseForPeople(.tooSmall) }
    drawPanels()
  }

  mutating func drawPanels() {
    if picture.columns != layout.panels.columns || picture.rows != layout.panels.rows {
      picture = Surface(columns: layout.panels.columns, rows: layout.panels.rows)
    }
    var picture = picture
    TrainingPanel(screen: self).draw(on: &picture)
    self.picture = picture
  }
}
