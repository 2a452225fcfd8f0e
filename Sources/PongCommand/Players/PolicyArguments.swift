import ArgumentParser
import PongAgents

/// How trained policies play, those whose own traits do not say.
struct PolicyArguments: ParsableArguments {
  @Flag(help: "Policies always take their most probable action instead of drawing one.")
  var greedy = false

  @Option(
    name: .customLong("temperature"),
    help: ArgumentHelp(
      "The temperature of the softmax that policies' actions are drawn from (default: 1).",
      valueName: "temperature"
    )
  )
  var askedTemperature: Double?

  @Option(
    name: .customLong("reaction"),
    help: ArgumentHelp(
      """
      Policies see the game as it was this many frames of 1/60 s ago, 0 to 60 (default: 0); people, \
      some 12.
      """,
      valueName: "frames"
    )
  )
  var askedReaction: Int?

  var temperature: Double { askedTemperature ?? 1 }
  var reaction: Int { askedReaction ?? 0 }

  /// The options that were given.
  var given: [String] {
    let given: [(String, Bool)] = [
      ("--greedy", greedy), ("--temperature", askedTemperature != nil),
      ("--reaction", askedReaction != nil),
    ]
    return given.filter(\.1).map(\.0)
  }

  func validate() throws {
    guard PolicyTraits.isTemperature(temperature) else {
      throw ValidationError("--temperature is more than 0 and at most 100, not \(temperature).")
    }
    guard PolicyTraits.reactions.contains(reaction) else {
      throw ValidationError("--reaction is 0 to 60 frames, not \(reaction).")
    }
  }

  /// The id of a player with the traits that are asked for here, so that whatever keeps the id knows
  /// of them; of one who is no policy, or has traits of its own, the id as it is.
  func id(of player: String) -> String {
    var asked: [String] = []
    if greedy {
      asked.append("greedy")
    } else if temperature != 1 {
      asked.append("temperature=\(temperature)")
    }
    if reaction != 0 { asked.append("reaction=\(reaction)") }
    guard !asked.isEmpty, Players.policyName(player) == player else { return player }
    return "\(player):\(asked.joined(separator: ","))"
  }

  /// How policies play.
  var traits: PolicyTraits {
    PolicyTraits(
      selection: greedy ? .greedy : .sampled(temperature: temperature),
      reaction: reaction
    )
  }
}
