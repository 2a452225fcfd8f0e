import Foundation
import PongInterface
import Testing

@testable import PongCommand

struct SettingsFileTests {
  @Test func `is in the configuration folder, or the home's`() throws {
    let folder = try TemporaryFolder()
    var settings = GameSettings()
    settings.points = 5
    SettingsFile(environment: ["HOME": folder.path, "XDG_CONFIG_HOME": "relative"]).write(settings)
    #expect(FileManager.default.fileExists(atPath: folder.path + "/.config/pong/settings"))
    #expect(SettingsFile(environment: ["HOME": folder.path]).read() == settings)

    let other = SettingsFile(
      environment: ["HOME": folder.path, "XDG_CONFIG_HOME": folder.path + "/x"]
    )
    #expect(other.read() == GameSettings())
    other.write(settings)
    #expect(FileManager.default.fileExists(atPath: folder.path + "/x/pong/settings"))
    #expect(other.read() == settings)
  }

  @Test func `rubbish in the file does no harm`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/pong",
      withIntermediateDirectories: true
    )
    let bytes = Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167) })
    try bytes.write(to: URL(fileURLWithPath: folder.path + "/pong/settings"))
    let file = SettingsFile(environment: ["XDG_CONFIG_HOME": folder.path])
    #expect(file.read() == GameSettings())
  }
}
