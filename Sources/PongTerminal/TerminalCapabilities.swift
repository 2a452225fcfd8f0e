import CTerm
public import PongInterface

/// What is known of the terminal, and what is made of it.
public struct TerminalCapabilities: Hashable, Sendable {
  /// What the terminal said to a question that it need not answer.
  public enum Answer: String, Hashable, Sendable {
    /// It has not answered, or not yet.
    case none
    /// It cannot.
    case no
    /// It can.
    case yes
  }

  /// The value of `TERM`.
  public var type: String
  /// The terminal description in use; it differs from `type` for 24-bit colours.
  public var description: String
  /// The value of `COLORTERM`, empty if unset.
  public var colorVariable: String
  /// Whether `NO_COLOR` asks for no colours.
  public var refusesColor: Bool
  /// Whether tmux or screen stands between the program and the terminal.
  public var isMultiplexed: Bool
  /// The character set of the locale.
  public var characterSet: String
  /// Whether to draw with Unicode; else with ASCII.
  public var usesUnicode: Bool
  /// The colours in use.
  public var colorDepth: ColorDepth
  /// The width in cells.
  public var columns: Int
  /// The height in cells.
  public var rows: Int
  /// Whether mouse reports were asked for.
  public var usesMouse: Bool
  /// Whether the terminal knows kitty's keyboard protocol.
  public var keyboardProtocol: Answer
  /// The flags of that protocol in force, as the terminal tells; 15 is all that was asked for.
  public var keyboardFlags: Int?
  /// Whether the terminal knows synchronized output.
  public var synchronizedOutput: Answer
  /// The terminal's primary device attributes; nil before it has answered.
  public var deviceAttributes: [Int]?
  /// The terminal's own background, where it tells.
  public var background: Color

  /// Whether the terminal's own background is light; nil if it does not tell.
  public var hasLightBackground: Bool? {
    background.isLight
  }
}

extension TerminalCapabilities {
  /// Whether there is a locale with which Unicode can be drawn, whatever the environment's own is; it
  /// is in use from then on.
  public static var canUseUnicode: Bool { ct_use_unicode() }

  /// Opens the terminal for a moment to ask it about itself.
  ///
  /// - Parameters:
  ///   - options: What the user wants.
  ///   - patience: How long to wait for the answers.
  /// - Returns: What the terminal said in that time, and what the environment says.
  /// - Throws: `TerminalError` if no game can be shown there.
  public static func detect(
    options: TerminalOptions = TerminalOptions(),
    patience: Duration = .milliseconds(400)
  ) throws(TerminalError) -> TerminalCapabilities {
    let terminal = try Terminal(options: options)
    let end = ContinuousClock.now + patience
    while terminal.isWaitingForAnswers, terminal.interruption == nil, .now < end {
      _ = terminal.waitForEvents(until: end)
    }
    let capabilities = terminal.capabilities
    terminal.close()
    return capabilities
  }
}

extension Terminal {
  /// Whether an answer is still to come: the attributes, and after them the keyboard's flags.
  fileprivate var isWaitingForAnswers: Bool {
    capabilities.deviceAttributes == nil
      || (capabilities.keyboardProtocol == .yes && capabilities.keyboardFlags == nil)
  }
}
