import ArgumentParser
import Foundation

/// How many threads work on what a command has to do.
struct ThreadArguments: ParsableArguments {
  @Option(help: "How many threads work; changes the speed only (default: one per core).")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...256 ~= threads) {
      throw ValidationError("--threads is 1 to 256, not \(threads).")
    }
  }

  /// How many work where nothing was said.
  static var usualCount: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// How many work.
  var count: Int { threads ?? Self.usualCount }
}

/// How many games each two players play, half of them from each side.
struct PairingArguments: ParsableArguments {
  @Option(help: "How many games two players play: an even number.")
  var games = 100

  func validate() throws {
    guard 2...100_000 ~= games, games % 2 == 0 else {
      throw ValidationError("--games is an even number from 2 to 100000, not \(games).")
    }
  }
}
