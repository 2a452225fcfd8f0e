import FileAccess
import Foundation
import PongInterface

/// Where the settings are kept from one time to the next: `$XDG_CONFIG_HOME/pong/settings`.
///
/// They are a convenience: a file that is absent, unreadable or cannot be written does no harm and
/// is not worth a word. What it says of keys is, since whoever wrote that misses it.
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
    GameSettings(text: text, usual: usual)
  }

  /// What the file says; nothing if it cannot be read.
  private var text: String {
    (try? Files.read(url, limit: Self.largest)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// What the file says of keys and cannot be so, a sentence each.
  var remarksOnKeys: [String] { GameSettings.remarks(onKeysOf: text) }

  /// Keeps the settings for the next time; what else the file says stays there.
  func write(_ settings: GameSettings) {
    try? Files.makeDirectory(url.deletingLastPathComponent())
    // A file that is there and cannot be read holds something that would be lost.
    guard
      (try? Files.read(url, limit: Self.largest)) != nil
        || !FileManager.default.fileExists(atPath: url.path)
    else { return }
    try? Files.write(Array(settings.text(inPlaceOf: text).utf8), to: url)
  }
}
