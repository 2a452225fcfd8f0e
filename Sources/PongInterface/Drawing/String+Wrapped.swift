extension String {
  /// The text in lines of at most `width` characters, broken at spaces; a longer word is cut.
  func wrapped(to width: Int) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    for word in split(separator: " ") {
      let word = String(word).cut(to: width)
      let room = width - (lines.last?.unicodeScalars.count ?? width)
      if let last = lines.last, room > word.unicodeScalars.count {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(word)
      }
    }
    return lines
  }
}
