import Foundation
import TerminalTestSupport
import Testing

/// What commands do where standard output or standard error cannot take what they write.
@Suite(.waits) struct StandardStreamTests {
  /// Runs `pong` by a shell, whose words see it as `$0`.
  private func shell(_ script: String) throws -> (exitCode: Int32, errors: String) {
    let folder = try TemporaryFolder()
    let errors = try folder.write("", to: "errors")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script, PseudoTerminal.builtProgram("pong")]
    process.environment = PseudoTerminal.environment(adding: ["XDG_CONFIG_HOME": folder.path])
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    return (process.terminationStatus, try String(contentsOfFile: errors, encoding: .utf8))
  }

  @Test(arguments: ["2>&-", "2>/dev/full", "3>&1 1>/dev/null 2>&1 | :"])
  func `messages that nobody gets change no exit code`(redirection: String) throws {
    for (arguments, code) in [
      ("inspect none.safetensors", Int32(66)), ("play", 69), ("nosuch", 64), ("runs", 0),
    ] {
      let told = try shell("\"$0\" \(arguments)").exitCode
      #expect(told == code)
      let parts = redirection.split(separator: "|")
      let script =
        parts.count == 1
        ? "exec \"$0\" \(arguments) \(redirection)"
        // The reader has gone before anything is written.
        : "{ sleep 0.3; \"$0\" \(arguments) >/dev/null 2>&1; echo $? >code; } | :; exit $(cat code)"
      let outcome = try shell(script)
      #expect(outcome.exitCode == code, "\(arguments) \(redirection)")
    }
  }

  @Test(arguments: [
    "--version", "--help", "runs", "runs --help", "evaluate --json --episodes 1 --right random",
  ])
  func `a result that nobody gets is a failure`(arguments: String) throws {
    for redirection in [">/dev/full", ">&-"] {
      let outcome = try shell("exec \"$0\" \(arguments) \(redirection)")
      #expect(outcome.exitCode == 74, "\(arguments) \(redirection)")
      #expect(outcome.errors.hasPrefix("pong: standard output cannot be written: "))
      #expect(outcome.errors.split(separator: "\n").count == 1)
    }
  }

  @Test func `a failure of another kind keeps its own exit code`() throws {
    #expect(try shell("exec \"$0\" inspect none.safetensors >&- 2>&-").exitCode == 66)
  }

  @Test func `a reader that has gone ends a command without a word`() throws {
    let outcome = try shell(
      "{ sleep 0.3; \"$0\" --help; echo $? >code; } | :; exit $(cat code)"
    )
    #expect(outcome.exitCode == 128 + SIGPIPE)
    #expect(outcome.errors == "")
  }

  @Test func `no file takes the place of a stream that is closed`() throws {
    let folder = try TemporaryFolder()
    let outcome = try shell(
      "exec \"$0\" train --hidden 16 --environments 2 --steps 4000 --headless "
        + "--directory '\(folder.path)' <&- >&- 2>&-"
    )
    #expect(outcome.exitCode == 74)
    let files = try #require(FileManager.default.enumerator(atPath: folder.path))
    var names: [String] = []
    for case let name as String in files {
      guard let data = FileManager.default.contents(atPath: "\(folder.path)/\(name)") else {
        continue
      }
      names.append((name as NSString).lastPathComponent)
      #expect(data.firstRange(of: Data("saved in".utf8)) == nil, "\(name)")
    }
    #expect(names.contains("policy.safetensors") && names.contains("log.txt"))
  }
}
