import Foundation
import TerminalTestSupport
import Testing

@Suite(.waits) struct SpinupTestPolicyCommandTests {
  private let folder: TemporaryFolder

  /// A run's directory with a policy that plays in many ways.
  init() throws {
    folder = try TemporaryFolder()
    let weights = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../weights/one-second.safetensors")
    for name in ["policy", "policy4"] {
      try FileManager.default.copyItem(
        at: weights.standardizedFileURL,
        to: URL(fileURLWithPath: "\(folder.path)/\(name).safetensors")
      )
    }
  }

  /// The lines of the episodes that are played.
  private func episodes(_ more: String...) throws -> [Substring] {
    let outcome = try run(["spinup", "test_policy", folder.path, "-nr"] + more)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("AverageEpRet"))
    return outcome.output.split(separator: "\n").filter { $0.hasPrefix("Episode") }
  }

  @Test func `plays so many episodes of so many steps`() throws {
    let cut = try episodes("-n", "3", "--len", "50")
    #expect(cut.count == 3)
    #expect(cut.allSatisfy { $0.hasSuffix("EpLen 50") })
    #expect(try episodes("-n", "3", "--len", "50") == cut)
  }

  @Test func `seed and determinism are other games`() throws {
    let games = try [[], ["--seed", "9"], ["--deterministic"], ["-d", "--seed", "9"]].map { more in
      let outcome = try run(
        ["spinup", "test_policy", folder.path, "-nr", "-n", "1", "--len", "700"] + more
      )
      return outcome.output
    }
    #expect(Set(games).count == 4)
  }

  @Test func `the policy of an epoch is the one that was kept`() throws {
    #expect(try episodes("-n", "1", "--len", "20", "--itr", "4").count == 1)
    let missing = try run(["spinup", "test_policy", folder.path, "-nr", "--itr", "3"])
    #expect(missing.exitCode == 66 && missing.errors.contains("policy3.safetensors"))
  }
}
