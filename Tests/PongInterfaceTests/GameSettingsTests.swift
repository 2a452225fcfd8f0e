import PongEngine
import PongInterface
import Testing

struct GameSettingsTests {
  @Test func `text and back`() {
    var settings = GameSettings()
    #expect(GameSettings(text: settings.text) == settings)
    settings.left = "policies/my best = one.json"
    settings.right = "random"
    settings.mode = .rally
    settings.smallBats = .both
    settings.points = 5
    settings.speed = .quarter
    settings.theme = .colorblind
    settings.input = .mouse
    settings.glyphs = .quarter
    settings.name = "Zoë = 1"
    #expect(GameSettings(text: settings.text) == settings)
  }

  @Test func `what is not understood is left out`() {
    let text = """
      points = 22
      points
      = 7
      theme = pink
      speed=2
      future = yes
      \u{0}\u{1}= \u{7F}
      left =
      right = \u{1B}[31m
      mode = rally
      small-bats =   left  \r
      name = a name longer than 20 characters
      """
    var expected = GameSettings()
    expected.speed = .double
    expected.mode = .rally
    expected.smallBats = .left
    #expect(GameSettings(text: text) == expected)
  }

  @Test(arguments: [
    ("", ""), ("  Anna B. ", "Anna B."), ("Ωλ-7", "Ωλ-7"),
    ("12345678901234567890", "12345678901234567890"), ("123456789012345678901", nil),
    ("a\u{1B}[31m", nil), ("a\tb", nil), ("a\u{202E}b", nil), ("e\u{301}", nil),
  ])
  func `a person's name is short and prints`(text: String, name: String?) {
    #expect(GameSettings.personName(text) == name)
  }

  @Test func `rules follow from the settings`() {
    var settings = GameSettings()
    #expect(settings.rules == Rules())
    settings.smallBats = .right
    settings.points = 300
    #expect(settings.rules.difficulty == 2)
    #expect(settings.rules.pointsToWin == 21)
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `settings that were edited on any system are read`(end: String) {
    let settings = GameSettings(
      text: "\u{FEFF}left = champion\(end)\(end)mode = rally\(end)points = 11\(end)"
    )
    #expect(settings.left == "champion" && settings.mode == .rally && settings.points == 11)
  }
}
