/// Something that happened to the mouse.
public struct MouseEvent: Hashable, Sendable {
  /// What happened to the mouse.
  public enum Kind: Hashable, Sendable {
    /// A button went down.
    case press
    /// A button went up.
    case release
    /// The pointer moved with no button held.
    case motion
    /// The pointer moved with a button held.
    case drag
    /// The wheel turned away from the user.
    case scrollUp
    /// The wheel turned towards the user.
    case scrollDown
  }

  /// A button of the mouse.
  public enum Button: Hashable, Sendable {
    /// The left button.
    case left
    /// The middle button.
    case middle
    /// The right button.
    case right
    /// Any further button.
    case other
  }

  /// What happened to the mouse.
  public var kind: Kind
  /// The button, where one had a part in it.
  public var button: Button?
  /// The column of the cell under the pointer, from zero.
  public var column: Int
  /// The row of the cell under the pointer, from zero.
  public var row: Int
  /// The modifiers held meanwhile.
  public var modifiers: Modifiers

  /// Makes an event.
  public init(
    _ kind: Kind,
    button: Button? = nil,
    column: Int,
    row: Int,
    modifiers: Modifiers = []
  ) {
    self.kind = kind
    self.button = button
    self.column = column
    self.row = row
    self.modifiers = modifiers
  }
}
