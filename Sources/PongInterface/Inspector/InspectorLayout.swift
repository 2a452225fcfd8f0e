/// Where an inspector's panels stand: all of them if there is room, else the first ones in turn.
struct InspectorLayout: Hashable, Sendable {
  /// A panel and where it stands.
  struct Place: Hashable, Sendable {
    var panel: Inspector.Panel
    var frame: Rect
  }

  /// The narrowest space for panels.
  static let smallestColumns = 24

  /// The line at the top that says whose network it is.
  let title: Rect
  /// The panels.
  let places: [Place]
  /// The line at the bottom with the keys.
  let hints: Rect

  /// The columns that panels want beside a court on a screen of this width; 0 if there are none.
  static func wantedColumns(of columns: Int) -> Int {
    let most = columns - MatchLayout.courtColumns
    guard most >= smallestColumns else { return 0 }
    return min(most, max(40, min(columns * 9 / 20, 100)))
  }

  /// Lays panels out, `first` first where there is no room for all.
  init(_ frame: Rect, first: Inspector.Panel) {
    let inner = Rect(
      column: frame.column + 1,
      row: frame.row,
      columns: frame.columns - 2,
      rows: frame.rows
    )
    title = Rect(column: inner.column, row: inner.row, columns: inner.columns, rows: 1)
    let last = inner.row + max(inner.rows - 1, 0)
    hints = Rect(column: inner.column, row: last, columns: inner.columns, rows: 1)
    let isWide = inner.columns >= 50
    let groups: [[Inspector.Panel]] =
      isWide
      ? [[.decision, .reasons], [.observed, .field], [.units]]
      : Inspector.Panel.allCases.map { [$0] }
    let available = max(0, inner.rows - 2)
    let chosen = Self.chosen(groups, first: first, rows: available)
    let widths = chosen.map { $0.count == 1 ? inner.columns : (inner.columns - 2) / 2 }
    let heights = Self.heights(chosen, widths: widths, rows: available)
    var places: [Place] = []
    var row = inner.row + 1
    for (index, group) in chosen.enumerated() {
      for (position, panel) in group.enumerated() {
        places.append(
          Place(
            panel: panel,
            frame: Rect(
              column: inner.column + position * (widths[index] + 2),
              row: row,
              columns: widths[index],
              rows: heights[index]
            )
          )
        )
      }
      row += heights[index]
    }
    self.places = places
  }

  /// The groups that fit: all in their order, or those from the first panel on.
  private static func chosen(
    _ groups: [[Inspector.Panel]],
    first: Inspector.Panel,
    rows: Int
  ) -> [[Inspector.Panel]] {
    let needed = groups.map { $0.map(\.smallestRows).max() ?? 0 }
    guard needed.reduce(0, +) > rows else { return groups }
    let start = groups.firstIndex { $0.contains(first) } ?? 0
    var left = rows
    var chosen: [[Inspector.Panel]] = []
    for offset in groups.indices {
      let index = (start + offset) % groups.count
      guard needed[index] <= left || chosen.isEmpty else { break }
      left -= needed[index]
      chosen.append(groups[index])
    }
    return chosen
  }

  /// The heights of the groups: pictures take what is left as far as they can use it, then units.
  private static func heights(
    _ groups: [[Inspector.Panel]],
    widths: [Int],
    rows: Int
  ) -> [Int] {
    var heights = groups.map { min(rows, $0.map(\.smallestRows).max() ?? 0) }
    var left = max(0, rows - heights.reduce(0, +))
    for (index, group) in groups.enumerated() where group.contains(where: \.isPicture) {
      let wanted = min(1 + (min(widths[index], 80) + 1) / 2, 41) - heights[index]
      let more = max(0, min(left, wanted))
      heights[index] += more
      left -= more
    }
    if let index = groups.firstIndex(where: { $0.contains(.units) }) {
      heights[index] += left
    }
    return heights
  }
}

extension Inspector.Panel {
  /// The fewest rows that the panel can be shown in.
  var smallestRows: Int {
    switch self {
    case .decision, .reasons: 6
    case .observed, .field: 9
    case .units: 5
    }
  }

  /// Whether it is a picture that can use any room.
  var isPicture: Bool { self == .observed || self == .field }
}
