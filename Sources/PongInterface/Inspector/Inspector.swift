public import PongAgents
public import PongEngine

/// Looks into the networks of a match: what they see, and why they move.
///
/// It looks on and changes nothing: a match goes the same way with and without it. Whoever shows a
/// match tells it of every frame of the game with ``observe(_:)`` and of every picture with
/// ``tick()``; it renews what it shows twelve times a second, whatever the court's pace.
public struct Inspector: Sendable {
  /// The parts that are shown, in their order.
  enum Panel: CaseIterable, Hashable, Sendable {
    /// P(up), its last seconds, the value and the entropy.
    case decision
    /// What brings the leaning about, thing by thing, and what the colours mean.
    case reasons
    /// The network's input.
    case sight
    /// The hidden units.
    case units
    /// The weights of the chosen unit as a picture.
    case field
  }

  /// What is drawn over the court.
  public enum Overlay: CaseIterable, Hashable, Sendable {
    /// Each pixel's contribution to the leaning.
    case contributions
    /// How much covering a place changes the logits.
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
    var insight: Insight
    /// The hidden units, from what pushes up most to what pushes down most.
    var order: [Int]
    var saliency: Saliency?
    var map: BallMap?
  }

  /// Pictures of the screen from one renewal of what is shown to the next.
  static let period = 5
  /// Renewals of the rest from one renewal of the map and of a receptive field to the next.
  static let slowness = 4

  /// The side whose network is shown.
  public private(set) var side: Side
  /// What is drawn over the court.
  public internal(set) var overlay = Overlay.contributions
  /// The panel that comes first where there is no room for all.
  var panel = Panel.decision
  /// The hidden unit that was chosen; the most influential one until then.
  var chosenUnit: Int?
  /// Which of the network's pictures a receptive field is of.
  var fieldPicture = 0
  /// The position that is being tried out, if any.
  var editor: PositionEditor?
  /// What is shown.
  private(set) var content: Content?
  /// The chosen unit's receptive field and whose it is.
  private(set) var field: (unit: Int, picture: Int, weights: [Float])?
  /// The frames of the game that were observed.
  private(set) var frame = 0

  private var minds: [Side: Mind] = [:]
  /// The latest games, the first of them as long ago as a decision.
  private var games: [Game] = []
  private var ticks = 0
  private var isStale = true

  /// Begins to look at a match; `nil` if nobody's network can be looked into.
  ///
  /// - Parameters:
  ///   - match: The match.
  ///   - side: The side to begin with, if there is a network.
  public init?(_ match: Match, side: Side = .right) {
    guard let side = Self.sides(of: match, first: side).first else { return nil }
    self.side = side
    observe(match)
  }

  /// Whether somebody's network can be looked into.
  public static func canOpen(_ match: Match) -> Bool {
    !sides(of: match, first: .right).isEmpty
  }

  /// The sides of a match whose networks can be looked into.
  private static func sides(of match: Match, first: Side) -> [Side] {
    [first, first == .left ? .right : .left].filter { Mind.isOpen(match.seat($0)) }
  }

  /// The mind that is shown.
  var mind: Mind? { minds[side] }

  /// Whether there is a network on both sides.
  var hasBoth: Bool { minds.count > 1 }

  /// The unit whose receptive field is shown.
  var shownUnit: Int? {
    if let chosenUnit, chosenUnit < mind?.policy.hiddenCount ?? 0 { return chosenUnit }
    guard let content else { return nil }
    return content.order.max {
      abs(content.insight.influences[$0]) < abs(content.insight.influences[$1])
    }
  }

  // MARK: Observing

  /// Takes note of a frame of the game; call it after each.
  public mutating func observe(_ match: Match) {
    frame += 1
    games.append(match.game)
    if games.count > Hypothesis.frames + 1 { games.removeFirst() }
    for side in Side.allCases {
      if minds[side] == nil {
        minds[side] = Mind(match.seat(side), frame: frame)
      } else {
        minds[side]?.observe(match.seat(side), frame: frame)
      }
    }
    isStale = true
  }

  /// Forgets what it has seen: another game begins, or another network plays.
  public mutating func reset(_ match: Match) {
    minds = [:]
    games = []
    content = nil
    field = nil
    editor = nil
    frame = 0
    observe(match)
  }

  /// Looks at the network of the other side, if it has one.
  mutating func changeSide() {
    let other: Side = side == .left ? .right : .left
    guard minds[other] != nil else { return }
    side = other
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
  public var triedGame: Game? { editor?.hypothesis.now }

  /// Renews what is shown if it is time; call it once a picture.
  public mutating func tick() {
    ticks += 1
    guard isStale, content == nil || ticks % Self.period == 0 else { return }
    isStale = false
    refresh(isSlow: ticks / Self.period % Self.slowness == 0)
  }

  /// Renews what is shown at once, as after a key.
  mutating func refresh(isSlow: Bool = true) {
    guard let mind, let hypothesis else {
      content = nil
      return
    }
    let policy = mind.policy
    let sight = editor == nil ? mind.sight : hypothesis.sight(from: side)
    let insight = policy.insight(sight)
    let order = insight.influences.indices.sorted {
      (insight.influences[$0], $1) > (insight.influences[$1], $0)
    }
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
      insight: insight,
      order: order,
      saliency: overlay == .saliency ? policy.saliency(sight) : nil,
      map: map
    )
    guard let unit = shownUnit else { return }
    fieldPicture = min(fieldPicture, policy.pictureCount - 1)
    if isSlow || field?.unit != unit || field?.picture != fieldPicture {
      field = (unit, fieldPicture, policy.receptiveField(ofUnit: unit, picture: fieldPicture))
    }
  }

  /// The places of the map: as fine as a court of usual size shows them.
  private static let mapSize = (columns: 40, rows: 32)
}
