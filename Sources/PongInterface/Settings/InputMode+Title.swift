extension InputMode {
  /// How people call the mode.
  public var title: String {
    switch self {
    case .automatic: "Automatic"
    case .releases: "Hold keys"
    case .adaptive: "Hold keys (guessed)"
    case .toggle: "Press to start and stop"
    case .mouse: "Mouse"
    }
  }
}
