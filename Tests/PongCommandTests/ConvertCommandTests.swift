import Foundation
import TerminalTestSupport
import Testing
import Training

@testable import PongCommand

@Suite(.waits) struct ConvertCommandTests {
  private func size(_ path: String) throws -> Int {
    try #require(
      try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    )
  }

  @Test func `a policy of half the size plays, on either side, and is the same converted again`()
    throws
  {
    let folder = try TemporaryFolder()
    let (half, again) = (folder.path + "/half.safetensors", folder.path + "/again.safetensors")
    let converted = try run(["convert", "even", half, "--f16"])
    #expect(converted.exitCode == 0, "\(converted.errors)")
    #expect(converted.output == "\(half): \(try size(half)) bytes, numbers of 16 bits\n")
    let whole = PolicyLocator.folder.appendingPathComponent("even.safetensors").path
    #expect(try Double(size(half)) < 0.51 * Double(size(whole)))
    #expect(try run(["convert", half, again, "--f16"]).exitCode == 0)
    #expect(
      FileManager.default.contents(atPath: half) == FileManager.default.contents(atPath: again)
    )
    let arguments = ["evaluate", "--left", half, "--right", half, "--episodes", "1", "--json"]
    let played = try run(arguments)
    #expect(played.exitCode == 0, "\(played.errors)")
    #expect(
      try PolicyLocator.read(half).metadata == PolicyLocator.read("even").metadata
    )
  }

  @Test(arguments: ["-", "/dev/stdout", "/dev/fd/1"])
  func `the standard output can be the file, and what is said of it goes elsewhere`(
    path: String
  ) throws {
    let folder = try TemporaryFolder()
    let (file, piped) = (folder.path + "/a.safetensors", folder.path + "/b.safetensors")
    #expect(try run(["convert", "even", file, "--f16"]).exitCode == 0)
    _ = try folder.write("", to: "b.safetensors")
    let output = try #require(FileHandle(forWritingAtPath: piped))
    let outcome = try run(["convert", "even", path, "--f16"], output: output)
    #expect(outcome.exitCode == 0 && outcome.errors.contains("bytes, numbers of 16 bits"))
    #expect(
      FileManager.default.contents(atPath: file) == FileManager.default.contents(atPath: piped)
    )
  }

  @Test func `what cannot be read, converted or written is named`() throws {
    let folder = try TemporaryFolder()
    let out = folder.path + "/out.safetensors"
    let missing = try run(["convert", "nobody", out])
    #expect(missing.exitCode == CommandError.usage)
    let broken = try run(["convert", try folder.write("no tensors", to: "broken"), out, "--f16"])
    #expect(broken.exitCode == CommandError.badData)
    #expect(broken.errors.contains("broken: not a safetensors file"))
    let nowhere = try run(["convert", "even", folder.path + "/no/out.safetensors"])
    #expect(nowhere.exitCode == CommandError.cannotCreate)

    let huge = folder.path + "/huge.safetensors"
    var file = try Checkpoint.read(PolicyLocator.folder.appendingPathComponent("even.safetensors"))
    file.tensors["policy.bias"] = .init(shape: [1], floats: [1e6])
    try Checkpoint.write(file, to: URL(fileURLWithPath: huge))
    let refused = try run(["convert", huge, out, "--f16"])
    #expect(refused.exitCode == CommandError.badData)
    #expect(refused.errors.contains("tensor 'policy.bias' cannot have the type F16"))
    #expect(!FileManager.default.fileExists(atPath: out))
  }
}
