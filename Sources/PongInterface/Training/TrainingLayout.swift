/// What a training screen shows beside the match, or in its place where there is not room for both.
enum TrainingPanels: CaseIterable, Hashable, Sendable {
  /// Curve and figures.
  case all
  /// The learning curve alone.
  case curve
  /// The figures alone.
  case figures
  /// The match alone.
  case none

  /// What a notice calls them.
  var title: String {
    switch self {
    case .all: "figures and curve"
    case .curve: "the curve"
    case .figures: "the figures"
    case .none: "the match alone"
    }
  }
}

/// Where the parts of a training screen stand.
struct TrainingLayout: Hashable, Sendable {
  /// The fewest columns with room for the match and panels side by side.
  static let wide = 78

  /// The columns to be kept free at the right of the match; `nil` if the match is not shown.
  let matchPanelColumns: Int?
  /// Where panels are; empty if none are shown.
  let panels: Rect

  /// Lays a screen out.
  init(columns: Int, rows: Int, panels choice: TrainingPanels) {
    let all = Rect(columns: columns, rows: rows)
    let smallest = MatchLayout.smallest
    guard columns >= smallest.columns, rows >= smallest.rows else {
      // Too small for a court: the figures alone say most.
      matchPanelColumns = nil
      panels = all
      return
    }
    guard columns >= Self.wide else {
      let isFull = choice == .curve || choice == .figures
      matchPanelColumns = isFull ? nil : 0
      panels = isFull ? all : Rect(columns: 0, rows: 0)
      return
    }
    guard choice != .none else {
      matchPanelColumns = 0
      panels = Rect(columns: 0, rows: 0)
      return
    }
    let width = max(37, min(columns * 42 / 100, 120))
    matchPanelColumns = width
    panels = Rect(column: columns - width, columns: width, rows: rows)
  }
}
