import PongAgents
import PongEngine

/// Looks into the networks of a match: what they see, and why they move.
///
/// It looks on and changes nothing: a match goes the same way with and without it. Whoever shows a
/// match tells it of every frame of the game with ``observe(_:)`` and of every picture with
/// ``tick()``; it renews what it shows ten times a second, whatever the court's pace.
struct Inspector: Sendable {
  /// The parts that are shown, in their order.
  enum Panel: CaseIterable, Hashable, Sendable {
    /// P(up), its last seconds, the value and the entropy.
    case decision
    /// The contributions to the log-odds, added up for each object, and what the colours mean.
    case reasons
    /// The network's input.
    case observed
    /// The hidden units.
    case units
    /// The weights of the chosen unit as a picture.
    case field
  }

  /// What is drawn over the court.
  enum Overlay: CaseIterable, Hashable, Sendable {
    /// Each pixel's contribution to the log-odds.
    case contributions
    /// The saliency of each place: how much covering it changes the logits.
    case saliency
    /// P(up) for a ball at every place.
    case map
    /// Nothing.
    case none

    /// How it is called.
    var title: String {
      switch self {
      case .contributions: "why: contributions"
      case .saliency: "where it matters"
      case .map: "P(up) by ball"
      case .none: "nothing"
      }
    }
  }

  /// What is shown of one network at one moment.
  struct Content: Sendable {
    var attribution: Attribution
    /// The hidden units by falling influence on the log-odds: up first, down last.
    var order: [Int]
    /// The hidden units, those that were the most influential of late first.
    var strongest: [Int]
    var saliency: Saliency?
    var map: BallMap?
  }

  /// Pictures of the screen from one renewal of what is shown to the next.
  static let period = 6
  /// Renewals of the rest from one renewal of the map to the next: a picture of many cells.
  static let slowness = 6
  /// Renewals of the map for which a unit is shown that nobody has chosen.
  static let patience = 4

  /// The side whose network is shown.
  private(set) var side: Side
  /// What is drawn over the court.
  var overlay = Overlay.contributions
  /// The panel that comes first where there is no room for all.
  var panel = Panel.decision
  /// The hidden unit that was chosen; the most influential one until then.
  var chosenUnit: Int?
  /// How a receptive field is shown.
  var fieldView = FieldView()
  /// The position that is being tried out, if any.
  var editor: PositionEditor?
  /// What is shown.
  private(set) var content: Content?
  /// The chosen unit's receptive field and whose it is.
  private(set) var field: (unit: Int, view: FieldView, values: [Float])?
  /// The frames of the game that were observed.
  private(set) var frame = 0

  private var histories: [Side: DecisionHistory] = [:]
  /// The latest games, the first of them as long ago as a decision.
  private var games: [Game] = []
  private var ticks = 0
  /// How influential each hidden unit was of late.
  private var strengths: [Float] = []
  /// Renewals of the map since the shown unit was looked for.
  private var unitAge = 0
  private var isStale = true

  /// Begins to look at a match; `nil` if nobody's network can be looked into.
  ///
  /// - Parameters:
  ///   - match: The match.
  ///   - side: The side to begin with, if there is a network.
  init?(_ match: Match, side: Side = .right) {
    guard let side = Self.sides(of: match, first: side).first else { return nil }
    self.side = side
    observe(match)
  }

  /// Whether somebody's network can be looked into.
  static func canOpen(_ match: Match) -> Bool {
    !sides(of: match, first: .right).isEmpty
  }

  /// The sides of a match whose networks can be looked into.
  private static func sides(of match: Match, first: Side) -> [Side] {
    [first, first.opposite].filter { DecisionHistory.isOpen(match.seat($0)) }
  }

  /// The decisions of the policy that is shown.
  var history: DecisionHistory? { histories[side] }

  /// Whether there is a network on both sides.
  var hasBoth: Bool { histories.count > 1 }

  /// The unit whose receptive field is shown: the chosen one, or the most influential of late.
  var shownUnit: Int? {
    let unit = chosenUnit ?? field?.unit
    return unit.flatMap { $0 < history?.policy.hiddenCount ?? 0 ? $0 : nil }
  }

