import PongAgents
import PongEngine

// The picture.
extension ReplayScreen {
  /// Draws the replay, or says how much room it needs.
  public func draw(on surface: inout Surface) {
    surface.fill(theme.blank)
    guard let layout else {
      surface.writeTooSmall(theme: theme)
      return
    }
    let view = view(layout)
    view.draw(self, on: &surface)
    if let ghost, !isTrying, let register = ghost.analysis.ghost(atFrame: frame) {
      view.court.drawGhost(at: register, of: ghost.side, in: game, on: &surface, theme: theme)
    }
    drawInfo(layout, on: &surface)
    timeline(layout).draw(
      outline,
      at: frame,
      ours: ours,
      glyphs: settings.glyphs,
      theme: theme,
      on: &surface
    )
    ghost?.drawCurve(
      in: layout.curve,
      under: timeline(layout),
      at: frame,
      glyphs: settings.glyphs,
      theme: theme,
      on: &surface
    )
    hints(layout).draw(
      column: layout.hints.column,
      row: layout.hints.row,
      theme: theme,
      on: &surface
    )
  }

  func view(_ layout: ReplayLayout) -> MatchView {
    MatchView(layout: layout.match, glyphs: settings.glyphs, theme: theme, keys: settings.keys)
  }

  func timeline(_ layout: ReplayLayout) -> ReplayTimeline {
    ReplayTimeline(frame: layout.timeline, frameCount: track.frameCount)
  }

  // MARK: Info

  private func drawInfo(_ layout: ReplayLayout, on surface: inout Surface) {
    let rect = layout.info
    let clock = clock
    surface.write(clock, column: rect.column + rect.columns - clock.width, row: rect.row)
    let room = rect.columns - clock.width - 2
    let text =
      notice.map { StyledText($0.text.cut(to: room), theme.strong) }
      ?? StyledText(parts(fitting: room), gap: StyledText("   ", theme.text), fitting: room)
    surface.write(text, column: rect.column, row: rect.row)
  }

  /// The speed, and when.
  private var clock: StyledText {
    let isPlaying = playback.isPlaying
    let mark = settings.glyphs == .ascii ? ">" : "▶"
    return StyledText(isPlaying ? "\(mark) \(playback.speed.title)" : "paused", theme.strong)
      .adding("  " + frame.clock(tenths: !isPlaying), theme.text)
      .adding(" / " + track.frameCount.clock(tenths: !isPlaying), theme.faint)
  }

  /// What there is to say about the moment, the most important first.
  private func parts(fitting room: Int) -> [StyledText] {
    var parts: [StyledText] = []
    if let index = outline.index(atFrame: frame) {
      let rally = outline.rallies[index]
      var point = StyledText("point \(index + 1)", theme.text)
        .adding("/\(outline.rallies.count)", theme.faint)
      let rest = min(16, room - point.width - 3)
      if let winner = rally.winner, rest > 2 {
        point = point.adding(" → \(name(of: winner).cut(to: rest))", theme.style(winner))
      }
      parts.append(point)
      let hits = rally.hits.count { $0 < frame }
      parts.append(
        StyledText("rally ", theme.faint).adding("\(hits)", theme.text)
          .adding("/\(rally.hits.count)", theme.faint)
      )
    }
    if let ghost {
      let mark = settings.glyphs == .ascii ? ":" : "░"
      let value = ghost.analysis.value(atFrame: frame).map {
        " " + FigureText.signed(Double($0), 2)
      }
      parts.append(
        StyledText("\(mark) ", theme.style(ghost.side)).adding(ghost.name, theme.text)
          .adding(value ?? "", theme.strong)
      )
    }
    if let divergence = track.divergence, frame >= divergence.frame {
      parts.append(StyledText("not as recorded", theme.strong))
    }
    if !playback.isPlaying {
      parts.append(StyledText("frame ", theme.faint).adding("\(frame)", theme.text))
    }
    return parts
  }

  // MARK: Keys

  /// The keys worth knowing just now, at most five and none of them cut.
  func hints(_ layout: ReplayLayout) -> ButtonRow {
    keyTable.hints.fitting(layout.hints.columns)
  }
}
