extension TerminalCapabilities {
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
