import Foundation
import TerminalTestSupport
import Testing

@Suite(.waits) struct DoctorCommandTests {
  /// What is found out about a terminal, as the JSON says.
  private func report(
    _ personality: PseudoTerminal.Personality,
    _ variables: [String: String] = [:]
  ) throws -> [String: Any] {
    let terminal = try PseudoTerminal(
      PseudoTerminal.builtProgram("pong"),
      arguments: ["doctor", "--json"],
      environment: PseudoTerminal.environment(adding: variables),
      columns: 100,
      rows: 60,
      personality: personality
    )
    #expect(terminal.waitForExit() == .status(0))
    #expect(!terminal.screen.isAlternate)
    let text = terminal.screen.lines.joined(separator: "\n")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any],
      "\(text)"
    )
  }

  @Test func `tells what the terminal answers`() throws {
    let kitty = try report(.kitty)
    #expect(kitty["keyboard_protocol"] as? String == "yes")
    #expect(kitty["keyboard_flags"] as? Int == 15)
    #expect(kitty["synchronized_output"] as? String == "yes")
    #expect(kitty["background"] as? String == "light")
    #expect(kitty["holding"] as? String == "key releases")
    #expect(kitty["columns"] as? Int == 100 && kitty["rows"] as? Int == 60)
    let plain = try report(.plain)
    #expect(plain["keyboard_protocol"] as? String == "no")
    #expect(plain["synchronized_output"] as? String == "no")
    #expect(plain["background"] as? String == "unknown")
    let silent = try report(.silent)
    #expect(silent["keyboard_protocol"] as? String == "none")
  }

  @Test func `tells what the environment says`() throws {
    let usual = try report(.plain)
    #expect(usual["no_color"] as? Bool == false && usual["colors"] as? String == "indexed256")
    #expect(usual["policies"] as? String == "pong_PongCommand.resources/weights")
    #expect(usual["multiplexer"] as? Bool == false && usual["drawing"] as? String == "unicode")
    let refused = try report(.plain, ["NO_COLOR": "1", "TMUX": "x", "LC_ALL": "C"])
    #expect(refused["no_color"] as? Bool == true && refused["colors"] as? String == "mono")
    #expect(refused["multiplexer"] as? Bool == true && refused["drawing"] as? String == "ascii")
  }
}
