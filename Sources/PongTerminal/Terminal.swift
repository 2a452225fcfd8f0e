import CTerm
import Glibc
public import PongInterface

/// The terminal, opened for a game: pictures out, events in.
///
/// There is one per process. It is given back as it was found when `close` is called or the last
/// reference goes, when the process exits, and when it crashes. Signals that ask the process to end
/// are noted in `interruption` for the loop to heed; one that comes a second or more after the
/// first ends the process at once.
public final class Terminal {
  /// What is known of the terminal; grows as its answers come in.
  public internal(set) var capabilities: TerminalCapabilities
  /// The signal that asks the process to end, once there was one; Ctrl-C counts as one.
  public internal(set) var interruption: Int32?

  let options: TerminalOptions
  var parser = InputParser()
  /// When the parser is to be flushed if nothing comes in.
  var flushTime: ContinuousClock.Instant?
  private let answersQuestions: Bool
  var isOpen = true
  /// When the terminal was last asked about itself.
  private var askedTime = ContinuousClock.now
  /// How often it was asked for its attributes and has not answered.
  private var openQuestions = 0
  private var hasKeyboardProtocol = false
  private var pairs: ColorPairs
  /// The picture that curses has.
  private var shown = Surface(columns: 0, rows: 0)

  /// Opens the terminal and asks it about itself, without waiting for the answers.
  ///
  /// - Throws: `TerminalError` if no game can be shown there; nothing has been written then.
  public init(options: TerminalOptions = TerminalOptions()) throws(TerminalError) {
    let environment = try TerminalEnvironment()
    self.options = options
    answersQuestions = environment.answersQuestions
    let isUnicode: Bool =
      switch options.characters {
      case .automatic: environment.characterSet == "UTF-8"
      case .unicode: ct_use_unicode()
      case .ascii: false
      }
    let description =
      environment.directDescription(for: options.colorDepth) ?? environment.type
    guard ct_open(description) == 0 else { throw .cannotOpen(environment.type) }
    let depth = environment.depth(
      colorCount: Int(ct_color_count()),
      wanted: options.colorDepth
    )
    pairs = ColorPairs(depth: depth, capacity: Int(ct_pair_count()))
    capabilities = TerminalCapabilities(
      type: environment.type,
      description: description,
      colorVariable: environment.colorVariable,
      refusesColor: environment.refusesColor,
      isMultiplexed: environment.isMultiplexed,
      characterSet: environment.characterSet,
      usesUnicode: isUnicode,
      colorDepth: depth,
      columns: 0,
      rows: 0,
      usesMouse: options.mouse == .on
        || (options.mouse == .automatic && environment.answersQuestions),
      keyboardProtocol: .none,
      keyboardFlags: nil,
      synchronizedOutput: .none,
      deviceAttributes: nil,
      background: .standard
    )
    updateSize()
    switchOn()
  }

  deinit {
    close()
  }

