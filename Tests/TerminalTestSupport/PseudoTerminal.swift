import CPseudoTerminal
import Glibc

/// A program running on a terminal of its own, with the test in the place of the user.
///
/// What the program writes goes into `screen`; questions are answered as the `personality` would.
/// Whatever waits has a deadline, and looks at what came in, never at the clock alone.
public final class PseudoTerminal {
  /// What kind of terminal the test plays.
  public enum Personality: Sendable {
    /// Answers nothing.
    case silent
    /// Answers only what it is, as most terminals do.
    case plain
    /// Answers all questions, and has kitty's keyboard protocol.
    case kitty
  }

  /// How long anything may take: much longer than ever, on a machine that does more than this.
  public static let patience = Duration.seconds(60)

  /// How a program ended.
  public enum Exit: Hashable, Sendable {
    /// It returned or called `exit`.
    case status(Int32)
    /// A signal ended it.
    case signal(Int32)
  }

  /// Why a program could not be started.
  public struct SpawnError: Error {
    /// The number of the system's error.
    public var number: Int32
  }

  /// All that the program has written.
  public private(set) var output: [UInt8] = []
  /// What it looks like.
  public private(set) var screen: TerminalModel
  /// How the program ended, once that is known.
  public private(set) var exit: Exit?
  /// The program's process.
  public let process: Int32

  private let personality: Personality
  private var controller: Int32 = -1

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - path: The program's file.
  ///   - arguments: What follows its name.
  ///   - environment: All of its environment; see `environment(type:)`.
  ///   - columns: The terminal's width.
  ///   - rows: The terminal's height.
  ///   - personality: How the terminal answers.
  /// - Throws: `SpawnError` if there is no terminal or no process to be had.
  public init(
    _ path: String,
    arguments: [String] = [],
    environment: [String: String] = PseudoTerminal.environment(),
    columns: Int = 80,
    rows: Int = 24,
    personality: Personality = .silent
  ) throws {
    screen = TerminalModel(columns: columns, rows: rows)
    self.personality = personality
    var argumentPointers = ([path] + arguments).map { strdup($0) } + [nil]
    var environmentPointers = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer {
      for pointer in argumentPointers + environmentPointers { free(pointer) }
    }
    process = ct_spawn(
      path,
      &argumentPointers,
      &environmentPointers,
      Int32(columns),
      Int32(rows),
      &controller
    )
    guard process > 0 else { throw SpawnError(number: errno) }
  }

  deinit {
    if exit == nil, process > 0 {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    if controller >= 0 { Glibc.close(controller) }
  }

  /// An environment with no more than a program needs.
  public static func environment(
    type: String? = "xterm-256color",
    adding extra: [String: String] = [:]
  ) -> [String: String] {
    var variables = [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8",
      // Nothing is kept unless a test says where.
      "XDG_DATA_HOME": "/proc/nowhere",
      // Swift's reports of crashes would take seconds and wait for a key.
      "SWIFT_BACKTRACE": "enable=no",
    ]
    variables["TERM"] = type
    return variables.merging(extra) { $1 }
  }

  /// The path of a program built beside the running tests.
  public static func builtProgram(_ name: String) -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = max(readlink("/proc/self/exe", &buffer, buffer.count - 1), 0)
    let path = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    return path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/" + name
  }

  // MARK: The user

  /// Types.
  public func send(_ text: String) {
    send(Array(text.utf8))
  }

