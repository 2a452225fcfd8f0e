import Testing

@testable import PongInterface

struct ArrayMovedTests {
  @Test func `goes around the ends, and to the first from what is unknown`() {
    let array = ["a", "b", "c"]
    #expect(array.moved(from: "c", by: 1) == "a")
    #expect(array.moved(from: "a", by: -1) == "c")
    #expect(array.moved(from: "a", by: 7) == "b")
    #expect(array.moved(from: "x", by: 2) == "a")
  }
}