  // MARK: Observing

  /// Takes note of a frame of the game; call it after each.
  mutating func observe(_ match: Match) {
    frame += 1
    games.append(match.game)
    if games.count > Hypothesis.frames + 1 { games.removeFirst() }
    for side in Side.allCases {
      if histories[side] == nil {
        histories[side] = DecisionHistory(match.seat(side), frame: frame)
      } else {
        histories[side]?.observe(match.seat(side), frame: frame)
      }
    }
    isStale = true
  }

  /// Forgets what it has seen: another game begins, or another network plays.
  mutating func reset(_ match: Match) {
    histories = [:]
    games = []
    content = nil
    field = nil
    editor = nil
    frame = 0
    observe(match)
  }

  /// Looks at the network of the other side, if it has one.
  mutating func changeSide() {
    guard histories[side.opposite] != nil else { return }
    side = side.opposite
    chosenUnit = nil
    refresh()
  }

  // MARK: Showing

  /// The position that is being looked at: the game's, or the one being tried out.
  var hypothesis: Hypothesis? {
    if let editor { return editor.hypothesis }
    return games.last.map { Hypothesis($0, before: games.first) }
  }

  /// The game that is to be drawn instead of the match's, while a position is being tried out.
  var triedGame: Game? { editor?.hypothesis.now }

  /// Renews what is shown if it is time; call it once a picture.
  mutating func tick() {
    ticks += 1
    guard isStale, content == nil || ticks % Self.period == 0 else { return }
    isStale = false
    refresh(isSlow: ticks / Self.period % Self.slowness == 0)
  }

  /// Renews what is shown at once, as after a key.
  mutating func refresh(isSlow: Bool = true) {
    guard let history, let hypothesis else {
      content = nil
      return
    }
    let policy = history.policy
    let observed = editor == nil ? history.observed : hypothesis.observed(from: side)
    let attribution = policy.attribution(observed)
    let order = attribution.influences.indices.sorted {
      (attribution.influences[$0], $1) > (attribution.influences[$1], $0)
    }
    let strongest = strongest(attribution, isSlow: isSlow)
    var map = overlay == .map ? content?.map : nil
    if overlay == .map, isSlow || map == nil {
      map = hypothesis.map(
        of: policy,
        from: side,
        columns: Self.mapSize.columns,
        rows: Self.mapSize.rows
      )
    }
    content = Content(
      attribution: attribution,
      order: order,
      strongest: strongest,
      saliency: overlay == .saliency ? policy.saliency(observed) : nil,
      map: map
    )
    renewField(of: policy, isSlow: isSlow)
  }

  /// Renews the receptive field, of another unit if the strongest is to be looked for again.
  private mutating func renewField(of policy: PongPolicy, isSlow: Bool) {
    guard let strongest = content?.strongest.first else { return }
    if isSlow { unitAge += 1 }
    var unit = shownUnit
    if unit == nil || chosenUnit == nil && unitAge >= Self.patience {
      unitAge = 0
      unit = strongest
    }
    guard let unit else { return }
    fieldView = fieldView.limited(to: policy.observation)
    if isSlow || field?.unit != unit || field?.view != fieldView {
      field = (unit, fieldView, fieldView.values(of: policy, unit: unit))
    }
  }

  /// The hidden units, those that were the most influential of late first.
  ///
  /// The order is renewed now and then only: numbers in rows that jump about cannot be read.
  private mutating func strongest(_ attribution: Attribution, isSlow: Bool) -> [Int] {
    let influences = attribution.influences.map { abs($0) }
    let isOther = strengths.count != influences.count
    strengths = isOther ? influences : zip(strengths, influences).map { 0.9 * $0 + 0.1 * $1 }
    if let strongest = content?.strongest, !isSlow, !isOther { return strongest }
    return strengths.indices.sorted { (strengths[$0], $1) > (strengths[$1], $0) }
  }

  /// The places of the map: as fine as a court of usual size shows them.
  private static let mapSize = (columns: 40, rows: 32)
}