  /// Gives the terminal back; does nothing the second time.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    silence()
    ct_close()
  }

  // MARK: What is switched on

  private func send(_ text: String) {
    ct_write(text, text.utf8.count)
  }

  /// Asks for reports of mouse and focus and for brackets around pasted text, and puts all questions.
  private func switchOn() {
    hasKeyboardProtocol = false
    setUndo()
    if capabilities.usesMouse { send("\u{1B}[?1003h\u{1B}[?1006h") }
    if answersQuestions { send("\u{1B}[?1004h\u{1B}[?2004h") }
    if options.keyboardProtocol == .on
      || (options.keyboardProtocol == .automatic && capabilities.keyboardProtocol == .yes)
    {
      pushKeyboardProtocol()
    }
    guard answersQuestions else { return }
    if options.keyboardProtocol == .automatic { send("\u{1B}[?u") }
    // The attributes come last: their answer says that the others will not come any more.
    send("\u{1B}[?2026$p\u{1B}]11;?\u{1B}\\")
    askForAttributes()
  }

  private func askForAttributes() {
    send("\u{1B}[c")
    askedTime = .now
    openQuestions += 1
  }

  /// Notes how to undo what is on or about to be, for the end and for crashes.
  private func setUndo() {
    var undo = ""
    // The keyboard's stack is one of the alternate buffer: popped before that is left.
    if hasKeyboardProtocol { undo += "\u{1B}[<u" }
    if capabilities.usesMouse { undo += "\u{1B}[?1003l\u{1B}[?1006l" }
    if answersQuestions { undo += "\u{1B}[?2004l\u{1B}[?1004l" }
    if bracketsChanges { undo += "\u{1B}[?2026l" }
    ct_set_undo(undo, undo.utf8.count)
  }

  /// Asks for presses, repeats and releases of all keys, and for the flags then in force.
  private func pushKeyboardProtocol() {
    guard !hasKeyboardProtocol else { return }
    hasKeyboardProtocol = true
    setUndo()
    send("\u{1B}[>15u\u{1B}[?u")
  }

  /// Takes note of an answer.
  func note(_ report: TerminalReport) {
    switch report {
    case .kittyFlags(let flags):
      capabilities.keyboardProtocol = .yes
      if hasKeyboardProtocol { capabilities.keyboardFlags = flags }
      // The answer may be so late that all is being switched off.
      if options.keyboardProtocol == .automatic && isOpen { pushKeyboardProtocol() }
    case .deviceAttributes(let attributes):
      openQuestions = max(openQuestions - 1, 0)
      capabilities.deviceAttributes = attributes
      if capabilities.keyboardProtocol == .none { capabilities.keyboardProtocol = .no }
      if capabilities.synchronizedOutput == .none { capabilities.synchronizedOutput = .no }
    case .mode(number: 2026, let value):
      capabilities.synchronizedOutput = value == 1 || value == 2 ? .yes : .no
      setUndo()
    case .background(let red, let green, let blue):
      capabilities.background = .rgb(red, green, blue)
    case .mode, .cursorPosition:
      break
    }
  }

  /// Makes the terminal stop sending, and reads what is still under way.
  ///
  /// Else a mouse moved at the end, or a late answer, would write into the shell's prompt. A
  /// terminal that has answered before answers this question too, after all it had to send; one
  /// asked just now may be about to.
  private func silence() {
    guard answersQuestions, interruption == nil || interruption == SIGINT else { return }
    let mayAnswer = ContinuousClock.now < askedTime + Self.answerPatience
    guard capabilities.deviceAttributes != nil || mayAnswer else { return }
    if hasKeyboardProtocol { send("\u{1B}[<u") }
    hasKeyboardProtocol = false
    setUndo()
    if capabilities.usesMouse { send("\u{1B}[?1003l\u{1B}[?1006l") }
    send("\u{1B}[?1004l")
    askForAttributes()
    let end = ContinuousClock.now + .milliseconds(150)
    while openQuestions > 0, ContinuousClock.now < end {
      guard read(until: end).isReadable else { break }
    }
  }

  /// Whether the terminal may be answering.
  var isAwaitingAnswers: Bool {
    openQuestions > 0 && ContinuousClock.now < askedTime + Self.answerPatience
  }

  /// A terminal that has not answered for so long will not.
  private static let answerPatience = Duration.seconds(1)

  // MARK: Pictures

  /// Shows a picture, writing only what differs from the one before.
  ///
  /// What lies outside the terminal is cut off; what the picture does not cover stays.
  public func present(_ surface: Surface) {
    var changes = put(surface)
    if changes == nil {
      // More pairs of colours than there can be: begin anew, once, with this picture's own.
      pairs.forgetAll()
      redrawAll()
      changes = put(surface)
    }
    guard let changes, changes > 0 else { return }
    let isBracketed = changes >= Self.bracketedChanges && bracketsChanges
    if isBracketed { send("\u{1B}[?2026h") }
    ct_flush()
    if isBracketed { send("\u{1B}[?2026l") }
  }

  /// Rings the terminal's bell.
  public func ring() { send("\u{07}") }

  /// Fewer changed cells than this reach the terminal in one piece anyway.
  private static let bracketedChanges = 200

  private var bracketsChanges: Bool {
    switch options.synchronizedOutput {
    case .on: true
    case .off: false
    case .automatic: capabilities.synchronizedOutput == .yes
    }
  }

  /// Gives the changed cells to curses and counts them; nil if the pairs of colours ran out.
  private func put(_ surface: Surface) -> Int? {
    let isSameSize = shown.columns == surface.columns && shown.rows == surface.rows
    let columns = min(surface.columns, capabilities.columns)
    // Only here is the picture shared, so that the screen copies it before it draws the next one.
    if !isSameSize { shown = surface }
    var changes = 0
    for row in 0..<min(surface.rows, capabilities.rows) {
      let start = row * surface.columns
      for index in start..<start + columns {
        let cell = surface.cells[index]
        if isSameSize && shown.cells[index] == cell { continue }
        changes += 1
        guard put(cell, column: index - start, row: row) else { return nil }
        if isSameSize { shown[index - start, row] = cell }
      }
    }
    return changes
  }

  private func put(_ cell: Cell, column: Int, row: Int) -> Bool {
    var cell = cell
    if capabilities.colorDepth == .mono { cell = cell.withoutColor }
    if !capabilities.usesUnicode { cell = cell.withoutUnicode }
    guard let pair = pairs.pair(for: cell.style) else { return false }
    ct_put(
      Int32(column),
      Int32(row),
      cell.scalar.value,
      Int32(cell.style.attributes.rawValue),
      pair
    )
    return true
  }

  private func redrawAll() {
    shown = Surface(columns: 0, rows: 0)
    ct_invalidate()
  }

  // MARK: Size and suspension

  /// Asks for the size and makes it curses' own; returns whether it is another.
  @discardableResult
  func updateSize() -> Bool {
    var columns: Int32 = 0
    var rows: Int32 = 0
    if ct_window_size(&columns, &rows) {
      ct_resize(columns, rows)
    } else {
      ct_screen_size(&columns, &rows)
    }
    guard capabilities.columns != Int(columns) || capabilities.rows != Int(rows) else {
      return false
    }
    capabilities.columns = Int(columns)
    capabilities.rows = Int(rows)
    redrawAll()
    return true
  }

  /// Gives the terminal back, stops the process, and takes the terminal again when it goes on.
  func suspend() {
    ct_leave()
    ct_stop()
    resume()
  }

  /// Comes back after something else had the terminal.
  func resume() {
    parser = InputParser()
    flushTime = nil
    // Answers that were under way went with the rest of the input.
    openQuestions = 0
    ct_return()
    redrawAll()
    switchOn()
    updateSize()
  }
}
