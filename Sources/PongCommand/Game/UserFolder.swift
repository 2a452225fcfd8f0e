import Foundation

/// Where the user's files are, after the XDG base directory specification.
enum UserFolder {
  /// What is kept of one's games: `$XDG_DATA_HOME/pong`.
  static func data(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> URL {
    folder("XDG_DATA_HOME", usual: ".local/share", environment)
  }

  /// The settings: `$XDG_CONFIG_HOME/pong`.
  static func configuration(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> URL {
    folder("XDG_CONFIG_HOME", usual: ".config", environment)
  }

  private static func folder(_ variable: String, usual: String, _ environment: [String: String])
    -> URL
  {
    let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
    var base = URL(fileURLWithPath: home).appendingPathComponent(usual)
    // The specification has relative paths ignored.
    if let configured = environment[variable], configured.hasPrefix("/") {
      base = URL(fileURLWithPath: configured)
    }
    return base.appendingPathComponent("pong")
  }
}
