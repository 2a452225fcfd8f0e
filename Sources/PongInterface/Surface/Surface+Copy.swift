extension Surface {
  /// Copies all cells of another surface, its top left one to a column and row of this one.
  mutating func copy(_ other: Surface, column: Int, row: Int) {
    for otherRow in 0..<other.rows {
      for otherColumn in 0..<other.columns {
        self[column + otherColumn, row + otherRow] = other[otherColumn, otherRow]
      }
    }
  }
}
