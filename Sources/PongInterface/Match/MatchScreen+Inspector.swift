import PongAgents
import PongEngine

/// What the inspector makes of a match's events and pictures.
extension MatchScreen {
  /// Opens the inspector, or closes it.
  public mutating func toggleInspector(at time: Duration) {
    if inspector != nil {
      inspector = nil
    } else {
      inspector = Inspector(match)
      guard inspector != nil else {
        say("Nobody here has a network that sees pictures", at: time)
        return
      }
    }
    layOut()
  }

  /// Takes a key for the inspector, and tells whether it was one.
  mutating func handleInInspector(_ key: Key, at time: Duration) -> Bool {
    guard let wasTrying = inspector?.isTrying, inspector?.handle(key) == true else { return false }
    let isTrying = inspector?.isTrying ?? false
    if isTrying != wasTrying {
      clearControls()
      // Nobody can be expected to hold a paddle again at once.
      if !isTrying, !controls.isEmpty, !match.isOver { pause = pause ?? .asked }
      say(isTrying ? "What if? Drag ball and bats, or move them with the arrows" : "Back", at: time)
    } else if key == .character("o"), let inspector {
      say("Over the court: \(inspector.overlay.title)", at: time)
    }
    return true
  }

  /// Takes an event of the mouse for the inspector, and tells whether it was one.
  mutating func handleInInspector(_ event: MouseEvent, at time: Duration) -> Bool {
    guard let layout, inspector != nil else { return false }
    let court = CourtView(frame: layout.court, glyphs: settings.glyphs)
    guard let taken = inspector?.handle(event, panels: layout.panels, court: court) else {
      return false
    }
    if let key = taken.key { obey(key, at: time) }
    return taken.isTaken
  }

  /// Draws what the inspector shows of the match.
  func drawInspector(_ layout: MatchLayout, on surface: inout Surface) {
    guard let inspector else { return }
    let court = CourtView(frame: layout.court, glyphs: settings.glyphs)
    inspector.drawOverlay(on: court, theme: theme, on: &surface)
    inspector.draw(
      in: layout.panels,
      name: name(of: inspector.side),
      glyphs: settings.glyphs,
      theme: theme,
      on: &surface
    )
  }
}
