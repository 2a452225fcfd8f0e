import Testing

@testable import PongInterface

struct ButtonRowTests {
  private let row = ButtonRow([
    .init("q", "quit", .character("q")), .init("Enter", "go on", .enter),
  ])

  @Test func `a click is as good as the key`() {
    #expect(row.key(atColumn: 10, drawnAt: 10) == .character("q"))
    #expect(row.key(atColumn: 15, drawnAt: 10) == .character("q"))
    #expect(row.key(atColumn: 16, drawnAt: 10) == nil)
    #expect(row.key(atColumn: 18, drawnAt: 10) == .enter)
    #expect(row.key(atColumn: 9, drawnAt: 10) == nil)
    #expect(row.key(atColumn: 29, drawnAt: 10) == nil)
  }

  @Test func `the last buttons go where there is no room`() {
    #expect(row.width == 19)
    #expect(row.fitting(19).buttons.count == 2)
    #expect(row.fitting(18).buttons.count == 1)
    #expect(row.fitting(5).buttons.isEmpty)
  }

  @Test func `words are shortened before buttons go, the last ones first`() {
    let row = ButtonRow([
      .init("q", "leave it", .character("q"), brief: "leave"),
      .init("t", "take over", .character("t"), brief: "take"),
    ])
    #expect(row.fitting(23) == row)
    #expect(row.fitting(22).buttons.map(\.title) == ["leave it", "take"])
    #expect(row.fitting(15).buttons.map(\.title) == ["leave", "take"])
    // Where one has gone, the other has its words back.
    #expect(row.fitting(14).buttons.map(\.title) == ["leave it"])
    #expect(row.fitting(9).buttons.map(\.title) == ["leave"])
    #expect(row.fitting(6).buttons.isEmpty)
  }
}
