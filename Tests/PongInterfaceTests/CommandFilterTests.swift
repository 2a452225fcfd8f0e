import Testing

@testable import PongInterface

struct CommandFilterTests {
  @Test func `a key held is one command, a key struck again is another`() {
    var filter = CommandFilter()
    let struck = [0, 500, 530, 560, 800].map {
      !filter.isRepeated(.character("p"), at: .milliseconds($0))
    }
    #expect(struck == [true, true, false, false, true])
    let other = filter.isRepeated(.character("q"), at: .milliseconds(810))
    let stepwise = filter.isRepeated(.character("q"), at: .milliseconds(815), within: .zero)
    #expect(!other && !stepwise)
  }

  @Test func `however long a key is held, it is one command`() {
    var filter = CommandFilter()
    let struck = (0..<60).filter {
      !filter.isRepeated(.character("p"), at: .milliseconds(33 * $0))
    }
    #expect(struck == [0])
  }
}
