import Foundation
import TerminalTestSupport
import Testing

@Suite(.waits) struct LegibleNamesTests {
  @Test(arguments: [
    ("", "inspect $'a\\377b'", "argument 2", #"a\xFFb"#),
    ("", "convert champion $'\\303'", "argument 3", #"\xC3"#),
    ("XDG_CONFIG_HOME=$'/tmp/\\377'", "runs", "XDG_CONFIG_HOME", #"/tmp/\xFF"#),
    ("mkdir $'d\\377'; cd $'d\\377';", "runs", "working directory", #"d\xFF"#),
  ])
  func `a name that is not UTF-8 is refused, and no other file is taken for it`(
    before: String,
    arguments: String,
    place: String,
    name: String
  ) throws {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    let pong = PseudoTerminal.builtProgram("pong")
    process.arguments = ["-c", "\(before) \(pong) \(arguments) 2>&1"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    let out = Pipe()
    process.standardOutput = out
    try process.run()
    let printed = out.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: printed, as: UTF8.self)
    #expect(process.terminationStatus == 64)
    #expect(text.contains(place) && text.contains(name) && !text.contains("\u{FFFD}"), "\(text)")
    // Not even under a name like it.
    let made = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(made.count == (before.hasPrefix("mkdir") ? 1 : 0))
  }
}
