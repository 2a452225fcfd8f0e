import PongEngine
import Testing

@testable import PongInterface

struct KeySettingsTests {
  private func settings(_ keys: String...) -> GameSettings {
    GameSettings(text: "[keys]\n" + keys.joined(separator: "\n"))
  }

  private func remarks(_ keys: String...) -> [String] {
    GameSettings.remarks(onKeysOf: "[keys]\n" + keys.joined(separator: "\n"))
  }

  @Test func `keys are named as in scripts, several with blanks between them`() {
    let keys = settings("left-up = z Q8 e", "right-fire=end  pagedown", "left-down = Y").paddleKeys
    #expect(keys[.leftUp] == [.character("z"), .character("e")])
    #expect(keys[.leftDown] == [.character("y")])
    #expect(keys[.rightFire] == [.end, .pageDown])
    #expect(keys[.rightUp] == [.up] && keys[.leftFire] == [.character("d")])
    #expect(GameSettings(text: "left-up = z\n[other]\nleft-up = z") == GameSettings())
  }

  @Test func `what is wrong is said, and the rest counts`() {
    #expect(remarks("left-up = w", "right-up = up") == [])
    #expect(
      remarks("left-upp = w").first?.hasPrefix(
        "there is no \"left-upp\" among the keys, but left-up,"
      )
        == true
    )
    #expect(remarks("left-up = nokey z") == ["left-up: there is no key \"nokey\"."])
    #expect(
      remarks("left-up = escape") == [
        "left-up: \"escape\" has its use on every screen.", "left-up keeps its usual key.",
      ]
    )
    #expect(remarks("left-up = z", "left-fire = z v") == ["left-fire: \"z\" is left-up already."])
    #expect(remarks("right-up = w") == ["left-up has no key left."])
    #expect(remarks("left-up = p") == ["pause has no key left."])
    #expect(settings("left-up = escape") == GameSettings())
    #expect(settings("right-up = w").paddleKeys[.leftUp] == [])
    #expect(settings("left-up = up", "right-up = w").paddleKeys[.leftUp] == [.up])
  }

  @Test func `commands have keys, too`() {
    let settings = settings("pause = o F5", "overlay = p")
    #expect(settings.keys[.pause] == [.character("o"), .function(5)])
    #expect(settings.keys[.overlay] == [.character("p")])
    #expect(settings.keys[.leave] == [.character("q")] && settings.paddleKeys == PaddleKeys())
    #expect(settings.keys.cap(.pause) == "o")
    // Where no game runs the key of a bat may be a command: so it is with the usual ones.
    #expect(remarks("save = w", "why = v", "view = F3") == [])
    #expect(remarks("pause = w") == ["left-up has no key left.", "why has no key left."])
    #expect(remarks("pause = up").first == "pause: \"up\" has its use on every screen.")
    #expect(remarks("pause = c") == ["colours has no key left."])
  }

  @Test func `a person alone has the keys of both sides, and those of vi where they are free`() {
    let usual = PaddleKeys().held(isLeft: false, sharesKeyboard: false)
    #expect(usual.up == [.up, .character("w"), .character("k")])
    #expect(usual.fire.first == .character(" "))
    let own = settings("left-up = j", "left-fire = space").paddleKeys
    let alone = own.held(isLeft: true, sharesKeyboard: false)
    #expect(alone.up == [.up, .character("j"), .character("k")])
    #expect(alone.down == [.down, .character("s")])
    #expect(alone.fire == [.left, .right, .character(" ")])
    #expect(own.held(isLeft: true, sharesKeyboard: true).up == [.character("j")])
  }

  @Test func `paddles are moved by the keys set, on either side`() {
    let keys = settings("left-up = z", "right-up = pageup").paddleKeys
    var left = PaddleControls(side: .left, sharesKeyboard: true, mode: .toggle, keys: keys)
    left.handle(.key(KeyEvent(.character("w"))), at: .zero)
    #expect(left.takeInput(at: .zero) == .idle)
    left.handle(.key(KeyEvent(.character("z"))), at: .zero)
    #expect(left.takeInput(at: .zero) == PaddleInput(.right))
    var right = PaddleControls(side: .right, sharesKeyboard: true, mode: .toggle, keys: keys)
    right.handle(.key(KeyEvent(.pageUp)), at: .zero)
    #expect(right.takeInput(at: .zero) == PaddleInput(.right))
  }

  @Test func `help shows the keys in force`() {
    #expect(PaddleKeys().title(.leftUp, .leftDown) == "W S")
    #expect(PaddleKeys().title(.rightFire) == "← →")
    let keys = settings("left-up = z 8", "right-up = pageup", "left-fire = space").paddleKeys
    #expect(keys.title(.leftUp, .leftDown) == "Z 8 S")
    #expect(keys.title(.rightUp) == "PgUp" && keys.title(.leftFire) == "Space")
  }

  // MARK: Text

  @Test func `keys are settings like others`() {
    let settings = settings("left-up = z", "right-fire = end space", "pause = o", "overlay = p")
    #expect(
      settings.text.hasSuffix(
        "\n[keys]\nleft-up = z\nright-fire = end space\npause = o\noverlay = p\n"
      )
    )
    #expect(GameSettings(text: settings.text) == settings)
    #expect(!GameSettings().text.contains("["))
  }

  @Test(arguments: ["\n", "\r\n"])
  func `writing settings keeps all else that the file says`(lineEnd: String) {
    let old = """
      # mine
      points = 5
      future = yes
      theme = pink

      [keys]
      left-up = z
      nonsense = q

      [later]
      points = 3
      """.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineEnd)
    var settings = GameSettings(text: old)
    #expect(settings.points == 5 && settings.paddleKeys[.leftUp] == [.character("z")])
    settings.points = 7
    let new = settings.text(inPlaceOf: old)
    let lines = new.split(whereSeparator: \.isNewline).map(String.init)
    #expect(Array(lines.prefix(4)) == ["# mine", "points = 7", "future = yes", "theme = atari"])
    #expect(
      Array(lines.suffix(5)) == [
        "[keys]", "left-up = z", "nonsense = q", "[later]", "points = 3",
      ]
    )
    #expect(lines.contains("speed = 1") && lines.contains("left = atari"))
    #expect(new.contains(lineEnd) && GameSettings(text: new) == settings)
    // Nothing grows however often it is written.
    #expect(settings.text(inPlaceOf: new) == new)
    #expect(settings.text(inPlaceOf: " \n") == settings.text)
  }

  @Test func `a byte order mark is no part of a key`() {
    #expect(GameSettings(text: "\u{FEFF}points = 5\n").points == 5)
    #expect(GameSettings().text(inPlaceOf: "\u{FEFF}points = 5\n").hasPrefix("points = 21\n"))
  }

  @Test func `settings before any section are set before it`() {
    let new = GameSettings().text(inPlaceOf: "[keys]\nleft-up = z\n")
    #expect(new.hasPrefix("left = atari\n") && new.hasSuffix("[keys]\nleft-up = z\n"))
    #expect(GameSettings(text: new).paddleKeys[.leftUp] == [.character("z")])
  }
}