  /// Sends bytes.
  public func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(controller, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Changes the size of the window; the system tells the program.
  ///
  /// - Parameters:
  ///   - columns: The new width.
  ///   - rows: The new height.
  ///   - rubbish: What the window shows until the program writes; nil for what it showed.
  public func resize(columns: Int, rows: Int, filling rubbish: Unicode.Scalar? = nil) {
    screen.resize(columns: columns, rows: rows)
    if let rubbish { screen.fill(rubbish) }
    _ = ct_set_window_size(controller, Int32(columns), Int32(rows))
  }

  /// Changes the size that the system tells the program, but not that of `screen`: for sizes of which
  /// no model is to be made.
  public func resizeWindowOnly(columns: Int, rows: Int) {
    _ = ct_set_window_size(controller, Int32(columns), Int32(rows))
  }

  /// Sends the program a signal.
  public func signal(_ number: Int32) {
    kill(process, number)
  }

  /// Takes nothing more of what the program writes, which waits at its next write; false if the
  /// system does not let us.
  public func stopOutput() -> Bool {
    ct_set_output_stopped(controller, true)
  }

  /// Takes what the program writes again.
  public func resumeOutput() {
    _ = ct_set_output_stopped(controller, false)
  }

  /// Waits until the program has read all that was typed; false if it does not in time.
  ///
  /// What is typed takes a moment to get where it can be read, so nothing must be there for a while.
  public func waitForReadInput(within patience: Duration = PseudoTerminal.patience) -> Bool {
    let end = ContinuousClock.now + patience
    var emptyLooks = 0
    while emptyLooks < 50 {
      guard ContinuousClock.now < end else { return false }
      emptyLooks = ct_unread_input(controller) == 0 ? emptyLooks + 1 : 0
      usleep(2000)
    }
    return true
  }

  /// Closes the window.
  public func hangUp() {
    Glibc.close(controller)
    controller = -1
  }

  // MARK: Looking

  /// The modes that the kernel keeps for the terminal (`stty -g`).
  public var modes: String {
    Self.modes(of: controller)
  }

  /// The modes of a terminal nobody has touched.
  public static var freshModes: String {
    let fresh = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    defer { Glibc.close(fresh) }
    return modes(of: fresh)
  }

  private static func modes(of descriptor: Int32) -> String {
    var text = [CChar](repeating: 0, count: 512)
    guard ct_describe_modes(descriptor, &text, text.count) else { return "" }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// What the program has written, as text.
  public var text: String {
    String(decoding: output, as: UTF8.self)
  }

  /// Reads on until something is the case; false if it does not come true in time.
  @discardableResult
  public func read(
    within patience: Duration = PseudoTerminal.patience,
    until condition: (PseudoTerminal) -> Bool
  ) -> Bool {
    let end = ContinuousClock.now + patience
    while !condition(self) {
      let rest = end - .now
      guard rest > .zero, readOnce(within: rest) else { return condition(self) }
    }
    return true
  }

  /// Reads on until a row of the screen contains a text.
  @discardableResult
  public func read(untilShown text: String) -> Bool {
    read { $0.screen.shows(text) }
  }

  /// Reads to the end of the program; nil if it does not end in time.
  @discardableResult
  ///
  /// - Parameters:
  ///   - patience: How long to wait.
  ///   - isReading: Whether to read what it writes meanwhile.
  public func waitForExit(
    within patience: Duration = PseudoTerminal.patience,
    isReading: Bool = true
  ) -> Exit? {
    let end = ContinuousClock.now + patience
    while exit == nil, ContinuousClock.now < end {
      if isReading, controller >= 0 {
        _ = readOnce(within: .milliseconds(20))
      } else {
        usleep(5000)
      }
      checkExit()
    }
    while isReading, controller >= 0, ct_wait_readable(controller, 0), readOnce(within: .zero) {}
    return exit
  }

  private func checkExit() {
    var value: Int32 = 0
    switch UInt32(ct_child(process, &value)) {
    case ct_child_exited.rawValue: exit = .status(value)
    case ct_child_killed.rawValue: exit = .signal(value)
    default: break
    }
  }

  /// Reads what is there or comes within a time; false at the end.
  private func readOnce(within patience: Duration) -> Bool {
    let (seconds, attoseconds) = patience.components
    let wait = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    guard ct_wait_readable(controller, wait) else { return true }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(controller, &buffer, buffer.count)
    guard count > 0 else { return false }
    output.append(contentsOf: buffer[..<count])
    screen.write(buffer[..<count])
    for question in screen.takeQuestions() {
      if let answer = answer(to: question) { send(answer) }
    }
    return true
  }

  private func answer(to question: String) -> String? {
    switch (personality, question) {
    case (.silent, _): nil
    case (_, "\u{1B}[c"): "\u{1B}[?62;22c"
    case (.kitty, "\u{1B}[?u"): "\u{1B}[?\(screen.keyboardStack.last ?? 0)u"
    case (.kitty, "\u{1B}[?2026$p"): "\u{1B}[?2026;2$y"
    case (.kitty, "\u{1B}]11;?"): "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\"
    default: nil
    }
  }
}
