import ArgumentParser
import PongAgents

/// How trained policies choose their actions.
struct PolicyArguments: ParsableArguments {
  @Flag(help: "Policies always take their most probable action instead of drawing one.")
  var greedy = false

  @Option(help: "The temperature of the softmax that policies' actions are drawn from.")
  var temperature = 1.0

  func validate() throws {
    guard temperature > 0, temperature <= 100 else {
      throw ValidationError("--temperature is more than 0 and at most 100, not \(temperature).")
    }
  }

  /// How actions are chosen.
  var selection: ActionSelection {
    greedy ? .greedy : .sampled(temperature: temperature)
  }
}
