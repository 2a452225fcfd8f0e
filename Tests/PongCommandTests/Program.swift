import Foundation
import TerminalTestSupport
import Testing
import Training

/// A folder that goes when the test does.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("pong-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file and tells its path.
  func write(_ text: String, to name: String) throws -> String {
    let file = path + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }
}

/// Starts `pong` on a terminal of its own, its settings and results in `configuration`.
func pong(
  _ arguments: [String],
  configuration: String,
  columns: Int = 80,
  rows: Int = 24,
  personality: PseudoTerminal.Personality = .silent
) throws -> PseudoTerminal {
  try PseudoTerminal(
    PseudoTerminal.builtProgram("pong"),
    arguments: arguments,
    environment: PseudoTerminal.environment(
      adding: ["XDG_CONFIG_HOME": configuration, "XDG_DATA_HOME": configuration + "/data"]
    ),
    columns: columns,
    rows: rows,
    personality: personality
  )
}

/// The object that a command has printed as JSON.
func object(_ outcome: Outcome) throws -> [String: Any] {
  try #require(
    try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any],
    "\(outcome.errors)"
  )
}

/// The figures that `pong evaluate` has printed as JSON, without the names.
func summary(_ outcome: Outcome) throws -> EvaluationSummary {
  try JSONDecoder().decode(EvaluationSummary.self, from: Data(outcome.output.utf8))
}

/// How a command ended that prints and has no terminal.
struct Outcome {
  var exitCode: Int32
  var output: String
  var errors: String
}

/// Runs `pong`, or another program, as a shell runs it: without a terminal, its output taken unless it goes elsewhere.
func run(
  _ arguments: [String],
  output: FileHandle? = nil,
  directory: String? = nil,
  variables: [String: String] = [:],
  program: String = PseudoTerminal.builtProgram("pong")
) throws -> Outcome {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = arguments
  if !variables.isEmpty {
    process.environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
  }
  if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
  let out = Pipe()
  // A second pipe could fill up while the first is read.
  let folder = try TemporaryFolder()
  let errors = try folder.write("", to: "errors")
  process.standardInput = FileHandle.nullDevice
  process.standardOutput = output ?? out
  process.standardError = FileHandle(forWritingAtPath: errors)
  try process.run()
  let printed = output == nil ? out.fileHandleForReading.readDataToEndOfFile() : Data()
  process.waitUntilExit()
  return Outcome(
    exitCode: process.terminationStatus,
    output: String(decoding: printed, as: UTF8.self),
    errors: try String(contentsOfFile: errors, encoding: .utf8)
  )
}
