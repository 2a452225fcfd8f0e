/// What a key asks for: the same on every screen that knows it.
///
/// A raw value is the name of the command in text. What moves a selection (arrows, Page Up, Enter,
/// Tab, digits, letters that find) is no command, nor is what holds a bat: while a game runs, the
/// keys of a bat do nothing else.
public enum Command: String, CaseIterable, Hashable, Sendable {
  // Everywhere.
  /// Show the keys.
  case help
  /// Leave; asks where something would be lost.
  case leave
  /// The next colours.
  case colours

  // Time.
  /// Stand still, or go on.
  case pause
  /// The same again: a match, a serve, a point.
  case again
  /// Faster; after a match a harder opponent.
  case faster
  /// Slower; after a match an easier opponent.
  case slower
  /// The usual speed.
  case usualSpeed = "usual-speed"
  /// One frame on.
  case frame
  /// One frame back.
  case frameBack = "frame-back"
  /// The next point; a rally without end is given up for it.
  case nextPoint = "next-point"
  /// The point before.
  case pointBefore = "point-before"

  // Paddles.
  /// Another way of reading keys.
  case input
  /// Take a bat, or give it back.
  case takeBat = "take-bat"

  // Inside a network.
  /// Open the inspector, or close it.
  case inside
  /// What lies over the court.
  case overlay
  /// The network of the other side.
  case otherSide = "other-side"
  /// The next hidden unit.
  case nextUnit = "next-unit"
  /// The hidden unit before.
  case unitBefore = "unit-before"
  /// How a receptive field is shown.
  case field
  /// Try a position out.
  case whatIf = "what-if"
  /// Turn the ball around sideways, in a position that is tried out.
  case turnSideways = "turn-sideways"
  /// Turn the ball around up and down, in a position that is tried out.
  case turnUpright = "turn-upright"
  /// Let the bats rest, in a position that is tried out.
  case restBats = "rest-bats"

  // Training.
  /// Play a game against the agent.
  case against
  /// The next opponent.
  case nextOpponent = "next-opponent"
  /// What a curve is drawn over.
  case axis
  /// What is to be seen: which panels; the match that is reviewed.
  case view
  /// Write a file: the run; the point as a moving picture.
  case save

  // After a match.
  /// Play the lost points again.
  case drill
  /// Let an agent learn to beat the person.
  case rival
  /// Why points were lost.
  case why
  /// The bat as the champion would hold it.
  case ghost
  /// The next moment that lost a point.
  case moment
}
