import FileAccess
import Foundation
import PongInterface

/// Where the settings are kept from one time to the next: `$XDG_CONFIG_HOME/pong/settings`.
///
/// They are a convenience: a file that is absent, unreadable or cannot be written does no harm and
/// is not worth a word.
struct SettingsFile {
  private let url: URL
  /// The longest file that can be settings, in bytes.
  private static let largest = 1 << 20

  /// The file of the user with this environment.
  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    url = UserFolder.configuration(environment).appendingPathComponent("settings")
  }

  /// The settings of last time; what they do not say is as in `usual`.
  func read(usual: GameSettings = GameSettings()) -> GameSettings {
    guard let bytes = try? Files.read(url, limit: Self.largest) else { return usual }
    return GameSettings(text: String(decoding: bytes, as: UTF8.self), usual: usual)
  }

  /// Keeps the settings for the next time.
  func write(_ settings: GameSettings) {
    try? Files.makeDirectory(url.deletingLastPathComponent())
    try? Files.write(Array(settings.text.utf8), to: url)
  }
}
