public import PongAgents

extension RunConfiguration {
  /// Returns how a rival of one person is trained, from a policy that plays well already.
  ///
  /// Three of five episodes are against that person: the clone, which has their habits, and more often
  /// the model with their reaction time and aim, which is stronger (where the clone errs once, it errs
  /// on). The rest is the league's, so that it forgets nobody.
  ///
  /// - Parameters:
  ///   - clone: The file of the clone, as a catalog knows it; `nil` if there is none.
  ///   - traits: What is known of the person.
  /// - Returns: The configuration, which goes on from another policy's weights
  ///   (``begin(with:named:)``).
  public static func rival(clone: String?, traits: PersonTraits) -> RunConfiguration {
    var result = Preset.league.configuration
    let text = traits.description
    let model = text.isEmpty ? "person" : "person:\(text)"
    var members = OpponentMix.league.members
    for index in members.indices where members[index].player == "person" {
      members[index].weight /= 2
    }
    let rest = members.reduce(0) { $0 + $1.weight }
    if text.isEmpty {
      for index in members.indices where members[index].player == model {
        members[index].weight += (rest * (clone == nil ? 1.5 : 1.1)).rounded()
      }
    } else {
      let weight = (rest * (clone == nil ? 1.5 : 1.1)).rounded()
      members.insert(.init(model, weight: weight), at: 0)
    }
    if let clone { members.insert(.init(clone, weight: (rest * 0.4).rounded()), at: 0) }
    result.opponents = OpponentMix(members)
    // A policy that knows much loses it to large steps; they end with the twenty seconds.
    result.learningRate = 1e-3
    result.finalLearningRate = 0.1
    result.decaySteps = 8_000_000
    result.entropyWeight = 0.002
    result.finalEntropyWeight = 1
    result.entropyDecaySteps = 0
    return result
  }
}
