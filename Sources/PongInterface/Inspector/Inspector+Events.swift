import PongAgents
import PongEngine

extension Inspector {
  /// The columns that the panels want on a screen of this width; 0 if there is no room for any.
  static func wantedColumns(of columns: Int) -> Int {
    InspectorLayout.wantedColumns(of: columns)
  }

  /// Draws the panels.
  ///
  /// - Parameters:
  ///   - frame: Where; everything in it is drawn anew but its ground.
  ///   - name: What to call the player on ``side``.
  ///   - glyphs: The characters that pictures are made of.
  ///   - theme: The colours.
  ///   - keys: Which keys give which command.
  ///   - surface: The picture.
  func draw(
    in frame: Rect,
    name: String,
    glyphs: GlyphSet,
    theme: Theme,
    keys: KeyMap,
    on surface: inout Surface
  ) {
    guard frame.columns >= InspectorLayout.smallestColumns, frame.rows >= 4 else { return }
    InspectorView(self, in: frame, glyphs: glyphs, theme: theme, keys: keys)
      .draw(name: name, on: &surface)
  }

  /// Draws the overlay over a court that has been drawn.
  func drawOverlay(on court: CourtView, theme: Theme, on surface: inout Surface) {
    guard let content, overlay != .none else { return }
    CourtOverlay(court, content: content, overlay: overlay, side: side)
      .draw(scale: HeatScale(theme), theme: theme, on: &surface)
  }

  /// Whether a position is being tried out, so that the match must stand still.
  var isTrying: Bool { editor != nil }

  /// Takes a key, and tells whether it was one of the inspector's, as ``keyRows(_:)`` tells them.
  mutating func handle(_ key: Key, _ keys: KeyMap) -> Bool {
    if editor != nil, handleInEditor(key, keys) {
      refresh()
      return true
    }
    switch keys.command(key, among: Self.commands) {
    case .overlay: overlay = Overlay.allCases.moved(from: overlay, by: 1)
    case .otherSide: changeSide()
    case .whatIf: editor = hypothesis.map { PositionEditor($0) }
    case .nextUnit: moveUnit(by: 1)
    case .unitBefore: moveUnit(by: -1)
    case .field:
      if let observation = history?.policy.observation {
        fieldView = fieldView.next(of: observation)
      }
    default:
      guard key == .tab else { return false }
      panel = Panel.allCases.moved(from: panel, by: 1)
    }
    refresh()
    return true
  }

  private static let commands: [Command] = [
    .overlay, .otherSide, .whatIf, .nextUnit, .unitBefore, .field,
  ]

  private mutating func handleInEditor(_ key: Key, _ keys: KeyMap) -> Bool {
    if key == .escape || key == .enter || keys[.whatIf].contains(key) {
      editor = nil
      return true
    }
    return editor?.handle(key, keys) ?? false
  }

  /// The keys of an open inspector and what they do.
  static func keyRows(_ keys: KeyMap) -> [KeyTable.Row] {
    [
      .heading("inside the network"),
      keys.row(.overlay, help: "over the court: why, where, map"),
      keys.row(.otherSide, help: "the other side's network"),
      keys.row(.unitBefore, .nextUnit, help: "the unit before, the next"),
      keys.row(.field, help: "its picture: what it looks for, raw"),
      KeyTable.Row("Tab", "the next panel"),
      keys.row(.whatIf, help: "what if: move ball and bats"),
      KeyTable.Row("↑ ↓ ← →", "what if: move the piece"),
      KeyTable.Row("Tab", "what if: the next piece"),
      keys.row(.turnSideways, .turnUpright, help: "what if: turn the ball"),
      keys.row(.restBats, help: "what if: the bats rest"),
    ]
  }

  private mutating func moveUnit(by step: Int) {
    guard let content, let unit = shownUnit else { return }
    chosenUnit = content.order.moved(from: unit, by: step)
  }

  /// Takes an event of the mouse, and tells whether it was one for the inspector.
  ///
  /// - Parameters:
  ///   - event: What happened.
  ///   - panels: Where the panels are drawn.
  ///   - court: The court that the overlay is drawn on.
  ///   - keys: Which keys give which command.
  /// - Returns: Whether it was for the inspector; the key of a button that was clicked and is
  ///   somebody else's.
  mutating func handle(
    _ event: MouseEvent,
    panels: Rect,
    court: CourtView,
    keys: KeyMap
  ) -> (isTaken: Bool, key: Key?) {
    if panels.contains(column: event.column, row: event.row) {
      // A paddle in the mouse's hand follows the pointer over panels, too.
      guard event.kind == .press else { return (editor != nil, nil) }
      return click(event, panels: panels, glyphs: court.glyphs, keys)
    }
    guard editor != nil else { return (false, nil) }
    if event.kind == .press || event.kind == .drag {
      guard court.frame.contains(column: event.column, row: event.row) else { return (false, nil) }
      let rules = editor?.hypothesis.game.rules ?? Rules()
      editor?.point(
        column: court.column(pointerColumn: event.column),
        ballRegister: court.register(pointerRow: event.row, batHeight: 4),
        batRegister: {
          court.register(pointerRow: event.row, batHeight: rules.batHeight($0))
        },
        isGrip: event.kind == .press
      )
      refresh()
    }
    return (true, nil)
  }

  private mutating func click(
    _ event: MouseEvent,
    panels: Rect,
    glyphs: GlyphSet,
    _ keys: KeyMap
  ) -> (isTaken: Bool, key: Key?) {
    let view = InspectorView(self, in: panels, glyphs: glyphs, theme: Theme(.mono), keys: keys)
    if event.row == view.layout.hints.row {
      guard let key = view.hints.key(atColumn: event.column, drawnAt: view.layout.hints.column)
      else { return (true, nil) }
      return handle(key, keys) ? (true, nil) : (true, key)
    }
    guard let content, let place = view.layout.places.first(where: { $0.panel == .units }) else {
      return (true, nil)
    }
    let heat = view.heatFrame(in: place.frame, units: content.order.count)
    guard heat.contains(column: event.column, row: event.row) else { return (true, nil) }
    // A cell of two halves stands for the upper one.
    let element =
      (event.row - heat.row) * glyphs.down * heat.columns + event.column - heat.column
    let elements = heat.columns * heat.rows * glyphs.down
    if let unit = InspectorView.unit(element, of: content.order, elements: elements) {
      chosenUnit = unit
      refresh()
    }
    return (true, nil)
  }
}

extension CourtView {
  /// The column of the console's picture, 0 to 159, under a pointer in a column of the surface.
  func column(pointerColumn column: Int) -> Int {
    let place = (2 * (column - frame.column) + 1) * Picture.width / max(2 * frame.columns, 1)
    return max(0, min(Picture.width - 1, place))
  }
}
