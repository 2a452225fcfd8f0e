import PongInterface

extension [SeatChoice] {
  /// The players with what there is to say about them, a line each, for the help of a command.
  var summary: String {
    let width = map(\.id.count).max() ?? 0
    return map { choice in
      let padding = String(repeating: " ", count: width - choice.id.count + 2)
      return "  \(choice.id)\(padding)\(choice.detail)"
    }
    .joined(separator: "\n")
  }
}
