/// One of many that is selected, moved by keys and the wheel, and which of them are shown.
struct Selection: Hashable, Sendable {
  /// How many there are.
  let count: Int
  /// The place of the one that is selected, from 0; 0 too if there is none.
  private(set) var index = 0

  /// Selects one of `count`, or the nearest that there is.
  init(count: Int, index: Int = 0) {
    self.count = count
    select(index)
  }

  /// Selects one, or the nearest that there is.
  mutating func select(_ index: Int) {
    self.index = max(0, min(count - 1, index))
  }

  /// Goes on by so many, at most to the first or last.
  mutating func move(by step: Int) {
    select(index + step)
  }

  /// Takes a key that moves the selection, and tells whether it was one.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - across: How many stand side by side.
  ///   - page: How far a page goes.
  /// - Returns: Whether the key was one.
  mutating func handle(_ key: Key, across: Int = 1, page: Int) -> Bool {
    switch key {
    case .up: move(by: -across)
    case .down: move(by: across)
    case .pageUp: move(by: -page)
    case .pageDown: move(by: page)
    case .home: select(0)
    case .end: select(count - 1)
    default: return false
    }
    return true
  }

  /// The places shown where there is room for so many at a time, turned page by page.
  func page(of room: Int) -> Range<Int> {
    let first = index / room * room
    return first..<min(count, first + room)
  }

  /// The places shown where there is room for so many, scrolled so that the selection is in the
  /// middle.
  func window(of room: Int) -> Range<Int> {
    let first = max(0, min(count - room, index - room / 2))
    return first..<min(count, first + room)
  }
}

extension Array where Element: Equatable {
  /// The element `step` places from `element`, around the ends; the first for an unknown one.
  func moved(from element: Element, by step: Int) -> Element {
    guard let index = firstIndex(of: element) else { return first ?? element }
    return self[((index + step) % count + count) % count]
  }
}
