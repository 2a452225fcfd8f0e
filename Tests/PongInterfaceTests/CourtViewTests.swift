import PongAgents
import PongEngine
import Testing

@testable import PongInterface

struct CourtViewTests {
  @Test(arguments: [(80, 20), (40, 12), (116, 34), (500, 190), (41, 180), (500, 12), (1, 1)])
  func `fits its space with the console's proportions`(columns: Int, rows: Int) {
    let space = Rect(column: 3, row: 2, columns: columns, rows: rows)
    let frame = CourtView.frame(in: space)
    #expect(frame.columns <= columns && frame.rows <= rows)
    #expect(frame.column >= 3 && frame.row >= 2)
    guard columns >= 40 else { return }
    // 160 elements 1.75 wide to 180 rows: half cells are square.
    let shape = Double(frame.columns) / Double(2 * frame.rows)
    #expect((1.4...1.85).contains(shape), "\(shape)")
    #expect(frame.columns == columns || frame.rows == rows)
  }

  @Test(arguments: GlyphSet.allCases)
  func `bats and ball keep their size and never vanish`(glyphs: GlyphSet) {
    for (columns, rows) in [(40, 12), (62, 20), (117, 37)] {
      let view = CourtView(
        frame: Rect(columns: columns, rows: rows),
        glyphs: glyphs
      )
      var match = Match(
        rules: Rules(),
        left: .player(FollowerPlayer(seed: 1)),
        right: .player(FollowerPlayer(seed: 2))
      )
      for frame in 0..<1500 {
        _ = match.step()
        // At a bat the ball lies in front of it, and may cover it.
        guard frame % 5 == 0, (24..<134).contains(match.game.ballColumn) else { continue }
        var surface = Surface(columns: columns, rows: rows)
        view.draw(match.game, on: &surface, theme: Theme(.contrast))
        let left = count(Theme(.contrast).color(.left), in: surface)
        let right = count(Theme(.contrast).color(.right), in: surface)
        #expect(left > 0 && right > 0, "no bat in frame \(frame) at \(columns)×\(rows)")
        if match.game.ballIsVisible {
          let middle = rows / 8..<rows - rows / 8
          let row = Int(match.game.ballY) - 14 - 24
          if (25..<155).contains(row) {
            let ball = count(Theme(.contrast).color(.ball), in: surface, rows: middle)
            #expect(ball > 0, "no ball in frame \(frame) at \(columns)×\(rows)")
          }
        }
      }
    }
  }

  private func count(_ color: Color, in surface: Surface, rows: Range<Int>? = nil) -> Int {
    var count = 0
    for row in rows ?? 0..<surface.rows {
      for column in 0..<surface.columns {
        let cell = surface[column, row]
        if cell.style.foreground == color || cell.style.background == color {
          count += 1
        }
      }
    }
    return count
  }

  @Test func `a pointer row and the bat it asks for agree`() {
    for rows in [12, 20, 36, 96] {
      let view = CourtView(frame: Rect(row: 3, columns: 62, rows: rows), glyphs: .half)
      for batHeight in [8, 16] {
        var match = Match(
          rules: Rules(rightBatIsSmall: batHeight == 8),
          left: .computer,
          right: .human
        )
        // Within the reach of the paddle.
        for row in rows / 5..<rows * 4 / 5 {
          let register = view.register(pointerRow: row + 3, batHeight: batHeight)
          match.setKnob(of: .right, to: Paddle.resistance(forRegister: register))
          for _ in 0..<24 {
            _ = match.step()
          }
          let bat = match.game.batRows(.right)
          let middle = Double(bat.lowerBound + bat.upperBound) / 2
          let wanted = 24 + (Double(row) + 0.5) * 180 / Double(rows)
          #expect(abs(middle - wanted) <= 4, "\(middle) for \(wanted)")
        }
      }
    }
  }
}
