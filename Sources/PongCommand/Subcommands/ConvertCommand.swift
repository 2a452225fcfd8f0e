import ArgumentParser
import Foundation
import Text
import Training

/// `pong convert`: a policy's file anew, with numbers of 16 or of 32 bits.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write a policy anew: at half the size, or without a checkpoint's state.",
    discussion: """
      With --f16 numbers have 16 bits instead of 32: each becomes the nearest that there is, and the \
      file is half as long. The policy plays almost as it did; compare the two with pong evaluate. \
      From then on nothing is lost: what is read is what is written. A file that holds a number \
      beyond -65504 to 65504 is refused.

      Without --f16 numbers have 32 bits. Of a checkpoint the policy alone is left.

      EXAMPLES
        pong convert runs/strong/2026-01-31_20-00-00_s0/checkpoint.safetensors mine.safetensors
        pong convert mine.safetensors small.safetensors --f16
      """
  )

  @Argument(help: "A policy that comes with the program, or a file.", completion: .policy)
  var policy: String

  @Argument(help: "The file that is written.", completion: .file(extensions: ["safetensors"]))
  var output: String

  @Flag(help: "Write numbers of 16 bits instead of 32.")
  var f16 = false

  func run() throws {
    let bytes = try PolicyLocator.withFile(policy) { url in
      try PolicyFile.convert(Checkpoint.read(url), toHalves: f16).encoded
    }
    try StreamedFile.write(bytes, to: output)
    print("\(output.printable): \(bytes.count) bytes, numbers of \(f16 ? 16 : 32) bits")
  }
}
