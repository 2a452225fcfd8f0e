import Foundation
import TerminalTestSupport
import Testing

/// `pong inspect` on a policy that has learned for a moment, and looking inside during a game.
struct InspectCommandTests {
  /// Starts `pong` without a terminal, and takes what it prints.
  private func outcome(_ arguments: [String]) throws -> (
    status: Int32, output: Data, errors: String
  ) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: PseudoTerminal.builtProgram("pong"))
    process.arguments = arguments
    let (out, err) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = out
    process.standardError = err
    try process.run()
    let output = out.fileHandleForReading.readDataToEndOfFile()
    let errors = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output, errors)
  }

  /// Teaches a policy for two episodes.
  private func train(in folder: TemporaryFolder) throws -> String {
    let runs = folder.path + "/runs"
    let trained = try outcome([
      "train", "fast", "--episodes", "2", "--seed", "1", "--name", "a", "--directory", runs,
    ])
    #expect(trained.status == 0 || trained.status == 3, "\(trained.errors)")
    let run = try #require(try FileManager.default.contentsOfDirectory(atPath: runs + "/a").first)
    return "\(runs)/a/\(run)/policy.safetensors"
  }

  @Test func `prints figures as JSON, writes a picture, shows a gallery and looks into a game`()
    throws
  {
    let folder = try TemporaryFolder()
    let policy = try train(in: folder)
    let png = folder.path + "/fields.png"
    let json = try outcome(["inspect", policy, "--json", "--png", png, "--decisions", "100"])
    #expect(json.status == 0, "\(json.errors)")
    let report = try #require(
      try JSONSerialization.jsonObject(with: json.output) as? [String: Any]
    )
    #expect(
      Set(report.keys) == [
        "policy", "observation", "actions", "activation", "metadata", "layers", "decisions",
        "seed", "dead_units", "units",
      ]
    )
    #expect(report["observation"] as? String == "difference-80x80")
    #expect(report["actions"] as? [String] == ["RIGHT", "LEFT"])
    let layers = try #require(report["layers"] as? [[String: Any]])
    #expect(layers.compactMap { $0["name"] as? String } == ["hidden", "policy", "value"])
    #expect(
      Set(try #require(layers.first).keys) == [
        "name", "shape", "weights", "weight_norm", "greatest_weight", "bias_norm",
      ]
    )
    let units = try #require(report["units"] as? [[String: Any]])
    #expect(units.count == 200)
    #expect(
      Set(try #require(units.first).keys) == [
        "unit", "active_share", "mean_activation", "mean_influence", "weight_norm",
        "logit_weights",
      ]
    )
    let bytes = try Data(contentsOf: URL(fileURLWithPath: png))
    #expect(bytes.prefix(8) == Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    // 10 fields of 80 and a line each beside each other, 20 below each other.
    #expect(bytes[16..<24] == Data([0, 0, 3, 43, 0, 0, 6, 85]))

    let plain = try outcome(["inspect", policy, "--decisions", "100"])
    let text = String(decoding: plain.output, as: UTF8.self)
    #expect(plain.status == 0)
    #expect(text.contains("layer        hidden  6400 → 200"))
    #expect(text.contains("unit ") && !text.contains("\u{1B}"))

    let gallery = try pong(
      ["inspect", policy, "--decisions", "100", "--frames", "10"],
      configuration: folder.path
    )
    #expect(gallery.waitForExit() == .status(0))
    expectGivenBack(gallery)
    #expect(gallery.text.contains("200 units"))

    let game = try pong(
      ["watch", "--right", policy, "--inspect", "--frames", "40", "--seed", "2"],
      configuration: folder.path,
      columns: 120,
      rows: 40
    )
    #expect(game.waitForExit() == .status(0))
    #expect(game.text.contains("Inside right") && game.text.contains("up or down"))
  }

  @Test func `says what is wrong with a file, and writes nothing`() throws {
    let folder = try TemporaryFolder()
    let missing = try outcome(["inspect", folder.path + "/none.safetensors"])
    #expect(missing.status == 66)
    let broken = try folder.write("no tensors", to: "broken.safetensors")
    let outcome = try outcome(["inspect", broken, "--png", folder.path + "/a.png"])
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("broken.safetensors") && outcome.errors.contains("safetensors"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/a.png"))
  }
}
