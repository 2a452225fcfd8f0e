import Testing

@testable import PongInterface

struct WaitScreenTests {
  private func screen() -> ScreenStack<WaitScreen> {
    var screen = ScreenStack(
      WaitScreen(title: "A rival", reason: "reading your matches", settings: GameSettings())
    )
    screen.resize(60, 16)
    return screen
  }

  private func text(_ screen: ScreenStack<WaitScreen>) -> String {
    screen.picture(columns: 60, rows: 16).text
  }

  @Test func `it says for what it waits, and for how many seconds`() {
    var screen = screen()
    screen.run(61)
    #expect(text(screen).contains("A rival"))
    #expect(text(screen).contains("reading your matches: 1 s"))
  }

  @Test func `another reason is waited for anew`() {
    var wait = WaitScreen(title: "A rival", reason: "reading", settings: GameSettings())
    wait.handle(.resize(columns: 60, rows: 16), at: .zero)
    for _ in 0..<130 { wait.tick(at: .zero) }
    wait.reason = "reading"
    #expect(text(ScreenStack(wait, resizedTo: 60, 16)).contains("reading: 2 s"))
    wait.reason = "cloning you"
    #expect(text(ScreenStack(wait, resizedTo: 60, 16)).contains("cloning you: 0 s"))
    wait.failure = "There is no match of Ada against a program: play 3 with pong play."
    #expect(text(ScreenStack(wait, resizedTo: 60, 16)).contains("There is no match of Ada"))
  }

  @Test(arguments: [Key.escape, .character("q")])
  func `it can be left`(key: Key) {
    var screen = screen()
    #expect(!screen.isFinished)
    screen.strike(key)
    #expect(screen.isFinished)
  }
}

extension ScreenStack where Root == WaitScreen {
  fileprivate init(_ screen: WaitScreen, resizedTo columns: Int, _ rows: Int) {
    self.init(screen)
    resize(columns, rows)
  }
}
