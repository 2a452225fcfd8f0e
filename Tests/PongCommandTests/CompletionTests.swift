import ArgumentParser
import Foundation
import PongAgents
import TerminalTestSupport
import Testing

@testable import PongCommand

@Suite(.waits) struct CompletionTests {
  /// A folder with runs, files and what a stranger could have put there.
  private func makeFolder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for run in [
      "night/2026-01-31_20-15-00_s0", "night/2026-02-01_08-00-00_s0",
      "$(touch owned)/`touch owned`", "a\nb/\u{1B}[2J", "\u{202E}evil/run", "it's/one two",
    ] {
      let path = folder.path + "/runs/" + run
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      _ = try folder.write("{}", to: "runs/\(run)/config.json")
      _ = try folder.write("", to: "runs/\(run)/policy.safetensors")
    }
    try FileManager.default.createDirectory(
      atPath: folder.path + "/deep/er",
      withIntermediateDirectories: true
    )
    _ = try folder.write("", to: "deep/er/mine.safetensors")
    _ = try folder.write("", to: "notes.txt")
    return folder
  }

  /// What the program offers a shell for the last of the words.
  private func offered(
    _ option: String,
    _ words: [String],
    in folder: TemporaryFolder? = nil,
    shell: String = "",
    variables: [String: String] = [:]
  ) throws -> [String] {
    let commands = words.dropFirst().prefix { !$0.hasPrefix("-") && $0 != words.last }
    let asked = commands.filter {
      ["play", "train", "plot", "replay", "spinup", "vpg"].contains($0)
    }
    let outcome = try run(
      ["---completion"] + asked + ["--", option, "\(words.count - 1)", "\(words.last?.count ?? 0)"]
        + words,
      directory: folder?.path,
      variables: variables.merging(["SAP_SHELL": shell]) { $1 }
    )
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    return outcome.output.split(separator: "\n").map(String.init)
  }

  @Test func `a candidate is written as each shell reads it`() throws {
    let candidate = try #require(Candidate("it's $(a):\\", "a note"))
    #expect(candidate.line(for: nil) == "it's $(a):\\")
    #expect(candidate.line(for: .bash) == "'it'\\''s $(a):\\'")
    #expect(candidate.line(for: .zsh) == "it's $(a)\\:\\\\:a note")
    #expect(candidate.line(for: .fish) == "it's $(a):\\\ta note")
    #expect(Candidate.meaning(of: "it\\'s\\ \\\\") == "it's \\")
    #expect(Candidate("a\nb") == nil && Candidate("\u{1B}[2J") == nil && Candidate("") == nil)
  }

  @Test func `players are those of the catalog, own agents and programs`() throws {
    let names = try offered("--left", ["pong", "play", "--left", ""], in: makeFolder())
    #expect(names.starts(with: Players.catalog.choices.map(\.id)))
    #expect(names.contains("exec:"))
    let run = "runs/night/2026-02-01_08-00-00_s0/policy.safetensors"
    #expect(names.contains(run) && names.contains("runs/it's/one two/policy.safetensors"))
    #expect(!names.contains { $0.contains("evil") || $0.contains("\u{1B}") || $0 == "b" })
  }

  @Test func `traits follow a colon, each once`() throws {
    let first = try offered("--left", ["pong", "play", "--left", "atari:"])
    #expect(!first.contains { $0.hasPrefix("atari:") })
    let traits = try offered("--left", ["pong", "play", "--left", "even:"])
    #expect(traits == ["even:greedy", "even:reaction=", "even:temperature="])
    let more = try offered("--left", ["pong", "play", "--left", "even:reaction=3,"])
    #expect(more == ["even:reaction=3,greedy", "even:reaction=3,temperature="])
    let person = try offered("--left", ["pong", "play", "--left", "person:k"])
    #expect(person.contains("person:keys"))
  }

  @Test func `a file is found through folders that lead to it alone`() throws {
    let folder = try makeFolder()
    #expect(
      try offered("--left", ["pong", "play", "--left", "de"], in: folder)
        .contains("deep/er/mine.safetensors")
    )
    let command = try offered("--left", ["pong", "play", "--left", "exec:cat not"], in: folder)
    #expect(command == ["exec:cat notes.txt"])
  }

  @Test func `runs, experiments, matches and words of Spinning Up's are offered`() throws {
    let folder = try makeFolder()
    let runs = try offered("--resume", ["pong", "train", "--resume", ""], in: folder)
    // The newest first.
    let night = runs.filter { $0.hasPrefix("runs/night/") }
    #expect(night == ["runs/night/2026-02-01_08-00-00_s0", "runs/night/2026-01-31_20-15-00_s0"])
    let plots = try offered("positional@0", ["pong", "plot", ""], in: folder)
    #expect(plots.contains("runs/night") && plots.contains(night[0]))
    #expect(try offered("--name", ["pong", "train", "--name", ""], in: folder).contains("night"))
    #expect(
      try offered("--opponents", ["pong", "train", "--opponents", "atari:3,"], in: folder)
        .contains("atari:3,self:")
    )

    let matches = folder.path + "/pong/matches"
    try FileManager.default.createDirectory(atPath: matches, withIntermediateDirectories: true)
    _ = try folder.write("", to: "pong/matches/2026-01-31_20-15-00_a-b.json")
    let replays = try offered(
      "positional@0",
      ["pong", "replay", ""],
      in: folder,
      variables: ["XDG_DATA_HOME": folder.path]
    )
    #expect(replays == ["last", matches + "/2026-01-31_20-15-00_a-b.json"])

    let flags = try offered("positional@0", ["pong", "spinup", "vpg", "--"])
    #expect(flags.contains("--exp_name") && flags.contains("--hid") && flags.contains("--epochs"))
    let activations = try offered("positional@0", ["pong", "spinup", "vpg", "--act", ""])
    #expect(activations.contains("torch.nn.ELU"))
    let values = try offered("positional@0", ["pong", "spinup", "vpg", "--env", ""])
    #expect(values.contains("Pong-ram-v0"))
  }

  @Test func `what bash is offered is never run by it`() throws {
    let folder = try makeFolder()
    _ = try folder.write(
      """
      PATH="$1:$PATH"
      source <(pong --generate-completion-script bash)
      COMP_WORDS=(pong "${@:2}")
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      COMP_LINE="${COMP_WORDS[*]}" COMP_POINT=${#COMP_LINE}
      _pong pong "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """,
      to: "complete.sh"
    )
    func complete(_ words: String...) throws -> [String] {
      let program = URL(fileURLWithPath: PseudoTerminal.builtProgram("pong"))
      let outcome = try run(
        [folder.path + "/complete.sh", program.deletingLastPathComponent().path] + words,
        directory: folder.path,
        program: "/bin/bash"
      )
      #expect(outcome.exitCode == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
      return outcome.output.split(separator: "\n").map(String.init)
    }
    let runs = try complete("train", "--resume", "runs/")
    #expect(runs.contains("runs/$(touch owned)/`touch owned`"))
    #expect(runs.contains("runs/it's/one two"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/owned"))
    #expect(try complete("play", "--left", "cha") == ["champion"])
    #expect(try complete("pl").contains("play"))
    #expect(try complete("trace", "--environment", "Pong-ram-v") == ["Pong-ram-v0", "Pong-ram-v4"])
    #expect(try complete("convert", "steady", "de").contains("deep"))
    #expect(try complete("spinup", "vpg", "--exp").contains("--exp_name"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `the script of a shell has no mistake in it`(shell: String) throws {
    let script = try run(["--generate-completion-script", shell])
    #expect(script.exitCode == 0)
    let program = "/usr/bin/" + shell
    guard FileManager.default.isExecutableFile(atPath: program) else { return }
    let folder = try TemporaryFolder()
    let file = try folder.write(script.output, to: "pong." + shell)
    let outcome = try run(["-n", file], program: program)
    #expect(outcome.exitCode == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
  }

  @Test func `files, directories, players, runs and choices are completed in every command`() throws
  {
    let completed: Set = [
      "--cast", "--color", "--directory", "--environment", "--est", "--gif",
      "--glyphs", "--input", "--input-gif", "--input-script", "--keyboard", "--left", "--mode",
      "--mouse", "--observation", "--only", "--opponents", "--png", "--replay", "--replays",
      "--resume", "--right", "--screen-gif", "--side", "--sides", "--size", "--small-bats",
      "--speed", "--svg", "--sync", "--theme", "--x", "--y", "directory", "file", "logdir",
      "output", "player", "players", "policy", "runs", "subject", "words",
    ]
    let help = try object(run(["--experimental-dump-help"]))
    var commands = [try #require(help["command"] as? [String: Any])]
    var missing: [String] = []
    while let command = commands.popLast() {
      let subcommands = command["subcommands"] as? [[String: Any]] ?? []
      commands += subcommands.filter { $0["commandName"] as? String != "help" }
      for argument in command["arguments"] as? [[String: Any]] ?? []
      where argument["completionKind"] == nil {
        let preferred = argument["preferredName"] as? [String: Any]
        let name = preferred.map { "--\($0["name"] ?? "")" } ?? "\(argument["valueName"] ?? "")"
        guard argument["kind"] as? String != "flag", completed.contains(name) else { continue }
        missing.append("\(command["commandName"] ?? "") \(name)")
      }
    }
    #expect(missing.isEmpty, "\(missing)")
  }
}
