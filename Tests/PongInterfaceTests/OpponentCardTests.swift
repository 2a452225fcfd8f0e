import PongAgents
import PongEngine
import Testing

@testable import PongInterface

struct OpponentCardTests {
  @Test(arguments: [
    (Ladder.Style(), ""),
    (
      Ladder.Style(meanRallyHits: 2.2, firedShare: 0.01),
      "Short rallies (2 hits), hardly ever fires"
    ),
    (
      Ladder.Style(meanRallyHits: 6, firedShare: 0.95),
      "Rallies of 6 hits, fires nearly every shot"
    ),
    (
      Ladder.Style(meanRallyHits: 14.4, firedShare: 0.34),
      "Long rallies (14 hits), fires one shot in three"
    ),
    (Ladder.Style(firedShare: 0.6), "Fires 60 % of its shots"),
    (Ladder.Style(firedShare: 0.5), "Fires one shot in two"),
    (Ladder.Style(firedShare: 0.06), "Fires 6 % of its shots"),
    (
      Ladder.Style(lostTopShare: 0.2, lostMiddleShare: 0.1, lostBottomShare: 0.7),
      "Loses most points at the bottom"
    ),
    (
      Ladder.Style(
        lostTopShare: 0.4,
        lostMiddleShare: 0.2,
        lostBottomShare: 0.4,
        lostSteepShare: 0.8
      ),
      "Loses points everywhere, to steep balls"
    ),
  ])
  func `how it plays is a sentence`(style: Ladder.Style, text: String) {
    #expect(OpponentCardView.description(of: style) == text)
  }

  @Test func `no part of a card overlaps another or leaves its space`() {
    for columns in stride(from: 0, through: 160, by: 3) {
      for rows in 0..<60 {
        for (hasPortrait, hasCurve, standingRows) in [
          (true, true, 0), (true, false, 1), (false, true, 2), (false, false, 0), (true, true, 2),
        ] {
          let space = Rect(column: 5, row: 7, columns: columns, rows: rows)
          let layout = CardLayout(
            in: space,
            hasPortrait: hasPortrait,
            hasCurve: hasCurve,
            standingRows: standingRows
          )
          #expect(0...standingRows ~= layout.standingRows)
          #expect(layout.standingRows == 0 || layout.standingRows < layout.text.rows)
          let parts = [layout.head, layout.court, layout.portrait, layout.curve, layout.text]
            .filter { !$0.isEmpty }
          for (index, part) in parts.enumerated() {
            #expect(part.row >= 7 && part.row + part.rows <= 7 + rows)
            #expect(part.column >= 5 && part.column + part.columns <= 5 + columns)
            for other in parts[..<index] {
              #expect(
                !part.rowRange.overlaps(other.rowRange)
                  || !part.columnRange.overlaps(other.columnRange),
                "\(columns)×\(rows): \(part) and \(other)"
              )
            }
          }
        }
      }
    }
  }

  @Test func `a record counts games that make sense`() throws {
    var record = OpponentRecord()
    #expect(record.score == "–")
    var game = FinishedGame(
      MatchResult(left: "human", right: "a", leftScore: 3, rightScore: 21, ending: .won(.right)),
      personOn: .left,
      settings: GameSettings()
    )
    #expect(game.opponent == "a" && game.points == [3, 21] && game.side == "left")
    record.add(game)
    game.points = [21, 4]
    record.add(game)
    for points in [[], [1], [5, 5], [-3, 21], [1, 2, 3]] {
      game.points = points
      record.add(game)
    }
    #expect(record.score == "1 : 1" && record.last == [21, 4])
    #expect(record.pointsWon == 24 && record.pointsLost == 25)
  }

  @Test func `text breaks at spaces`() {
    #expect("what its strongest unit".wrapped(to: 10) == ["what its", "strongest", "unit"])
    #expect("incomprehensible".wrapped(to: 5) == ["inco…"])
    #expect("a b".wrapped(to: 0).isEmpty && "".wrapped(to: 5).isEmpty)
  }
}
