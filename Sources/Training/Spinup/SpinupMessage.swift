/// What a Spinning Up run prints, in the colour that it has there.
public struct SpinupMessage: Codable, Hashable, Sendable {
  /// The colours of messages, by their numbers in escape sequences; all are bold.
  public enum Color: Int, Codable, Hashable, Sendable {
    /// What the logger says.
    case green = 32

    /// Titles.
    case cyan = 36
  }

  /// The text, its line ends among it.
  public var text: String

  /// Its colour; `nil` for the terminal's own.
  public var color: Color?

  /// Makes a message.
  public init(_ text: String, _ color: Color? = nil) {
    self.text = text
    self.color = color
  }
}
