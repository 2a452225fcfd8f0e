import Checksums
import Foundation
import PongAgents
import PongEngine
import Testing

/// Recordings of the real game under ALE, condensed by `Tests/Scripts/condense_trace.py`.
struct GoldenTrace: CustomTestStringConvertible {
  static let block = 250

  let name: String
  let actions: [Int]
  let digests: [String]
  private let comment: String

  var testDescription: String { name }

  init(contentsOf url: URL) throws {
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    comment = String(lines[0])
    name = String(lines[0].split(separator: " ")[1])
    var actions: [Int] = []
    var rest = lines[1]
    while let letter = rest.popFirst() {
      let digits = rest.prefix { $0.isNumber }
      rest.removeFirst(digits.count)
      let action = Int(letter.asciiValue ?? 0) - 97
      actions += [Int](repeating: action, count: Int(digits) ?? 1)
    }
    self.actions = actions
    digests = lines[2].split(separator: " ").map(String.init)
  }

  /// The number behind `key=` in the comment.
  func number(_ key: String) throws -> Int {
    let field = comment.split(separator: " ").first { $0.hasPrefix(key + "=") }
    return try #require(field.flatMap { Int($0.dropFirst(key.count + 1)) })
  }

  static func all(ofEnvironments: Bool) throws -> [GoldenTrace] {
    let folder = try #require(Bundle.module.url(forResource: "Golden", withExtension: nil))
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.lastPathComponent.hasPrefix("gym") == ofEnvironments }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
      .map { try GoldenTrace(contentsOf: $0) }
  }
}

/// Takes the lines of a trace and forms the digests of its blocks.
private struct Digester {
  private(set) var digests: [String] = []
  private var block: [UInt8] = []
  private var lines = 0

  mutating func add(_ line: String) {
    block.append(contentsOf: line.utf8)
    block.append(0x0A)
    lines += 1
    if lines % GoldenTrace.block == 0 {
      finish()
    }
  }

  mutating func finish() {
    if !block.isEmpty {
      digests.append(RedundancyCheck.crc32.hexadecimal(block))
      block.removeAll()
    }
  }
}

struct TraceTests {
  @Test(arguments: try GoldenTrace.all(ofEnvironments: false))
  func `the engine equals Atari's game, frame for frame`(_ trace: GoldenTrace) throws {
    let mode = try #require(Rules.Mode(rawValue: UInt8(trace.number("mode"))))
    let rules = Rules(mode: mode, difficulty: UInt8(try trace.number("difficulty")))
    let actions = try trace.actions.map { try #require(Action(rawValue: UInt8($0))) }
    var digester = Digester()
    digester.add(FrameTrace.header)
    FrameTrace.replay(actions, rules: rules) { digester.add($0) }
    digester.finish()
    #expect(digester.digests == trace.digests)
  }

  @Test(arguments: try GoldenTrace.all(ofEnvironments: true))
  func `the environments equal gym's, step for step`(_ trace: GoldenTrace) throws {
    let parts = trace.name.split(separator: "_")
    let id = try #require(EnvironmentID(parts[1]))
    let seed = UInt64(try trace.number("seed"))
    var digester = Digester()
    digester.add(EnvironmentTrace.header)
    let actions = trace.actions.map { Action.minimal[$0] }
    EnvironmentTrace.replay(actions, in: id, rules: Rules(), seed: seed) { digester.add($0) }
    digester.finish()
    #expect(digester.digests == trace.digests)
  }

  @Test func `the traces are there`() throws {
    #expect(try GoldenTrace.all(ofEnvironments: false).count >= 10)
    #expect(try GoldenTrace.all(ofEnvironments: true).count == 5)
  }
}
