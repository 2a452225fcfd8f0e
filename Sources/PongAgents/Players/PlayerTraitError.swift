/// What is wrong with the traits that follow a player's name, as in `champion:reaction=12`.
public struct PlayerTraitError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, and what would do.
  public let description: String

  init(_ description: String) { self.description = description }
}
