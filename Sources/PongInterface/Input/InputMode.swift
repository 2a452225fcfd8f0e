/// How the keys of a paddle are read, and so what a player needs of the terminal.
public enum InputMode: String, CaseIterable, Hashable, Sendable {
  /// Releases as soon as the terminal has reported one, else adaptive.
  case automatic
  /// A key is held from its press to its release, as the kitty protocol reports them; until the
  /// terminal has reported one, as in `adaptive`.
  case releases
  /// A key is held as long as it repeats at the pace learnt from it.
  case adaptive
  /// A press starts the paddle and the next one stops it.
  case toggle
  /// The pointer's row is the paddle's position; keys work as in `automatic`.
  case mouse

  /// What people choose from: releases need no choice, since a terminal that reports them shows it.
  public static let choices: [InputMode] = [.automatic, .adaptive, .toggle, .mouse]
}

extension InputMode {
  /// How people call the mode.
  public var title: String {
    switch self {
    case .automatic: "Automatic"
    case .releases: "Hold keys"
    case .adaptive: "Hold keys (guessed)"
    case .toggle: "Press starts, stops"
    case .mouse: "Mouse"
    }
  }
}
