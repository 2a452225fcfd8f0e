public import PongInterface

/// What the user wants of the terminal, where that differs from what is found out about it.
public struct TerminalOptions: Hashable, Sendable {
  /// Whether to use something.
  public enum Use: String, CaseIterable, Hashable, Sendable {
    /// If the terminal says that it can.
    case automatic = "auto"
    /// Whatever the terminal says.
    case on
    /// Never.
    case off
  }

  /// Which characters to draw with.
  public enum Characters: String, CaseIterable, Hashable, Sendable {
    /// Unicode where the locale has it.
    case automatic
    /// Unicode whatever the locale says.
    case unicode
    /// ASCII only.
    case ascii
  }

  /// Whether to ask for kitty's keyboard protocol, which reports releases.
  public var keyboardProtocol: Use
  /// Whether to ask for mouse reports; `automatic` does so unless the terminal cannot have them.
  public var mouse: Use
  /// Whether to bracket big changes as one (mode 2026).
  public var synchronizedOutput: Use
  /// The colours to use at most; nil leaves it to the terminal and `NO_COLOR`.
  public var colorDepth: ColorDepth?
  /// Which characters to draw with.
  public var characters: Characters

  /// Makes options; left alone, everything is found out.
  public init(
    keyboardProtocol: Use = .automatic,
    mouse: Use = .automatic,
    synchronizedOutput: Use = .automatic,
    colorDepth: ColorDepth? = nil,
    characters: Characters = .automatic
  ) {
    self.keyboardProtocol = keyboardProtocol
    self.mouse = mouse
    self.synchronizedOutput = synchronizedOutput
    self.colorDepth = colorDepth
    self.characters = characters
  }
}
