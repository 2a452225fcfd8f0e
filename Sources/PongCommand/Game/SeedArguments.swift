import ArgumentParser

/// The option that makes a game's chance come out the same again.
struct SeedArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The seed of all chance; random if left out.", valueName: "n"))
  var seed: UInt64?

  /// The seed of the first game, short enough to be typed again if nobody chose it.
  var firstSeed: UInt64 {
    seed ?? .random(in: 0...UInt64(UInt32.max))
  }
}
