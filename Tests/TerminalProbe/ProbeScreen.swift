import Glibc
import PongInterface

/// A court with a ball that never stops, and a line telling the latest event.
struct ProbeScreen: Screen {
  private var columns = 0
  private var rows = 0
  private var ticks = 0
  private var latest = "nothing"
  private(set) var isFinished = false
  private let trail: Bool
  private let rainbow: Bool
  /// Whether there are only the lines of text, so that nothing moves by itself.
  private let isStill: Bool
  /// Microseconds that a tick takes.
  private let tickTime: UInt32

  init(trail: Bool, rainbow: Bool, isStill: Bool, tickTime: UInt32) {
    self.trail = trail
    self.rainbow = rainbow
    self.isStill = isStill
    self.tickTime = tickTime
  }

  mutating func handle(_ event: InputEvent, at time: Duration) {
    switch event {
    case .resize(let columns, let rows):
      (self.columns, self.rows) = (columns, rows)
    case .key(let key):
      latest = "\(key.key) \(key.phase) at \(time.components.seconds)"
      if key.strikes(.character("q")) { isFinished = true }
      if key.strikes(.character("t")) { crash() }
      if key.strikes(.character("o")) { latest = "\(overflow(depth: 1))" }
      if key.strikes(.character("x")) { exit(3) }
      if key.strikes(.character("a")) { abort() }
    case .mouse(let mouse):
      latest = "\(mouse.kind) \(mouse.column) \(mouse.row)"
    case .focus(let focus):
      latest = "focus \(focus)"
    case .report(let report):
      if case .kittyFlags(let flags) = report { latest = "flags \(flags)" }
    case .resumed:
      latest = "resumed"
    }
  }

  mutating func tick(at time: Duration) {
    if !isStill { ticks += 1 }
    if tickTime > 0 { usleep(tickTime) }
  }

  func draw(on surface: inout Surface) {
    let court = Style(foreground: .rgb(236, 236, 236), background: .rgb(144, 72, 17))
    surface.fill(Cell(style: court))
    if rainbow { drawRainbow(on: &surface) }
    surface.write("size \(columns)x\(rows)", column: 0, row: 0, style: court)
    surface.write("event \(latest)", column: 0, row: 1, style: court)
    guard !isStill, columns > 12, rows > 6 else { return }
    drawPaddle(on: &surface, column: 4, half: bounce(ticks, 2 * rows - 12), .rgb(213, 130, 74))
    drawPaddle(
      on: &surface,
      column: columns - 5,
      half: bounce(ticks * 2, 2 * rows - 12),
      .rgb(92, 186, 92)
    )
    for age in 0..<(trail ? 7 : 1) {
      let time = max(ticks - age, 0)
      plot(
        on: &surface,
        column: 6 + bounce(time, columns - 12),
        half: bounce(time * 3 / 2, 2 * rows - 1),
        .rgb(236, 236, UInt8(236 - 20 * age))
      )
    }
  }

  /// Two colours a cell, hardly any of them used before.
  private func drawRainbow(on surface: inout Surface) {
    for row in 2..<max(rows, 2) {
      for column in 0..<columns {
        let number = UInt32(truncatingIfNeeded: (ticks * rows + row) * columns + column)
        let mixed = number &* 0x9E37_79B1
        let color = Color.rgb(
          UInt8(truncatingIfNeeded: mixed >> 24),
          UInt8(truncatingIfNeeded: mixed >> 16),
          UInt8(truncatingIfNeeded: mixed >> 8)
        )
        surface[column, row] = Cell(scalar: "▄", style: Style(foreground: color))
      }
    }
  }

  /// A place that goes to and fro between 0 and `size`.
  private func bounce(_ time: Int, _ size: Int) -> Int {
    let phase = time % (2 * size)
    return phase < size ? phase : 2 * size - phase
  }

  private func drawPaddle(
    on surface: inout Surface,
    column: Int,
    half: Int,
    _ color: Color
  ) {
    for offset in 0..<8 {
      plot(on: &surface, column: column, half: half + offset, color)
    }
  }

  /// Colours half a cell, keeping the other half.
  private func plot(on surface: inout Surface, column: Int, half: Int, _ color: Color) {
    var cell = surface[column, half / 2]
    if cell.scalar != "▀" {
      cell = Cell(
        scalar: "▀",
        style: Style(foreground: cell.style.background, background: cell.style.background)
      )
    }
    if half % 2 == 0 { cell.style.foreground = color } else { cell.style.background = color }
    surface[column, half / 2] = cell
  }

  /// Does what a bug would do: reads behind the end of an array.
  private func crash() {
    let empty: [Int] = Array(repeating: 0, count: columns / 100_000)
    print(empty[ticks])
  }

  /// Calls itself until the stack is full.
  private func overflow(depth: Int) -> Int {
    depth < 0 ? 0 : overflow(depth: depth + 1) + latest.count
  }
}

extension KeyEvent {
  /// Whether this is `key` going down or repeating with no modifier but shift.
  fileprivate func strikes(_ key: Key) -> Bool {
    isDown && self.key == key && modifiers.subtracting(.shift).isEmpty
  }
}
