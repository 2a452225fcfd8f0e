import PongAgents
import PongEngine

extension InspectorView {
  // MARK: Decision

  /// P(up) as a bar and over the last seconds, value, entropy and what it does.
  func drawDecision(
    _ content: Inspector.Content,
    _ history: DecisionHistory,
    in frame: Rect,
    on surface: inout Surface
  ) {
    let attribution = content.attribution
    let inner = drawTitle("up or down", in: frame, on: &surface)
    drawBar(attribution.probabilityUp, in: inner, on: &surface)
    drawStrip(history, in: inner, on: &surface)
    guard inner.rows >= 5 else { return }
    var parts: [(String, String)] = []
    if let value = attribution.value { parts.append(("value ", Self.signed(Double(value)))) }
    parts.append(("entropy ", Self.unsigned(attribution.entropy)))
    parts.append(("log-odds ", Self.signed(attribution.logOdds)))
    var line = StyledText()
    for (name, number) in parts {
      let gap = line.width == 0 ? "" : "  "
      guard line.width + gap.count + name.count + number.count <= inner.columns else { continue }
      line = line.adding(gap + name, theme.faint).adding(number, theme.text)
    }
    surface.write(line, column: inner.column, row: inner.row + 3)
    let choices = zip(history.policy.actions, attribution.probabilities).sorted { $0.1 > $1.1 }
    var actions = StyledText()
    for (action, probability) in choices {
      let text = "\(Int((100 * probability.finiteOrZero).rounded()))% "
      guard actions.width + action.name.count + text.count < inner.columns else { break }
      actions = actions.adding(action.name + " ", theme.faint).adding(text, theme.text)
    }
    surface.write(actions, column: inner.column, row: inner.row + 4)
  }

  private func drawBar(_ probabilityUp: Double, in frame: Rect, on surface: inout Surface) {
    let up = probabilityUp.finiteOrZero
    let percent = Int((100 * up).rounded())
    let left = "▲" + "\(percent)%".leftPadded(to: 4) + " "
    let right = " " + "\(100 - percent)%".leftPadded(to: 4) + "▼"
    let width = max(1, frame.columns - left.unicodeScalars.count - right.unicodeScalars.count)
    let filled = Int((up * Double(width)).rounded())
    let bar = StyledText(left, style(isUp: true))
      .adding(String(repeating: "█", count: filled), style(isUp: true))
      .adding(
        String(repeating: scale.isMono ? "░" : "█", count: width - filled),
        style(isUp: false)
      )
      .adding(right, style(isUp: false))
    surface.write(bar, column: frame.column, row: frame.row)
  }

  /// P(up) over the last seconds, a tenth of a second a column, two rows high.
  private func drawStrip(_ history: DecisionHistory, in frame: Rect, on surface: inout Surface) {
    let framesPerColumn = 6
    let end = inspector.frame / framesPerColumn
    var next = history.decisions.count - 1
    for offset in 0..<frame.columns {
      let bucket = end - offset
      while next >= 0, history.decisions[next].frame >= (bucket + 1) * framesPerColumn { next -= 1 }
      guard next >= 0, bucket >= 0 else { return }
      let up = history.decisions[next].probabilityUp.finiteOrZero
      let eighths = max(1, Int((up * 16).rounded()))
      let column = frame.column + frame.columns - 1 - offset
      for (row, part) in [(1, eighths - 8), (2, eighths)] {
        surface.write(
          String(Character(step(max(0, min(8, part))))),
          column: column,
          row: frame.row + row,
          style: style(isUp: up >= 0.5)
        )
      }
    }
  }

