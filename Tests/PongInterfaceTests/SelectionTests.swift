import Testing

@testable import PongInterface

struct SelectionTests {
  @Test func `stays within the list`() {
    var selection = Selection(count: 5, index: 9)
    #expect(selection.index == 4)
    selection.move(by: -7)
    #expect(selection.index == 0)
    #expect(Selection(count: 0, index: 3).index == 0)
    #expect(Selection(count: 0).page(of: 4).isEmpty)
  }

  @Test func `keys go by one, by a row, by a page and to the ends`() {
    var selection = Selection(count: 20)
    var places: [Int] = []
    for key in [Key.down, .pageDown, .up, .end, .pageUp, .home] {
      let isKnown = selection.handle(key, across: 2, page: 6)
      #expect(isKnown)
      places.append(selection.index)
    }
    #expect(places == [2, 8, 6, 19, 13, 0])
    let isKnown = selection.handle(.enter, page: 6)
    #expect(!isKnown)
  }

  @Test func `what is shown holds the selection, page by page or in the middle`() {
    for index in 0..<10 {
      let selection = Selection(count: 10, index: index)
      #expect(selection.page(of: 4).contains(index))
      #expect(selection.page(of: 4).lowerBound % 4 == 0)
      #expect(selection.window(of: 4).contains(index))
      #expect(selection.window(of: 4).count == 4)
      #expect(selection.window(of: 30) == 0..<10)
    }
    #expect(Selection(count: 10, index: 5).window(of: 4) == 3..<7)
    #expect(Selection(count: 10, index: 9).page(of: 4) == 8..<10)
  }

  @Test func `a value moved on goes around the ends, and to the first from what is unknown`() {
    let array = ["a", "b", "c"]
    #expect(array.moved(from: "c", by: 1) == "a")
    #expect(array.moved(from: "a", by: -1) == "c")
    #expect(array.moved(from: "a", by: 7) == "b")
    #expect(array.moved(from: "x", by: 2) == "a")
  }
}
