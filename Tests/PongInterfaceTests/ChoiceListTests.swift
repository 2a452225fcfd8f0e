import Testing

@testable import PongInterface

struct ChoiceListTests {
  private let space = Rect(columns: 40, rows: 10)
  private var list: ChoiceList {
    ChoiceList(title: "Who?", items: (0..<30).map { ("item \($0)", "detail") }, selected: 3)
  }

  private func lines(_ list: ChoiceList) -> [String] {
    var surface = Surface(columns: 40, rows: 10)
    list.draw(in: space, theme: Theme(.mono), on: &surface)
    return surface.lines
  }

  @Test func `a long list scrolls with what is selected`() {
    var list = list
    #expect(lines(list).contains { $0.contains("▸ item 3 ") })
    for _ in 0..<9 {
      #expect(list.handle(.down, shift: false, in: space) == .open)
    }
    #expect(lines(list).contains { $0.contains("▸ item 12 ") })
    #expect(lines(list).joined().contains("▲"))
    #expect(list.handle(.end, shift: false, in: space) == .open)
    #expect(lines(list).contains { $0.contains("▸ item 29 ") })
    #expect(list.handle(.pageUp, shift: false, in: space) == .open)
    #expect(list.selected < 29)
    #expect(list.handle(.home, shift: false, in: space) == .open)
    #expect(list.handle(.up, shift: false, in: space) == .open)
    #expect(list.handle(.enter, shift: false, in: space) == .chosen(0))
    #expect(list.handle(.escape, shift: false, in: space) == .dismissed)
  }

  @Test func `the mouse chooses what it shows, and closes the list outside`() throws {
    var list = list
    let lines = lines(list)
    let row = try #require(lines.firstIndex { $0.contains("item 5 ") })
    #expect(list.handle(MouseEvent(.motion, column: 20, row: row), in: space) == .open)
    #expect(list.selected == 5)
    let again = try #require(self.lines(list).firstIndex { $0.contains("▸ item 5 ") })
    let click = MouseEvent(.press, button: .left, column: 20, row: again)
    #expect(list.handle(click, in: space) == .chosen(5))
    #expect(list.handle(MouseEvent(.press, column: 0, row: 0), in: space) == .dismissed)
  }
}
