import ArgumentParser
import PongAgents

/// How trained policies play, those whose own traits do not say.
struct PolicyArguments: ParsableArguments {
  @Flag(help: "Policies always take their most probable action instead of drawing one.")
  var greedy = false

  @Option(help: "The temperature of the softmax that policies' actions are drawn from.")
  var temperature = 1.0

  @Option(
    help: ArgumentHelp(
      "Policies see the game as it was this many frames of 1/60 s ago, 0 to 60; people, some 12.",
      valueName: "frames"
    )
  )
  var reaction = 0

  func validate() throws {
    guard PolicyTraits.isTemperature(temperature) else {
      throw ValidationError("--temperature is more than 0 and at most 100, not \(temperature).")
    }
    guard PolicyTraits.reactions.contains(reaction) else {
      throw ValidationError("--reaction is 0 to 60 frames, not \(reaction).")
    }
  }

  /// How policies play.
  var traits: PolicyTraits {
    PolicyTraits(
      selection: greedy ? .greedy : .sampled(temperature: temperature),
      reaction: reaction
    )
  }
}
