/// What somebody may have meant who has named something that there is not.
enum Suggestion {
  /// Says that there is nothing of a kind with that name, what comes near, and what there is.
  static func sentence(
    no kind: String,
    named name: String,
    among known: [String],
    others: String? = nil
  ) -> String {
    let hint = nearest(to: name, among: known).map { " Did you mean \($0)?" } ?? ""
    let all = "There are: \(known.joined(separator: ", "))."
    return "There is no \(kind) \"\(name)\".\(hint) \(all)" + (others.map { " " + $0 } ?? "")
  }

  /// The name that comes nearest, if it is near enough to be meant.
  static func nearest(to name: String, among known: [String]) -> String? {
    let word = Array(name.prefix(40).lowercased())
    let found = known.map { (name: $0, steps: steps(from: word, to: Array($0.lowercased()))) }
      .min { $0.steps < $1.steps }
    guard let found, found.steps <= max(1, min(word.count, found.name.count) / 3) else {
      return nil
    }
    return found.name
  }

  /// How many letters must be put in, left out or changed, or two neighbours exchanged (optimal
  /// string alignment, after Damerau, 1964).
  private static func steps(from word: [Character], to other: [Character]) -> Int {
    var rows = [Array(0...other.count)]
    for (row, letter) in word.enumerated() {
      var next = [row + 1]
      for (column, wanted) in other.enumerated() {
        var best = min(
          rows[row][column + 1] + 1,
          next[column] + 1,
          rows[row][column] + (letter == wanted ? 0 : 1)
        )
        if row > 0, column > 0, letter == other[column - 1], word[row - 1] == wanted {
          best = min(best, rows[row - 1][column - 1] + 1)
        }
        next.append(best)
      }
      rows.append(next)
    }
    return rows[word.count][other.count]
  }
}
