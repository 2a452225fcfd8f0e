import PongEngine

/// A setting that can be changed.
enum SettingsRow: CaseIterable, Hashable, Sendable {
  case mode
  case smallBats
  case points
  case speed
  case name
  case theme
  case input
  case glyphs
  case keepsMatches
  case rings

  /// What the setting is called.
  var label: String {
    switch self {
    case .mode: "Game"
    case .smallBats: "Small bats"
    case .points: "Points to win"
    case .speed: "Speed"
    case .name: "Your name"
    case .theme: "Colours"
    case .input: "Paddle"
    case .glyphs: "Picture"
    case .keepsMatches: "Matches"
    case .rings: "Bell"
    }
  }

  /// The value in `settings`.
  func value(in settings: GameSettings) -> String {
    switch self {
    case .mode: settings.mode == .classic ? "Classic" : "Rally"
    case .smallBats:
      switch settings.smallBats {
      case .none: "None"
      case .left: "Left"
      case .right: "Right"
      case .both: "Both"
      }
    case .points: String(settings.points)
    case .speed: settings.speed.title
    case .name: settings.name.isEmpty ? "You" : settings.name
    case .theme: settings.theme.title
    case .input: settings.input.title
    case .glyphs: settings.glyphs.title
    case .keepsMatches: settings.keepsMatches ? "Kept" : "Not kept"
    case .rings: settings.rings ? "Hits and points" : "Silent"
    }
  }

  /// What there is to say about the present value.
  func detail(in settings: GameSettings) -> String {
    switch self {
    case .mode:
      settings.mode == .classic
        ? "Fire held at a hit makes the ball faster"
        : "Every fourth hit makes the ball faster, fire makes it steeper"
    case .smallBats: "A bat half as high is twice as hard to hold"
    case .points: "Enter changes between 5, 11 and 21"
    case .speed: "1× is the console's 60 frames a second"
    case .name: "Enter to type; each name has results of its own"
    case .theme: settings.theme.detail
    case .input: settings.input.detail
    case .glyphs: settings.glyphs.detail
    case .keepsMatches: "Replays and results of your games, on this machine only"
    case .rings: "The terminal's own bell"
    }
  }

  /// Changes the value in `settings` to the next one, or with `step` -1 the one before; a name has
  /// none.
  func change(_ settings: inout GameSettings, by step: Int) {
    switch self {
    case .mode: settings.mode = Rules.Mode.allCases.moved(from: settings.mode, by: step)
    case .smallBats:
      settings.smallBats = GameSettings.SmallBats.allCases.moved(from: settings.smallBats, by: step)
    case .points:
      settings.points = Array(GameSettings.pointsRange).moved(from: settings.points, by: step)
    case .speed: settings.speed = MatchSpeed.allCases.moved(from: settings.speed, by: step)
    case .name: break
    case .theme: settings.theme = Theme.Name.allCases.moved(from: settings.theme, by: step)
    case .input: settings.input = InputMode.choices.moved(from: settings.input, by: step)
    case .glyphs: settings.glyphs = GlyphSet.allCases.moved(from: settings.glyphs, by: step)
    case .keepsMatches: settings.keepsMatches.toggle()
    case .rings: settings.rings.toggle()
    }
  }
}

extension Theme.Name {
  fileprivate var detail: String {
    switch self {
    case .atari: "As the console shows it"
    case .contrast: "White, yellow and cyan on black"
    case .colorblind: "Orange and blue, told apart by everybody"
    case .terminal: "Your own background, light or dark"
    case .mono: "No colours; the bats differ by shape"
    }
  }
}

extension InputMode {
  fileprivate var detail: String {
    switch self {
    case .automatic: "Hold a key to move; a click takes the mouse"
    case .releases: "For terminals that report when a key is let go"
    case .adaptive: "Guesses from the repeats when a key is let go"
    case .toggle: "One press starts the bat, the next one or fire stops it"
    case .mouse: "The bat is where the pointer is; the button is fire"
    }
  }
}

extension GlyphSet {
  fileprivate var detail: String {
    switch self {
    case .ascii: "Letters only, for any terminal and font"
    case .half: "Fine up and down; every font has them"
    case .quarter: "Fine to the sides too; most fonts have them"
    }
  }
}
