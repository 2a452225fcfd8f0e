import Foundation
import TerminalTestSupport
import Testing

@testable import PongCommand

@Suite(.waits) struct DataFolderTests {
  /// The executable in a folder of its own, nothing beside it.
  private final class Installation {
    let folder: TemporaryFolder
    var executable: String { folder.path + "/bin/pong" }

    init() throws {
      folder = try TemporaryFolder()
      let manager = FileManager.default
      try manager.createDirectory(atPath: folder.path + "/bin", withIntermediateDirectories: true)
      let built = PseudoTerminal.builtProgram("pong")
      // A second name is enough, and much quicker than a copy; not from one disk to another.
      do { try manager.linkItem(atPath: built, toPath: executable) } catch {
        try manager.copyItem(atPath: built, toPath: executable)
      }
    }

    /// Gives it the trained policies at a path below the folder.
    func addWeights(_ path: String) throws {
      let place = folder.path + "/" + path
      let manager = FileManager.default
      let parent = URL(fileURLWithPath: place).deletingLastPathComponent()
      try manager.createDirectory(at: parent, withIntermediateDirectories: true)
      try manager.createSymbolicLink(
        atPath: place,
        withDestinationPath: PolicyLocator.folder.path
      )
    }

    /// Runs it as a shell does that stands in the root folder.
    func run(_ command: String) throws -> Outcome {
      try PongCommandTests.run(
        ["-c", command],
        directory: "/",
        variables: ["XDG_DATA_DIRS": folder.path + "/system", "HERE": folder.path],
        program: "/bin/sh"
      )
    }
  }

  private let game = "evaluate --right one-second --episodes 2"

  @Test(arguments: [
    "bin/pong_PongCommand.resources/weights", "bin/weights", "share/pong/weights",
    "system/pong/weights",
  ])
  func `the policies are found wherever they may be`(place: String) throws {
    let installation = try Installation()
    try installation.addWeights(place)
    let outcome = try installation.run("\"$HERE/bin/pong\" \(game)")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
  }

  @Test(arguments: [
    "ln -s \"$HERE/bin/pong\" \"$HERE/elsewhere\" && exec \"$HERE/elsewhere\" ",
    "ln -s bin/pong \"$HERE/a\"; ln -s \"$HERE/a\" \"$HERE/b\"; exec \"$HERE/b\" ",
    "PATH=\"$HERE/bin:$PATH\" exec pong ", "cd \"$HERE/bin\" && exec ./pong ",
    "cd \"$HERE\" && exec bin/../bin/pong ",
  ])
  func `the policies are found however the program is started`(start: String) throws {
    let installation = try Installation()
    try installation.addWeights("share/pong/weights")
    let outcome = try installation.run(start + game)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
  }

  @Test(arguments: [
    "--help", "--version", "help train", "runs --directory /proc/nowhere",
    "evaluate --right follower --episodes 2", "train --steps 1000 --directory \"$HERE/runs\"",
    "bench --runs 1 --seconds 0.001 --only rules", "--generate-completion-script bash",
  ])
  func `what needs no policy works without any`(arguments: String) throws {
    let outcome = try Installation().run("\"$HERE/bin/pong\" \(arguments)")
    #expect(outcome.exitCode == 0 && outcome.errors.contains("found") == false, "\(outcome.errors)")
  }

  @Test(arguments: [
    "evaluate --right champion", "play --left champion", "watch --left champion:greedy",
    "inspect champion", "convert champion \"$HERE/out\"", "exploit champion",
    "tournament champion atari", "train --from champion --directory \"$HERE/runs\"",
    "record --right champion --gif \"$HERE/a.gif\"",
  ])
  func `where a policy is missing it is told where it was looked for`(arguments: String) throws {
    let installation = try Installation()
    let outcome = try installation.run("\"$HERE/bin/pong\" \(arguments)")
    #expect(outcome.exitCode == CommandError.unavailable, "\(outcome.errors)")
    #expect(outcome.errors.contains("champion"))
    #expect(outcome.errors.contains(installation.folder.path + "/share/pong/weights"))
    #expect(outcome.errors.contains(installation.folder.path + "/system/pong/weights"))
    #expect(outcome.output.isEmpty)
  }

  @Test func `without policies people play on, and menu and doctor tell what is missing`() throws {
    let installation = try Installation()
    func start(_ arguments: [String]) throws -> PseudoTerminal {
      try PseudoTerminal(
        installation.executable,
        arguments: arguments,
        environment: PseudoTerminal.environment(
          adding: ["XDG_CONFIG_HOME": "/proc/nowhere", "XDG_DATA_DIRS": "/proc/nowhere"]
        ),
        columns: 80,
        rows: 24,
        personality: .plain
      )
    }
    let menu = try start([])
    #expect(menu.read(untilShown: "No trained agents found: pong doctor"))
    menu.send("0\r")
    #expect(menu.read(untilShown: "longest"))
    menu.signal(SIGTERM)
    menu.waitForExit()

    let game = try start(["play", "--frames", "30", "--unpaced"])
    #expect(game.waitForExit() == .status(0))

    let doctor = try start(["doctor"])
    #expect(doctor.waitForExit() == .status(0))
    #expect(doctor.text.contains(installation.folder.path + "/share/pong/weights"))
  }

  @Test func `relative folders of the system are ignored, and absent ones are the usual`() {
    let executable = URL(fileURLWithPath: "/opt/pong/bin/pong")
    func places(_ folders: String?) -> [String] {
      DataFolder(executable: executable, environment: folders.map { ["XDG_DATA_DIRS": $0] } ?? [:])
        .places.map(\.url.path)
    }
    let own = [
      "/opt/pong/bin/pong_PongCommand.resources/weights", "/opt/pong/bin/weights",
      "/opt/pong/share/pong/weights",
    ]
    let usual = ["/usr/local/share/pong/weights", "/usr/share/pong/weights"]
    #expect(places(nil) == own + usual)
    #expect(places("") == own + usual)
    #expect(places("here:/there:") == own + ["/there/pong/weights"])
    #expect(places("/opt/pong/share") == own)
    #expect(DataFolder(executable: nil, environment: [:]).places.map(\.url.path) == usual)
  }
}
