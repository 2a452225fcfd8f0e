extension Array where Element: Equatable {
  /// The element `step` places from `element`, around the ends; the first for an unknown one.
  func moved(from element: Element, by step: Int) -> Element {
    guard let index = firstIndex(of: element) else { return first ?? element }
    return self[((index + step) % count + count) % count]
  }
}
