import Foundation
import Glibc
import TerminalTestSupport
import Testing

/// How training ends when others end it, and that what was learnt is kept.
@Suite(.waits) struct TrainingInterruptionTests {
  private let small = ["train", "--hidden", "32", "--environments", "8", "--seed", "5"]

  private func start(_ folder: TemporaryFolder, _ more: String...) throws -> PseudoTerminal {
    try pong(
      small + more + ["--directory", folder.path + "/runs"],
      configuration: folder.path,
      columns: 120,
      rows: 40
    )
  }

  /// Whether there is one run, and it is saved.
  private func isSaved(in folder: TemporaryFolder) throws -> Bool {
    let parent = folder.path + "/runs/article"
    let runs = try FileManager.default.contentsOfDirectory(atPath: parent)
    return runs.count == 1
      && FileManager.default.fileExists(atPath: "\(parent)/\(runs[0])/checkpoint.safetensors")
      && FileManager.default.fileExists(atPath: "\(parent)/\(runs[0])/policy.safetensors")
  }

  @Test(arguments: [["--headless"], []])
  func `a window that closes loses nothing`(more: [String]) throws {
    let folder = try TemporaryFolder()
    let terminal = try pong(
      small + more + ["--directory", folder.path + "/runs"],
      configuration: folder.path
    )
    #expect(terminal.read { $0.text.contains("steps/s") })
    terminal.hangUp()
    #expect(terminal.waitForExit() == .status(128 + SIGHUP))
    #expect(try isSaved(in: folder))
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `people's requests end it in good order, however often they come`(number: Int32) throws {
    let folder = try TemporaryFolder()
    let terminal = try start(folder, "--headless")
    #expect(terminal.read { $0.text.contains("steps/s") })
    for _ in 0..<20 {
      terminal.signal(number)
      usleep(10_000)
    }
    #expect(terminal.waitForExit() == .status(0))
    #expect(try isSaved(in: folder))
    #expect(terminal.text.contains("saved in "))
  }

  @Test(arguments: [SIGUSR2, SIGXCPU, SIGQUIT])
  func `requests of the system are told by the exit code`(number: Int32) throws {
    let folder = try TemporaryFolder()
    let terminal = try start(folder, "--headless", "--until-reward", "21")
    #expect(terminal.read { $0.text.contains("steps/s") })
    terminal.signal(number)
    #expect(terminal.waitForExit() == .status(128 + number))
    #expect(try isSaved(in: folder))
  }

  @Test func `requests in a row do not end it while it saves after the screen has gone`() throws {
    let folder = try TemporaryFolder()
    let terminal = try start(folder)
    #expect(terminal.read(untilShown: "Learning"))
    terminal.signal(SIGTERM)
    #expect(terminal.read { !$0.screen.isAlternate })
    for number in [SIGTERM, SIGHUP, SIGINT] { terminal.signal(number) }
    #expect(terminal.waitForExit() == .status(128 + SIGTERM))
    #expect(try isSaved(in: folder))
  }

  @Test func `a limit on the size of files is an error that is told`() throws {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments =
      ["-c", "ulimit -f 16; exec \"$0\" \"$@\"", PseudoTerminal.builtProgram("pong")] + small
      + ["--headless", "--quiet", "--steps", "20000", "--directory", folder.path + "/runs"]
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let told = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 74)
    #expect(told.hasPrefix("pong: ") && told.contains("too large"), "\(told)")
  }
}
