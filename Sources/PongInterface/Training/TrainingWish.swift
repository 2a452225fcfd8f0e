/// What was chosen to be trained.
public struct TrainingWish: Hashable, Sendable {
  /// The id of the choice.
  public var id: String
  /// When the run ends; it may have no end.
  public var goal: TrainingGoal

  /// Makes a wish.
  public init(id: String, goal: TrainingGoal) {
    self.id = id
    self.goal = goal
  }

  /// The goals that a menu offers.
  static let goals: [(title: String, detail: String, goal: TrainingGoal)] = [
    ("Reward 0", "As many points as Atari's computer", TrainingGoal(reward: 0)),
    ("Reward 10", "Two points of three", TrainingGoal(reward: 10)),
    ("Reward 18", "Nearly every point", TrainingGoal(reward: 18)),
    ("A minute", "Sixty seconds of learning", TrainingGoal(seconds: 60)),
    ("No end", "Until you stop it", TrainingGoal()),
  ]
}
