import PongAgents
import Testing

@testable import PongInterface

struct KeyMapTests {
  /// What may share keys with others: a position that is tried out has axes.
  private static let inPosition: [Command] = [.turnSideways, .turnUpright, .restBats]

  @Test func `a key gives one command, on every screen the same`() {
    let keys = KeyMap.usual
    var owners: [Key: Command] = [:]
    for command in Command.allCases where !Self.inPosition.contains(command) {
      #expect(!keys[command].isEmpty)
      for key in keys[command] {
        #expect(owners[key] == nil, "\(key) is \(command) and \(owners[key] ?? command)")
        owners[key] = command
      }
    }
    for command in Self.inPosition { #expect(keys[command].count == 1) }
    // What holds, fires and accepts is no command.
    for key in [Key.character(" "), .enter, .escape, .up, .down, .left, .right, .tab] {
      #expect(owners[key] == nil)
    }
  }

  @Test func `other keys are obeyed, and shown in help and hints`() throws {
    var settings = GameSettings()
    settings.left = "follower"
    settings.right = "random"
    settings.keys[.leave] = [.function(10)]
    settings.keys[.pause] = [.character("ö"), .character("p")]
    let session = try MatchSession(settings: settings, catalog: .builtIn, seed: 1)
    var screen = MatchScreen(try #require(session))
    screen.resize(80, 24)
    #expect(screen.picture(columns: 80, rows: 24).text.contains("ö pause  F10 quit"))
    screen.strike(.character("ö"))
    #expect(screen.session.pace.pause == .asked)
    #expect(screen.picture(columns: 80, rows: 24).text.contains("F10 quit"))
    screen.strike(.character("q"), at: .seconds(1))
    #expect(!screen.isFinished)
    screen.strike(.character("?"), at: .seconds(2))
    guard case .push(var help) = screen.takeNavigation() else {
      Issue.record("no help")
      return
    }
    help.handle(.resize(columns: 80, rows: 40), at: .zero)
    let text = help.picture(columns: 80, rows: 40).text
    #expect(text.contains("F10 Esc") && text.contains("ö  "))
    help.handle(.key(KeyEvent(.function(10))), at: .seconds(3))
    #expect(help.isFinished)
  }
}
