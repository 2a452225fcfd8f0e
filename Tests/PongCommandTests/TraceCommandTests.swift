import Foundation
import TerminalTestSupport
import Testing

@Suite(.waits) struct TraceCommandTests {
  private static let header = "frame,action,reward,done,bx,by,ly,ry,sl,sr,sx,sy,ram,rgb"

  @Test(arguments: ["\n", "\r\n"])
  func `trace prints what the engine makes of a recording`(lineEnd: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      ["# a comment", "frame,\"action\"", "0,-1", "1, 3", "2,3", ""].joined(separator: lineEnd),
      to: "a.csv"
    )
    let outcome = try run(["trace", file])
    #expect(outcome.exitCode == 0)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines.first.map(String.init) == Self.header)
    #expect(lines[1] == "0,-1,0,0,0,60,22,109,0,0,2,45,aec387e4,cd80f890")
    #expect(lines[2].hasPrefix("1,3,0,0,0,0,"))
  }

  @Test(arguments: [
    ("frame,turn\n0,-1\n", "line 1", "action"),
    ("action\n3\n", "line 2", "-1"),
    ("action\n-1\n18\n", "line 3", "0 to 17"),
    ("action\n-1\nup\n", "line 3", "whole number"),
    ("", "line 1", "-1"),
  ])
  func `trace says where a recording is broken`(text: String, place: String, hint: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "broken.csv")
    let outcome = try run(["trace", file])
    #expect(outcome.exitCode == 65)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains("broken.csv, \(place)") && outcome.errors.contains(hint))
  }

  @Test func `trace says what it cannot read or write`() throws {
    #expect(try run(["trace", "/nowhere/at/all.csv"]).exitCode == 66)
    let folder = try TemporaryFolder()
    let file = try folder.write("action\n-1\n", to: "a.csv")
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let outcome = try run(["trace", file], output: full)
    #expect(outcome.exitCode == 74)
    #expect(outcome.errors.contains("cannot be written"))
  }

  @Test func `mode and difficulty are the rules of the replay`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("action\n-1\n" + String(repeating: "2\n", count: 200), to: "a.csv")
    let options = [
      [], ["--difficulty", "1"], ["--difficulty", "2"], ["--difficulty", "3"], ["--mode", "1"],
      ["--mode", "1", "--difficulty", "1"],
    ]
    let outputs = try options.map { try run(["trace"] + $0 + [file]).output }
    #expect(Set(outputs).count == options.count)
    #expect(try run(["trace", "--mode", "0", "--difficulty", "0", file]).output == outputs[0])
  }

  @Test func `the seed is that of the environment's reset and chance`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "action\n-1\n" + String(repeating: "2\n3\n", count: 20),
      to: "a.csv"
    )
    func trace(_ seed: String) throws -> String {
      try run(["trace", "--environment", "Pong-v0", "--seed", seed, file]).output
    }
    #expect(try trace("7") == trace("7"))
    #expect(try trace("7") != trace("8"))
    #expect(try trace("0") == run(["trace", "--environment", "Pong-v0", file]).output)
  }

  @Test(arguments: [
    ("cat /dev/zero", "a line has at most"),
    ("printf 'action\\n-1\\n'; tr '\\0' 1 </dev/zero", "a line has at most"),
    ("printf 'action\\n-1\\n'; yes 1", "a recording has at most 2097152 actions"),
  ])
  func `a stream without an end has one here`(stream: String, hint: String) throws {
    let pong = PseudoTerminal.builtProgram("pong")
    let script = "(\(stream)) 2>/dev/null | \(pong) trace - 2>&1 >/dev/null; echo ${PIPESTATUS[1]}"
    let outcome = try shell(script)
    #expect(outcome.contains(hint) && outcome.hasSuffix("65\n"), "\(outcome)")
  }

  @Test func `a pipe is read to its end`() throws {
    let pong = PseudoTerminal.builtProgram("pong")
    let outcome = try shell("printf '\\xEF\\xBB\\xBFaction\\r-1\\r3' | \(pong) trace /dev/stdin")
    #expect(outcome.split(separator: "\n").count == 3, "\(outcome)")
  }

  /// What a script of bash prints.
  private func shell(_ script: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", script]
    let out = Pipe()
    process.standardOutput = out
    try process.run()
    let printed = out.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: printed, as: UTF8.self)
  }
}
