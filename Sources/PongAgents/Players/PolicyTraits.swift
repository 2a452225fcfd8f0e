/// What makes a trained policy play unlike itself: how it chooses actions, and how late it sees.
///
/// As text, traits are a list with commas, each at most once and in any order
/// (``init(_:changing:)``):
///
/// | text | meaning |
/// | --- | --- |
/// | `reaction=12` | it decides on the game as it was so many frames of 1/60 s ago, 0 to 60 |
/// | `temperature=1.5` | of the softmax that actions are drawn from, more than 0 and at most 100 |
/// | `greedy` | it takes the most probable action instead of drawing one |
///
/// People take some 200 ms from seeing to pressing, 12 frames (S. Rabin, "Agent Reaction Time: How
/// Fast Should an AI React?", Game AI Pro 2, 2015).
public struct PolicyTraits: Hashable, Sendable {
  /// The reaction times that can be asked for, in frames.
  public static let reactions = 0...60

  /// The highest temperature that can be asked for.
  public static let maximumTemperature = 100.0

  /// How an action is chosen.
  public var selection: ActionSelection

  /// How many frames ago a decision's picture was: 0 for the latest.
  public var reaction: Int

  /// Makes traits; those of a policy as it learned unless said otherwise.
  public init(selection: ActionSelection = .sampled(temperature: 1), reaction: Int = 0) {
    precondition(Self.reactions.contains(reaction), "a reaction time that cannot be asked for")
    self.selection = selection
    self.reaction = reaction
  }

  /// Whether a temperature can be asked for.
  public static func isTemperature(_ number: Double) -> Bool {
    number > 0 && number <= maximumTemperature
  }

  /// What can be written, for help and errors.
  static let grammar = "reaction=FRAMES, temperature=T, greedy"

  /// Reads traits.
  ///
  /// - Parameters:
  ///   - text: The traits that differ.
  ///   - traits: Those that are not said.
  /// - Throws: What is wrong: an unknown trait, a number out of range or the same trait twice.
  public init(
    _ text: some StringProtocol,
    changing traits: PolicyTraits = PolicyTraits()
  ) throws(PlayerTraitError) {
    self = traits
    var said: Set<String> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let number = halves.count > 1 ? String(halves[1]) : nil
      switch (String(halves[0]), number) {
      case ("greedy", nil): selection = .greedy
      case ("reaction", let number?):
        guard let frames = Int(number), Self.reactions.contains(frames) else {
          throw PlayerTraitError("A policy's reaction is 0 to 60 frames, not \"\(number)\".")
        }
        reaction = frames
      case ("temperature", let number?):
        guard let temperature = Double(number), Self.isTemperature(temperature) else {
          throw PlayerTraitError(
            "A policy's temperature is more than 0 and at most 100, not \"\(number)\"."
          )
        }
        selection = .sampled(temperature: temperature)
      default:
        throw PlayerTraitError(
          "A policy has no trait \"\(part)\". There are, with commas: \(Self.grammar)."
        )
      }
      // A temperature says nothing about the greedy choice.
      guard said.insert(halves[0] == "greedy" ? "temperature" : String(halves[0])).inserted else {
        throw PlayerTraitError("A policy's trait is said twice, the second time by \"\(part)\".")
      }
    }
  }
}
