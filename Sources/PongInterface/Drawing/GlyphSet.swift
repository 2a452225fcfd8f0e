/// The characters that pictures are made of, and so how fine they are.
public enum GlyphSet: String, CaseIterable, Hashable, Sendable {
  /// Letters and signs that every terminal has: one picture element a cell.
  case ascii
  /// Half blocks: two elements a cell, one above the other, each about square.
  case half
  /// Quarter blocks: four elements a cell, for smoother movement to the sides.
  case quarter

  /// How people call the set.
  public var title: String {
    switch self {
    case .ascii: "ASCII"
    case .half: "Half blocks"
    case .quarter: "Quarter blocks"
    }
  }

  /// Picture elements side by side in a cell.
  var across: Int {
    self == .quarter ? 2 : 1
  }

  /// Picture elements one above the other in a cell.
  var down: Int {
    self == .ascii ? 1 : 2
  }
}
