import CTerm
import PongInterface

/// The pairs of colours that curses draws with, made as they are needed and never changed.
struct ColorPairs {
  private struct Colors: Hashable {
    var foreground: Int32
    var background: Int32
  }

  private let depth: ColorDepth
  private let capacity: Int32
  private var pairs: [Colors: Int32] = [Colors(foreground: -1, background: -1): 0]
  private var indices: [Color: Int32] = [:]

  init(depth: ColorDepth, capacity: Int) {
    self.depth = depth
    self.capacity = Int32(clamping: capacity)
  }

  /// The pair nearest to a style; nil if all pairs are taken and one must `forgetAll` first.
  mutating func pair(for style: Style) -> Int32? {
    let colors = Colors(
      foreground: index(of: style.foreground),
      background: index(of: style.background)
    )
    if let pair = pairs[colors] { return pair }
    let pair = Int32(pairs.count)
    guard pair < capacity else { return fallback(for: colors) }
    guard ct_define_pair(pair, colors.foreground, colors.background) else { return 0 }
    pairs[colors] = pair
    return pair
  }

  /// With few pairs in all, forgetting would never end: another of the same ground must do.
  private func fallback(for colors: Colors) -> Int32? {
    guard capacity < 1024 else { return nil }
    return pairs.filter { $0.key.background == colors.background }.map(\.value).min() ?? 0
  }

  /// Makes all pairs free; the whole picture has to be drawn anew.
  mutating func forgetAll() {
    ct_forget_pairs()
    pairs = [Colors(foreground: -1, background: -1): 0]
  }

  private mutating func index(of color: Color) -> Int32 {
    guard case .rgb(let red, let green, let blue) = color else { return -1 }
    if let index = indices[color] { return index }
    let index = depth.index(red: red, green: green, blue: blue).map(Int32.init) ?? -1
    // A heat map may come by every colour there is; the table need not hold them all.
    if indices.count >= 4096 { indices.removeAll(keepingCapacity: true) }
    indices[color] = index
    return index
  }
}
