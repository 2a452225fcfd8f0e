import Foundation
import PongInterface

/// Where the settings are kept from one time to the next: `$XDG_CONFIG_HOME/pong/settings`.
///
/// They are a convenience: a file that is absent, unreadable or cannot be written does no harm and
/// is not worth a word. What it says of keys is, since whoever wrote that misses it.
struct SettingsFile {
  private let url: URL

  /// The file of the user with this environment.
  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    url = UserFolder.configuration(environment).appendingPathComponent("settings")
  }

  /// The settings of last time; what they do not say is as in `usual`.
  func read(usual: GameSettings = GameSettings()) -> GameSettings {
    guard let data = try? Data(contentsOf: url) else { return usual }
    return GameSettings(text: String(decoding: data, as: UTF8.self), usual: usual)
  }

  /// What the file says of keys and cannot be so, a sentence each.
  var remarksOnKeys: [String] {
    guard let data = try? Data(contentsOf: url) else { return [] }
    return GameSettings.remarks(onKeysOf: String(decoding: data, as: UTF8.self))
  }

  /// Keeps the settings for the next time; what else the file says stays there.
  func write(_ settings: GameSettings) {
    let folder = url.deletingLastPathComponent()
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // Written beside and renamed.
    let old = (try? Data(contentsOf: url)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    try? Data(settings.text(inPlaceOf: old).utf8).write(to: url, options: .atomic)
  }
}
