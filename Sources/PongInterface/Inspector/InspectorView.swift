import PongAgents
import PongEngine

/// Draws an inspector's panels.
struct InspectorView {
  let inspector: Inspector
  let layout: InspectorLayout
  let glyphs: GlyphSet
  let theme: Theme
  let scale: HeatScale
  private let keys: KeyMap

  init(_ inspector: Inspector, in frame: Rect, glyphs: GlyphSet, theme: Theme, keys: KeyMap) {
    self.inspector = inspector
    self.glyphs = glyphs
    self.keys = keys
    self.theme = theme
    layout = InspectorLayout(frame, first: inspector.panel)
    scale = HeatScale(theme)
  }

  /// Draws everything; `name` is that of the player whose network it is.
  func draw(name: String, on surface: inout Surface) {
    let side = inspector.side == .left ? "left" : "right"
    let what = inspector.editor == nil ? "Inside \(side): \(name)" : "What would \(name) do?"
    surface.write(
      StyledText(what.cut(to: layout.title.columns), theme.style(inspector.side)),
      column: layout.title.column,
      row: layout.title.row
    )
    if let content = inspector.content, let history = inspector.history {
      for place in layout.places { draw(place, content, history, on: &surface) }
    } else if let place = layout.places.first {
      surface.write(
        StyledText("It has not decided anything yet.".cut(to: place.frame.columns), theme.faint),
        column: place.frame.column,
        row: place.frame.row
      )
    }
    hints.draw(column: layout.hints.column, row: layout.hints.row, theme: theme, on: &surface)
  }

  /// The keys worth knowing just now.
  var hints: ButtonRow {
    var rows: [KeyTable.Row]
    if let editor = inspector.editor {
      rows = [
        keys.row(.whatIf, help: nil, hint: .init("back", rank: 1)),
        .init("Tab", nil, key: .tab, hint: .init(editor.piece.title, rank: 2)),
        keys.row(
          .turnSideways,
          .turnUpright,
          help: nil,
          hint: .init("turn ball", brief: "turn", rank: 3)
        ),
        keys.row(.overlay, help: nil, hint: .init("overlay", brief: "over", rank: 4)),
      ]
    } else {
      rows = [
        keys.row(.inside, help: nil, hint: .init("close", rank: 1)),
        keys.row(.whatIf, help: nil, hint: .init("what if", brief: "if", rank: 3)),
        keys.row(.overlay, help: nil, hint: .init("overlay", brief: "over", rank: 4)),
        keys.row(.unitBefore, .nextUnit, help: nil, hint: .init("unit", rank: 6)),
        keys.row(.field, help: nil, hint: .init("weights", rank: 7)),
      ]
      if layout.places.count < Inspector.Panel.allCases.count {
        rows.append(.init("Tab", nil, key: .tab, hint: .init("more", rank: 2)))
      }
    }
    if inspector.hasBoth {
      rows.append(keys.row(.otherSide, help: nil, hint: .init("side", rank: 5)))
    }
    return KeyTable(rows).hints.fitting(layout.hints.columns)
  }

  private func draw(
    _ place: InspectorLayout.Place,
    _ content: Inspector.Content,
    _ history: DecisionHistory,
    on surface: inout Surface
  ) {
    let frame = place.frame
    guard frame.rows > 1, frame.columns >= 10 else { return }
    switch place.panel {
    case .decision: drawDecision(content, history, in: frame, on: &surface)
    case .reasons: drawReasons(content, in: frame, on: &surface)
    case .observed: drawObservation(content, in: frame, on: &surface)
    case .units: drawUnits(content, history, in: frame, on: &surface)
    case .field: drawField(in: frame, on: &surface)
    }
  }

  // MARK: Helpers

  /// Writes a panel's title with a line to its right, and returns the cells below.
  func drawTitle(_ text: String, in frame: Rect, on surface: inout Surface) -> Rect {
    let title = text.cut(to: frame.columns)
    let rest = frame.columns - title.unicodeScalars.count - 1
    let bar = rest > 0 ? " " + String(repeating: "─", count: rest) : ""
    surface.write(
      StyledText(title, theme.strong).adding(bar, theme.faint),
      column: frame.column,
      row: frame.row
    )
    return frame.withoutTop()
  }

  /// Text in the colour of up or of down.
  func style(isUp: Bool) -> Style {
    guard !scale.isMono else { return theme.text }
    return Style(foreground: isUp ? scale.up : scale.down, background: theme.text.background)
  }

  /// A number with its sign and two decimals, as in +1.25; at most 9999 either way.
  static func signed(_ value: Double) -> String {
    let magnitude = unsigned(abs(value))
    return (value < 0 && magnitude != "0.00" ? "-" : "+") + magnitude
  }

  /// A number that is not negative, with two decimals.
  static func unsigned(_ value: Double) -> String {
    FigureText.fixed(min(max(value.finiteOrZero, 0), 9999), 2)
  }
}