  /// A cell filled from below to so many eighths.
  private func step(_ eighths: Int) -> Unicode.Scalar {
    if glyphs == .ascii { return eighths > 6 ? "#" : eighths > 3 ? ":" : eighths > 0 ? "." : " " }
    return [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"][eighths]
  }

  // MARK: Reasons

  /// The contributions to the log-odds, added up for each object in the picture.
  func drawReasons(_ content: Inspector.Content, in frame: Rect, on surface: inout Surface) {
    let attribution = content.attribution
    let inner = drawTitle("court: \(inspector.overlay.title)", in: frame, on: &surface)
    let bats = FrameObjects.batColumns
    func isBat(_ pixel: Attribution.Pixel, _ column: Int) -> Bool {
      pixel.column >> 1 == column >> 1
    }
    func isBall(_ pixel: Attribution.Pixel) -> Bool {
      !isBat(pixel, bats.left) && !isBat(pixel, bats.right)
    }
    let parts: [(String, Double)] = [
      ("ball now", attribution.contribution { isBall($0) && $0.value > 0 }),
      ("ball before", attribution.contribution { isBall($0) && $0.value < 0 }),
      ("own bat", attribution.contribution { isBat($0, bats.right) }),
      ("other bat", attribution.contribution { isBat($0, bats.left) }),
      ("biases", attribution.bias + attribution.spread),
    ]
    let greatest = max(1, parts.map { abs($0.1) }.max() ?? 1)
    for (index, part) in parts.enumerated() where index < inner.rows {
      let isUp = part.1 >= 0
      let room = max(0, inner.columns - 20)
      let share = min((abs(part.1) / greatest).finiteOrZero, 1)
      let length = Int((share * Double(room)).rounded())
      let mark = scale.isMono ? (isUp ? "+" : "-") : "■"
      let line = StyledText(part.0.rightPadded(to: 12), theme.faint)
        .adding(Self.signed(part.1).leftPadded(to: 7) + " ", theme.text)
        .adding(String(repeating: mark, count: length), style(isUp: isUp))
      surface.write(line.cut(to: inner.columns), column: inner.column, row: inner.row + index)
    }
  }

  // MARK: Pictures

  /// The network's observation.
  func drawObservation(_ content: Inspector.Content, in frame: Rect, on surface: inout Surface) {
    let mirror = inspector.side == .left ? ", mirrored" : ""
    let inner = drawTitle("what it sees\(mirror)", in: frame, on: &surface)
    let picture = TonePicture(
      observed: content.attribution.pixels.map { ($0.row, $0.column, $0.value, $0.isOfFrame) }
    )
    draw(picture, in: inner, on: &surface)
  }

  /// The chosen unit's weights.
  func drawField(in frame: Rect, on surface: inout Surface) {
    guard let field = inspector.field, let policy = inspector.history?.policy else { return }
    let title = field.view.title(ofUnit: field.unit, of: policy.observation)
    let inner = drawTitle(title, in: frame, on: &surface)
    let frame = TonePicture.frame(in: inner, glyphs: glyphs)
    let picture = TonePicture(
      weights: field.values,
      width: frame.columns,
      height: frame.rows * glyphs.down,
      scale: scale
    )
    draw(picture, in: inner, on: &surface)
  }

  private func draw(_ picture: TonePicture, in space: Rect, on surface: inout Surface) {
    picture.draw(
      in: TonePicture.frame(in: space, glyphs: glyphs),
      isMono: scale.isMono,
      glyphs: glyphs,
      on: &surface
    )
  }

  // MARK: Units

  /// The rows of the heat picture of `count` units in a panel.
  func heatFrame(in frame: Rect, units count: Int) -> Rect {
    let perRow = max(1, frame.columns * glyphs.down)
    let rows = min((count + perRow - 1) / perRow, frame.rows >= 12 ? 4 : 2)
    return Rect(column: frame.column, row: frame.row + 1, columns: frame.columns, rows: rows)
  }

  /// The unit that is drawn in an element of the heat picture.
  static func unit(_ element: Int, of order: [Int], elements: Int) -> Int? {
    let group = (order.count + elements - 1) / max(elements, 1)
    let index = element * max(group, 1)
    return order.indices.contains(index) ? order[index] : nil
  }

  /// The influences of all hidden units, and the figures of the strongest.
  func drawUnits(
    _ content: Inspector.Content,
    _ history: DecisionHistory,
    in frame: Rect,
    on surface: inout Surface
  ) {
    let attribution = content.attribution
    let active = attribution.hidden.reduce(0) { $0 + ($1 != 0 ? 1 : 0) }
    let inner = drawTitle(
      "\(attribution.hidden.count) units, \(active) active",
      in: frame,
      on: &surface
    )
    let heat = heatFrame(in: frame, units: attribution.hidden.count)
    drawHeat(content, in: heat, on: &surface)
    var row = heat.row + heat.rows
    var units = inspector.shownUnit.map { [$0] } ?? []
    let chosen = units.first
    // What adds nothing to speak of is no reason.
    units += content.strongest.filter {
      $0 != chosen && abs(attribution.influences[$0].finiteOrZero) >= 0.005
    }
    // Beside the chosen one's two lines there is room for one column only.
    let across = max(1, (inner.columns + 2) / 27)
    for (place, unit) in units.enumerated() {
      if place >= 1, across > 1 {
        let (line, part) = (place - 1).quotientAndRemainder(dividingBy: across)
        guard row + line < inner.row + inner.rows else { break }
        surface.write(
          self.line(unit, attribution, history, isChosen: false).cut(to: 25),
          column: inner.column + 27 * part,
          row: row + line
        )
        continue
      }
      guard row < inner.row + inner.rows else { break }
      let isChosen = unit == inspector.shownUnit
      let line = line(unit, attribution, history, isChosen: isChosen)
      surface.write(line.cut(to: inner.columns), column: inner.column, row: row)
      row += 1
      if isChosen, row < inner.row + inner.rows, let second = weights(unit, history) {
        surface.write(second.cut(to: inner.columns), column: inner.column, row: row)
        row += 1
      }
    }
  }

  private func line(
    _ unit: Int,
    _ attribution: Attribution,
    _ history: DecisionHistory,
    isChosen: Bool
  ) -> StyledText {
    let influence = Double(attribution.influences[unit])
    let mark = isChosen ? "▶" : " "
    var line = StyledText(
      "\(mark)\("\(unit)".leftPadded(to: 4))",
      isChosen ? theme.strong : theme.text
    )
    if abs(influence.finiteOrZero) < 0.005 {
      line = line.adding(" adds nothing now   ", theme.faint)
    } else {
      line = line.adding(" is ", theme.faint)
        .adding(Self.signed(Double(attribution.hidden[unit])).leftPadded(to: 6), theme.text)
        .adding(influence >= 0 ? " ▲" : " ▼", style(isUp: influence >= 0))
        .adding(Self.signed(influence).leftPadded(to: 6), theme.text)
    }
    if isChosen {
      let ago: String? = history.lastFired[unit].map { fired in
        let tenths = max(0, inspector.frame - fired) / 6
        return "\(tenths / 10).\(tenths % 10) s ago"
      }
      line = line.adding("  fired ", theme.faint).adding(ago ?? "never", theme.text)
    }
    return line
  }

  /// The weights of a hidden unit to the logits.
  private func weights(_ unit: Int, _ history: DecisionHistory) -> StyledText? {
    let weights = history.policy.logitWeights(ofUnit: unit)
    guard weights.count > 1 else {
      return StyledText("  output weight ", theme.faint)
        .adding(Self.signed(Double(weights[0])), theme.text)
    }
    var line = StyledText("  weights", theme.faint)
    for (action, weight) in zip(history.policy.actions, weights) {
      let name =
        action.name.prefix(1) + (action.name.hasSuffix("FIRE") && action != .fire ? "F" : "")
      line = line.adding(" \(name)", theme.faint).adding(Self.signed(Double(weight)), theme.text)
    }
    return line
  }

  private func drawHeat(_ content: Inspector.Content, in frame: Rect, on surface: inout Surface) {
    let influences = content.attribution.influences
    let rows = frame.rows * glyphs.down
    let elements = frame.columns * rows
    let greatest = Double(influences.map { abs($0) }.max() ?? 0)
    var picture = TonePicture(
      width: frame.columns,
      height: rows,
      palette: TonePicture.palette(scale, zero: ".") + [
        TonePicture.Tone(color: theme.text.background, scalar: " ", weight: -1),
        TonePicture.Tone(color: .rgb(255, 255, 255), scalar: "@", attributes: .bold, weight: 9),
      ]
    )
    for element in 0..<elements {
      guard let unit = Self.unit(element, of: content.order, elements: elements) else {
        picture.elements[element] = UInt8(2 * HeatScale.levels + 1)
        continue
      }
      let level = HeatScale.level(Double(influences[unit]), greatest: greatest)
      picture.elements[element] =
        unit == inspector.shownUnit
        ? UInt8(2 * HeatScale.levels + 2) : UInt8(level + HeatScale.levels)
    }
    picture.draw(in: frame, isMono: scale.isMono, glyphs: glyphs, on: &surface)
  }
}
