import Foundation
import TerminalTestSupport
import Testing
import Training

/// `pong inspect` on a policy that has learned for a moment, and looking inside during a game.
@Suite(.waits) struct InspectCommandTests {
  /// Teaches a policy for two episodes.
  private func train(in folder: TemporaryFolder) throws -> String {
    let runs = folder.path + "/runs"
    let trained = try run([
      "train", "fast", "--episodes", "2", "--seed", "1", "--name", "a", "--directory", runs,
    ])
    #expect(trained.exitCode == 0 || trained.exitCode == 3, "\(trained.errors)")
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: runs + "/a").first)
    return "\(runs)/a/\(name)/policy.safetensors"
  }

  @Test func `prints figures as JSON, writes a picture, shows a gallery and looks into a game`()
    throws
  {
    let folder = try TemporaryFolder()
    let policy = try train(in: folder)
    let png = folder.path + "/fields.png"
    let json = try run(["inspect", policy, "--json", "--png", png, "--decisions", "100"])
    #expect(json.exitCode == 0, "\(json.errors)")
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
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

    let plain = try run(["inspect", policy, "--decisions", "100"])
    let text = plain.output
    #expect(plain.exitCode == 0)
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

  @Test func `seed and decisions are those of the play that is measured`() throws {
    func report(_ more: String...) throws -> [String: Any] {
      try object(try run(["inspect", "one-second", "--json"] + more))
    }
    func shares(_ report: [String: Any]) throws -> [Double] {
      let units = try #require(report["units"] as? [[String: Any]])
      return units.compactMap { $0["active_share"] as? Double }
    }
    let some = try report("--decisions", "60")
    #expect(some["decisions"] as? Int == 60 && some["seed"] as? Int == 0)
    let other = try report("--decisions", "60", "--seed", "9")
    #expect(other["seed"] as? Int == 9)
    #expect(try shares(some) != shares(other))
    #expect(try shares(some) == shares(report("--decisions", "60", "--seed", "0")))
    #expect(try shares(some) != shares(report("--decisions", "61")))
    // At a single decision most units rest.
    let one = try report("--decisions", "1")
    let dead = try #require(one["dead_units"] as? [Int])
    let units = try #require(one["units"] as? [[String: Any]])
    let idle = units.filter { $0["active_share"] as? Double == 0 }.compactMap { $0["unit"] as? Int }
    #expect(!dead.isEmpty && dead == idle.sorted())
  }

  @Test func `the gallery has the colours asked for, and plain text needs no screen`() throws {
    let folder = try TemporaryFolder()
    func text(_ more: String...) throws -> String {
      let terminal = try pong(
        ["inspect", "one-second", "--decisions", "10", "--frames", "2"] + more,
        configuration: folder.path
      )
      #expect(terminal.waitForExit() == .status(0))
      return terminal.text
    }
    let themes = try ["atari", "contrast", "colorblind"].map { try text("--theme", $0) }
    #expect(Set(themes).count == 3)
    #expect(try text() == themes[0])
    #expect(try !text("--plain").contains("\u{1B}[?1049h"))
  }

  @Test func `obeys nothing that is in a file, and puts nothing in a device's place`() throws {
    let folder = try TemporaryFolder()
    let url = URL(fileURLWithPath: try train(in: folder))
    var file = try Safetensors([UInt8](Data(contentsOf: url)))
    file.metadata["no\u{1B}[2Jte"] = "\u{1B}]0;title\u{7}\u{9B}5m"
    try Data(file.encoded).write(to: url)
    let told = try run(["inspect", url.path, "--decisions", "10"])
    #expect(told.exitCode == 0 && told.output.contains("]0;title"))
    #expect(told.output.unicodeScalars.allSatisfy { $0 == "\n" || !(0..<32 ~= $0.value) })
    #expect(!told.output.unicodeScalars.contains { 127..<160 ~= $0.value })
    // A device gets the picture, and stays one.
    let sunk = try run(["inspect", url.path, "--decisions", "10", "--png", "/dev/null"])
    #expect(sunk.exitCode == 0)
    let type = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type]
    #expect(type as? FileAttributeType == .typeCharacterSpecial)
  }

  @Test func `says what is wrong with a file, and writes nothing`() throws {
    let folder = try TemporaryFolder()
    let missing = try run(["inspect", folder.path + "/none.safetensors"])
    #expect(missing.exitCode == 66)
    let broken = try folder.write("no tensors", to: "broken.safetensors")
    let outcome = try run(["inspect", broken, "--png", folder.path + "/a.png"])
    #expect(outcome.exitCode == 65)
    #expect(outcome.errors.contains("broken.safetensors") && outcome.errors.contains("safetensors"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/a.png"))
  }
}
