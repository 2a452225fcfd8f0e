import Testing

@testable import PongInterface

struct KeyEventTests {
  @Test func `a command is a letter, or its place where there are no such letters`() {
    let latin = KeyEvent(.character("l"), baseKey: .character("p"))
    #expect(latin.commandKey == .character("l"))
    let cyrillic = KeyEvent(.character("з"), baseKey: .character("p"))
    #expect(cyrillic.commandKey == .character("p"))
    #expect(KeyEvent(.character("é")).commandKey == .character("é"))
    #expect(KeyEvent(.enter).commandKey == .enter)
  }
}
