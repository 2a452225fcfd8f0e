public import Testing

/// Expects a terminal as it was found: modes, buffer, cursor, colours, reports; and that nothing
/// but `lines` was written on the shell's buffer.
public func expectGivenBack(
  _ terminal: PseudoTerminal,
  writing lines: [String] = [],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let screen = terminal.screen
  #expect(terminal.modes == PseudoTerminal.freshModes, sourceLocation: sourceLocation)
  #expect(!screen.isAlternate, sourceLocation: sourceLocation)
  #expect(screen.modes == TerminalModel.initialModes, sourceLocation: sourceLocation)
  #expect(screen.keyboardStack == [], sourceLocation: sourceLocation)
  #expect(screen.isPlain, sourceLocation: sourceLocation)
  let written = screen.lines.filter { !$0.isEmpty }
  #expect(written == lines, sourceLocation: sourceLocation)
  // After the shell's buffer is back, little follows: the last modes, and the lines.
  let tail = terminal.text.tail(after: "\u{1B}[?1049l")
  let allowed = lines.reduce(40) { $0 + $1.count + 2 }
  #expect(tail.map { $0.count < allowed } == true, sourceLocation: sourceLocation)
}

extension String {
  /// What follows the last occurrence of a text; nil if there is none.
  fileprivate func tail(after text: String) -> Substring? {
    var rest = self[...]
    var found: Substring?
    while let range = rest.firstRange(of: text) {
      rest = rest[range.upperBound...]
      found = rest
    }
    return found
  }
}
