import Testing

@testable import PongInterface

struct ChoiceScreenTests {
  private var list: ChoiceScreen {
    var list = ChoiceScreen(
      title: "Who?",
      items: (0..<30).map { ("item \($0)", "detail") },
      selected: 3,
      theme: Theme(.mono)
    )
    list.resize(40, 10)
    return list
  }

  private func lines(_ list: ChoiceScreen) -> [String] {
    list.picture(columns: 40, rows: 10).lines
  }

  @Test func `a long list scrolls with what is selected`() {
    var list = list
    #expect(lines(list).contains { $0.contains("▸ item 3 ") })
    for _ in 0..<9 {
      list.strike(.down)
      #expect(!list.isFinished)
    }
    #expect(lines(list).contains { $0.contains("▸ item 12 ") })
    #expect(lines(list).joined().contains("▲"))
    list.strike(.end)
    #expect(lines(list).contains { $0.contains("▸ item 29 ") })
    list.strike(.pageUp)
    #expect(list.selection.index < 29)
    list.strike(.home)
    list.strike(.up)
    #expect(!list.isFinished)
    list.strike(.enter)
    #expect(list.chosen == 0)
    #expect(list.isFinished)
  }

  @Test func `Escape leaves it without a choice`() {
    for key in [Key.escape, .character("q"), .left, .backspace] {
      var list = list
      list.strike(key)
      #expect(list.isFinished)
      #expect(list.chosen == nil)
    }
  }

  @Test func `the mouse chooses what it shows, and closes the list outside`() throws {
    var list = list
    func send(_ kind: MouseEvent.Kind, column: Int, row: Int) {
      let event = MouseEvent(kind, button: .left, column: column, row: row)
      list.handle(.mouse(event), at: .zero)
    }
    let row = try #require(lines(list).firstIndex { $0.contains("item 5 ") })
    send(.motion, column: 20, row: row)
    #expect(!list.isFinished)
    #expect(list.selection.index == 5)
    let again = try #require(lines(list).firstIndex { $0.contains("▸ item 5 ") })
    send(.press, column: 20, row: again)
    #expect(list.chosen == 5)
    var other = self.list
    other.handle(.mouse(MouseEvent(.press, column: 0, row: 0)), at: .zero)
    #expect(other.isFinished)
    #expect(other.chosen == nil)
  }

  @Test func `what is typed finds items, and Escape shows all again`() {
    var list = list
    for scalar in "m 12".unicodeScalars { list.strike(.character(scalar)) }
    #expect(lines(list).joined().contains("Find: m 12"))
    #expect(lines(list).contains { $0.contains("▸ item 12 ") })
    #expect(!lines(list).joined().contains("item 13"))
    list.strike(.backspace)
    #expect(lines(list).joined().contains("item 13"))
    list.strike(.escape)
    #expect(!list.isFinished)
    #expect(lines(list).joined().contains("Who?"))
    // What begins like a command is found after a stroke.
    for scalar in "/q".unicodeScalars { list.strike(.character(scalar)) }
    #expect(lines(list).joined().contains("Nothing is called"))
    list.strike(.enter)
    #expect(!list.isFinished)
    for _ in 0..<2 { list.strike(.backspace) }
    for scalar in "em 29".unicodeScalars { list.strike(.character(scalar)) }
    list.strike(.enter)
    #expect(list.chosen == 29)
  }
}
