public import PongAgents
import PongEngine
public import Reinforcement

/// A training run on the screen: the agent as it is now, or was, plays a match beside its curve.
///
/// The screen knows the learner only by what is given to `take` and by what it asks for in
/// `takeRequests`: nothing that is drawn, played or looked at has any influence on what is learned.
public struct TrainingScreen: AdjustableScreen {
  /// The run.
  public let setup: TrainingSetup
  /// Whether people have left; the run may go on for a moment more, until it is saved.
  public internal(set) var isFinished = false
  /// Where the run stands.
  public internal(set) var state = TrainingReport.State.running
  /// How the run stands.
  public internal(set) var figures: TrainingEvent
  /// At which second the run was saved last.
  var savedSeconds: Double?

  /// The match that the agent plays.
  var match: MatchSession
  /// Where the match stands; `nil` if the screen is too small for one.
  private(set) var place: MatchLayout?
  private(set) var layout = TrainingLayout(columns: 0, rows: 0, panels: .all)
  var size = (columns: 0, rows: 0)
  var panels = TrainingPanels.all
  var axis = TrainingCurve.Axis.episodes
  var curve = TrainingCurve()
  /// What has happened, the latest last.
  var milestones: [(seconds: Double, milestone: TrainingReport.Milestone)] = []
  var ages: [PolicySnapshot]
  /// The newest copy of the agent.
  var latest: PolicySnapshot
  /// The age that is shown; `nil` for the newest copy, whichever that is.
  var chosen: PolicySnapshot?
  /// What is asked or shown over the screen just now.
  var dialog: OpenDialog?
  var navigation: Navigation?
  /// Whether the end was asked for.
  var isStopping = false
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
  /// The milestones that are kept.
  static let milestoneCount = 8

  /// Opens a run.
  ///
  /// - Parameters:
  ///   - setup: The run.
  ///   - settings: How the match looks and how a paddle is held; who plays is not taken from them.
  ///   - inspects: Whether the agent's network is looked into from the start.
  public init(setup: TrainingSetup, settings: GameSettings, inspects: Bool = false) {
    self.setup = setup
    figures = setup.start
    latest = setup.initialSnapshot
    ages = []
    var settings = settings
    settings.speed = .normal
    match = Self.match(setup.initialSnapshot, setup: setup, settings: settings, isTaken: false)
    if inspects { _ = match.toggleInspector() }
  }

  /// The settings as they are now: colours and input change with the keys.
  public var settings: GameSettings {
    match.settings
  }

  /// What has happened last, so that recordings mark it.
  public var landmark: String? {
    milestones.last?.milestone.text
  }

  /// The picture's colours.
  var theme: Theme {
    Theme(match.settings.theme)
  }

  /// The age of the agent that is shown.
  var shown: PolicySnapshot {
    chosen ?? latest
  }

  // MARK: The learner

  /// Takes in what the learner has to tell.
  public mutating func take(_ report: TrainingReport) {
    figures = report.latest
    state = report.state
    savedSeconds = report.savedSeconds
    for event in report.events { curve.add(event) }
    milestones.append(contentsOf: report.milestones)
    milestones.removeFirst(max(0, milestones.count - Self.milestoneCount))
    ages = report.ages
    if let latest = report.snapshot {
      self.latest = latest
      if chosen == nil { seat(latest.policy) }
    }
    switch state {
    case .ended where isStopping: isFinished = true
    default: break
    }
  }

  /// Takes out what the learner is asked for.
  public mutating func takeRequests() -> [TrainingRequest] {
    defer { requests = [] }
    return requests
  }

  /// Whether the learner is still there to be asked.
  var isLearning: Bool {
    state == .running || state == .paused
  }

  // MARK: The match

  /// Whether a person holds the left paddle.
  var isTaken: Bool { !match.controls.isEmpty }

  private static func match(
    _ agent: PolicySnapshot,
    setup: TrainingSetup,
    settings: GameSettings,
    isTaken: Bool
  ) -> MatchSession {
    let player = PolicyPlayer(agent.policy, environment: setup.environment, seed: setup.seed)
    var rules = GameSettings()
    rules.theme = settings.theme
    rules.glyphs = settings.glyphs
    rules.input = settings.input
    rules.speed = settings.speed
    let left = isTaken ? Contestant.human : .computer
    return MatchSession(
      match: Match(
        rules: rules.rules,
        left: left.seat(seed: setup.seed),
        right: .player(player)
      ),
      left: left.choice,
      right: Choice(id: "agent", title: "Agent", detail: ""),
      settings: rules
    )
  }

  /// Begins a match anew: the same serve, whatever the agent's age.
  ///
  /// - Parameter isTaken: Whether a person holds the left paddle; as before if left out.
  mutating func serveAgain(isTaken: Bool? = nil) {
    let isTaken = isTaken ?? self.isTaken
    let inspector = match.inspector
    match = Self.match(shown, setup: setup, settings: match.settings, isTaken: isTaken)
    match.inspector = inspector
    match.inspector?.reset(match.match)
    overAge = 0
    layOut()
  }

  /// Lets other weights go on with the match.
  private mutating func seat(_ policy: PongPolicy) {
    match.match.changePlayer(on: .right) { (player: inout PolicyPlayer) in player.change(to: policy)
    }
  }

  // MARK: Ticks

  /// Goes on by one frame of the screen.
  public mutating func tick(at time: Duration) {
    ticks += 1
    if let notice, time >= notice.end { self.notice = nil }
    if layout.matchPanelColumns != nil {
      match.right.title = agentTitle
      match.tick(at: time)
      restartAfterEnd()
    }
    copyAge += 1
    if copyAge >= Self.copyTicks, state == .running, chosen == nil {
      copyAge = 0
      requests.append(.copyPolicy)
    }
    if ticks % Self.panelTicks == 0 { drawPanels() }
  }

  /// A second after the end of a game that nobody played the next one begins.
  private mutating func restartAfterEnd() {
    guard match.match.isOver, !isTaken else {
      overAge = 0
      return
    }
    overAge += 1
    if overAge >= 60 { match.restart() }
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
      panels: match.inspector == nil ? panels : .none
    )
    place = match.layout(
      columns: size.columns,
      rows: size.rows,
      panelColumns: layout.matchPanelColumns ?? 0
    )
    match.isHidden = place == nil
    if place == nil { match.pauseForPeople(.tooSmall) }
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
