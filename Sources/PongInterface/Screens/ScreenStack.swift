/// Screens that lie over one another: the menu, a match over it, a dialog over that.
///
/// It is a screen itself. Keys and the mouse are for the highest screen; everything else is for all
/// that can be seen, those under an overlay included. A screen that comes up is told the size; one
/// that is hidden stands still.
public struct ScreenStack<Root: Screen>: Screen {
  /// What was to be said of screens that have closed, in their order; complete after ``close()``.
  public private(set) var lines: [String] = []
  /// What has gone wrong first, which ends everything.
  public private(set) var failure: (any Error)?
  /// Whether the lowest screen was left, or something has gone wrong.
  public private(set) var isFinished = false

  /// The screens from the lowest up; never empty.
  private var screens: [any Screen]
  private let open: (ScreenRequest) throws -> (any Screen)?
  private var size = (columns: 0, rows: 0)

  /// Begins with one screen.
  ///
  /// - Parameters:
  ///   - root: The lowest screen, with which the program ends.
  ///   - open: Opens what only the program can; with `nil` nothing changes.
  public init(
    _ root: Root,
    open: @escaping (ScreenRequest) throws -> (any Screen)? = { _ in nil }
  ) {
    screens = [root]
    self.open = open
  }

  /// The lowest screen as it is now.
  public var root: Root {
    guard let root = screens[0] as? Root else { preconditionFailure("The lowest screen stays.") }
    return root
  }

  /// What the highest screen that is no overlay says.
  public var landmark: String? { screens[visible.lowerBound].landmark }

  /// The screens that can be seen.
  private var visible: Range<Int> {
    (screens.lastIndex { !$0.isOverlay } ?? 0)..<screens.count
  }

  // MARK: Events

  /// Takes one event in.
  public mutating func handle(_ event: InputEvent, at time: Duration) {
    if case .resize(let columns, let rows) = event { size = (columns, rows) }
    switch event {
    case .key, .mouse: screens[screens.count - 1].handle(event, at: time)
    case .focus, .report, .resize, .resumed:
      for level in visible { screens[level].handle(event, at: time) }
    }
    navigate(at: time)
  }

  /// Goes on by one frame.
  public mutating func tick(at time: Duration) {
    for level in visible { screens[level].tick(at: time) }
    navigate(at: time)
  }

  /// Draws all that can be seen.
  ///
  /// Where ASCII was chosen for pictures there is no other sign in frames, arrows and figures either.
  public func draw(on surface: inout Surface) {
    for level in visible { screens[level].draw(on: &surface) }
    let settings = screens.lazy.reversed().compactMap { ($0 as? any AdjustableScreen)?.settings }
    if settings.first?.glyphs == .ascii { surface.replaceCells(\.withASCIIPicture) }
  }

  /// Takes out whether anything that can be seen rings the bell.
  public mutating func takeBell() -> Bool {
    var rings = false
    for level in visible where screens[level].takeBell() { rings = true }
    return rings
  }

  // MARK: Navigation

  /// Does what the screens want, until none wants anything more.
  private mutating func navigate(at time: Duration) {
    while !isFinished, let (level, navigation) = takeNext() {
      // What lies over a screen goes with it.
      while screens.count > level + 1 { leave(at: time) }
      switch navigation {
      case .push(let screen): push(screen, at: time)
      case .open(let request):
        attempt { stack in
          if let screen = try stack.open(request) { stack.push(screen, at: time) }
        }
      case .pop where level == 0: isFinished = true
      case .pop: leave(at: time)
      }
    }
  }

  private mutating func takeNext() -> (level: Int, navigation: Navigation)? {
    for level in visible {
      if let navigation = screens[level].takeNavigation() { return (level, navigation) }
    }
    return nil
  }

  private mutating func push(_ screen: any Screen, at time: Duration) {
    screens.append(screen)
    tellSize(at: time)
  }

  /// Closes the highest screen and comes back to the one below.
  private mutating func leave(at time: Duration) {
    var screen = screens.removeLast()
    attempt { stack in stack.lines += try screen.close() }
    screens[screens.count - 1].resume(after: screen)
    if !screen.isOverlay { tellSize(at: time) }
  }

  private mutating func tellSize(at time: Duration) {
    screens[screens.count - 1]
      .handle(.resize(columns: size.columns, rows: size.rows), at: time)
  }

  /// Notes what goes wrong, with which everything ends.
  private mutating func attempt(_ body: (inout ScreenStack) throws -> Void) {
    do {
      try body(&self)
    } catch {
      failure = failure ?? error
      isFinished = true
    }
  }

  /// Closes all screens but the lowest.
  ///
  /// - Returns: What was to be said of them and of those that had closed before.
  public mutating func closeUpper() -> [String] {
    while screens.count > 1 { leave(at: .zero) }
    return lines
  }

  /// Closes all screens, the lowest last, which stays to be looked at.
  ///
  /// - Returns: ``lines``, complete.
  /// - Throws: ``failure``.
  @discardableResult
  public mutating func close() throws -> [String] {
    while screens.count > 1 { leave(at: .zero) }
    attempt { stack in stack.lines += try stack.screens[0].close() }
    if let failure { throw failure }
    return lines
  }
}
