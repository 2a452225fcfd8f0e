import Foundation

/// Files and directories that a word can be completed to.
///
/// Nothing is opened: a file is what its name says.
struct PathCandidates {
  /// The most entries of a directory that are looked at, so that the shell never waits for long.
  static let most = 2000

  /// Whether a file of that name is wanted.
  let isWanted: (_ name: String) -> Bool

  /// Files whose names end in one of these ways, as in ".json"; all of them with none.
  init(endingIn suffixes: String...) {
    isWanted = { name in suffixes.isEmpty || suffixes.contains { name.hasSuffix($0) } }
  }

  /// What a word can become: the files that are wanted, and directories with a slash at the end.
  ///
  /// A directory that is the only candidate is entered, since some shells end the word behind it.
  func completing(_ word: String) -> [Candidate] {
    var start = word
    for _ in 0..<8 {
      let found = entries(completing: start)
      guard found.count == 1, let only = found.first, only.word.hasSuffix("/"),
        only.word != start
      else { return found }
      let inside = entries(completing: only.word)
      guard !inside.isEmpty else { return found }
      start = only.word
    }
    return entries(completing: start)
  }

  private func entries(completing word: String) -> [Candidate] {
    let slash = word.lastIndex(of: "/")
    let folder = slash.map { String(word[...$0]) } ?? ""
    let beginning = slash.map { String(word[word.index(after: $0)...]) } ?? word
    return Self.names(in: folder.isEmpty ? "." : folder).compactMap { name in
      guard name.hasPrefix(beginning), !name.hasPrefix(".") || beginning.hasPrefix(".") else {
        return nil
      }
      let path = folder + name
      if Self.isDirectory(path) { return Candidate(path + "/") }
      return isWanted(name) ? Candidate(path) : nil
    }
  }

  /// The names in a directory, in order; none if it cannot be read.
  static func names(in folder: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: expanded(folder))
    return (names ?? []).prefix(most).sorted()
  }

  /// Whether there is such a directory, or a link to one.
  static func isDirectory(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: expanded(path), isDirectory: &isDirectory)
      && isDirectory.boolValue
  }

  /// Whether there is anything of that path.
  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: expanded(path))
  }

  /// A path as the shell will pass it on.
  private static func expanded(_ path: String) -> String {
    path.hasPrefix("~/") ? NSHomeDirectory() + path.dropFirst() : path
  }
}
