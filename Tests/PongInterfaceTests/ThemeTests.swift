import Testing

@testable import PongInterface

struct ThemeTests {
  @Test func `Atari's colours are the console's`() {
    let theme = Theme(.atari)
    #expect(theme.color(.court) == .rgb(144, 72, 17))
    #expect(theme.color(.left) == .rgb(213, 130, 74))
    #expect(theme.color(.right) == .rgb(92, 186, 92))
    #expect(theme.color(.ball) == .rgb(236, 236, 236))
  }

  @Test(arguments: Theme.Name.allCases)
  func `the sides differ, by colour or by shape`(name: Theme.Name) {
    let theme = Theme(name)
    #expect(theme.color(.left) != theme.color(.right) || theme.block(.left) != theme.block(.right))
  }

  @Test func `light backgrounds stay as they are`() {
    for name in [Theme.Name.terminal, .mono] {
      #expect(Theme(name).text == .plain)
      #expect(Theme(name).color(.court) == .standard)
      #expect(Theme(name).color(.ball) == .standard)
    }
  }
}
