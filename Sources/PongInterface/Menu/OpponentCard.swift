import PongAgents
import PongEngine

/// What is shown of the selected opponent: its state, without the picture.
struct OpponentCard: Sendable {
  /// The opponent; `nil` if nobody is selected.
  let item: MenuList.Item?
  /// What its files say; `nil` as long as they have not been read.
  private(set) var findings: OpponentFindings?
  /// A game that it plays, to be looked at; `nil` if it cannot be seated yet.
  private(set) var preview: Match?

  private var portrait: [Float]?
  /// The receptive field as it was drawn last.
  private var drawn: TonePicture?
  private var drawnTheme: Theme.Name?
  private var rules = Rules()
  private var side = Side.left
  private var age = 0

  /// How many ticks an opponent is selected before its files are read: whoever scrolls by reads
  /// none.
  static let patience = 9

  /// Opens the card of an opponent.
  init(item: MenuList.Item?) { self.item = item }

  /// Takes up by which rules, and on which side, the opponent is to be shown.
  mutating func set(rules: Rules, side: Side) {
    guard rules != self.rules || side != self.side else { return }
    self.rules = rules
    self.side = side
    preview = nil
  }

  /// Goes on by a frame.
  ///
  /// - Parameters:
  ///   - sources: Says what is in the opponent's files, as soon as that is known.
  ///   - catalog: Who can be played with.
  ///   - layout: Where the parts of the card stand; `nil` while it is not shown.
  ///   - settings: Colours and characters.
  mutating func tick(
    _ sources: MenuSources,
    catalog: PlayerCatalog,
    layout: CardLayout?,
    settings: GameSettings
  ) {
    guard let item, let layout else { return }
    age += 1
    if findings == nil, age > Self.patience {
      findings = sources.findings(item.choice.id)
      portrait = findings?.portrait
    }
    if !layout.portrait.isEmpty { renewPortrait(layout.portrait, settings) }
    guard !layout.court.isEmpty else { return }
    if preview == nil { preview = makePreview(catalog: catalog) }
    _ = preview?.step()
    if preview?.isOver == true { preview?.restart() }
  }

  private func makePreview(catalog: PlayerCatalog) -> Match? {
    guard let seat = findings?.contestant?.seat(seed: 1), !seat.isHuman else { return nil }
    // Against a model of a person, it is seen as a person will see it.
    let person = try? catalog.seat("person", seed: 2)
    let other =
      if let person, item?.choice.id != "person" {
        person
      } else {
        seat.isComputer ? Seat.player(FollowerPlayer(seed: 0)) : .computer
      }
    return side == .left
      ? Match(rules: rules, left: seat, right: other)
      : Match(rules: rules, left: other, right: seat)
  }

  // MARK: Picture

  /// What its curve is made of: what was measured of the ladder, or what its run has written.
  var curve: [Chart.Point] {
    if let pairs = item?.known?.curve, !pairs.isEmpty {
      return pairs.compactMap { $0.count == 2 ? Chart.Point($0[0], $0[1]) : nil }
    }
    return findings?.curve ?? []
  }

  /// Whether its files may still say more.
  var isBeingRead: Bool { findings == nil && item?.choice.id != Contestant.human.choice.id }

  /// Whether there is a receptive field to show, or will be.
  private var hasPortrait: Bool {
    portrait != nil
      || findings == nil && (item?.known?.policy != nil || item?.section == .own)
  }

  /// Where the parts of the card stand in `space`, with so many rows about the person's strength.
  func layout(in space: Rect, standingRows: Int) -> CardLayout {
    CardLayout(
      in: space,
      hasPortrait: hasPortrait,
      hasCurve: curve.count > 1,
      standingRows: standingRows
    )
  }

  /// The receptive field as a picture for cells; `nil` as long as it has not been read.
  func picture(in frame: Rect, _ settings: GameSettings) -> TonePicture? {
    let size = (frame.columns, frame.rows * settings.glyphs.down)
    if let drawn, (drawn.width, drawn.height) == size, drawnTheme == settings.theme {
      return drawn
    }
    guard let portrait else { return nil }
    return TonePicture(
      weights: portrait,
      width: size.0,
      height: size.1,
      scale: HeatScale(Theme(settings.theme))
    )
  }

  private mutating func renewPortrait(_ frame: Rect, _ settings: GameSettings) {
    drawn = picture(in: frame, settings)
    drawnTheme = settings.theme
  }
}
