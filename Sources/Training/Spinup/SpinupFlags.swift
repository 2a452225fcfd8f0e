/// The words of a Spinning Up command line: flags, each with its values, in Python's order.
public struct SpinupFlags: Sendable {
  /// A flag with its values.
  public struct Entry: Hashable, Sendable {
    /// The keyword argument that it sets.
    public var key: String

    /// Its values, at least one.
    public var values: [PythonValue]

    /// What stands for it in names; `nil` for the first letters of its parts.
    public var shorthand: String?

    /// Makes an entry.
    public init(key: String, values: [PythonValue], shorthand: String? = nil) {
      self.key = key
      self.values = values
      self.shorthand = shorthand
    }
  }

  /// The short names of flags.
  public static let substitutions = [
    (short: "env", key: "env_name"),
    (short: "hid", key: "ac_kwargs:hidden_sizes"),
    (short: "act", key: "ac_kwargs:activation"),
    (short: "cpu", key: "num_cpu"),
    (short: "dt", key: "datestamp"),
  ]

  /// The flags, in the order that decides about names and the order of runs.
  public private(set) var entries: [Entry] = []

  /// Reads the words.
  ///
  /// A word that begins with `--` is a flag, what follows up to the next one are its values; none
  /// stands for `True`. A flag may carry its shorthand, `--hid[h]`.
  public init(_ words: [String]) throws(ConfigurationError) {
    var current: Int?
    for word in words {
      if word.hasPrefix("--") {
        let key = String(word.drop { $0 == "-" })
        guard !key.isEmpty else {
          throw ConfigurationError("a flag", word, expected: "two dashes and a name")
        }
        current = entries.firstIndex { $0.key == key } ?? entries.count
        if current == entries.count { entries.append(Entry(key: key, values: [])) }
        // What is given twice counts as given last.
        if let current { entries[current].values = [] }
      } else {
        guard let current else {
          throw ConfigurationError("the first word", word, expected: "a flag, such as --env")
        }
        let isText = Self.texts.contains(entries[current].key)
        entries[current].values.append(isText ? Self.text(word) : PythonValue(word))
      }
    }
    for index in entries.indices where entries[index].values.isEmpty {
      entries[index].values = [.bool(true)]
    }
    takeShorthands()
    for (short, key) in Self.substitutions { rename(short, to: key) }
  }

  /// The flags whose values are names and paths, which are taken as they stand: `2026-11` is no
  /// difference there.
  private static let texts: Set = ["exp_name", "data_dir", "preset", "resume"]

  /// A text, without the quotes that Python would take away.
  private static func text(_ word: String) -> PythonValue {
    if case .string(let text) = PythonValue(word) { return .string(text) }
    return .string(word)
  }

  private mutating func takeShorthands() {
    for entry in entries {
      guard let open = entry.key.firstIndex(of: "["),
        let close = entry.key.firstIndex(of: "]"), open < close
      else { continue }
      let key = String(entry.key[..<open])
      move(entry.key, to: key)
      let shorthand = String(entry.key[entry.key.index(after: open)..<close])
      for index in entries.indices where entries[index].key == key {
        entries[index].shorthand = shorthand
      }
    }
  }

  private mutating func rename(_ short: String, to key: String) {
    let known = entries.first { $0.key == key }?.shorthand
    move(short, to: key)
    for index in entries.indices where entries[index].key == key {
      // The shorthand of the long name stays if the short one has none.
      entries[index].shorthand = entries[index].shorthand ?? known
    }
  }

  /// Gives a key's values to another key.
  ///
  /// Python's dictionaries keep the order of insertion: the other key stays in its place if it is
  /// there already, else it goes to the end.
  private mutating func move(_ old: String, to key: String) {
    guard let index = entries.firstIndex(where: { $0.key == old }) else { return }
    var entry = entries.remove(at: index)
    entry.key = key
    if let place = entries.firstIndex(where: { $0.key == key }) {
      entries[place] = entry
    } else {
      entries.append(entry)
    }
  }

  /// Takes a flag that has one value for the whole grid out of the list.
  public mutating func takeSingle(_ key: String) throws(ConfigurationError) -> PythonValue? {
    guard let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
    let entry = entries.remove(at: index)
    guard entry.values.count == 1 else {
      throw ConfigurationError(
        "--\(key)",
        entry.values.map(\.text).joined(separator: " "),
        expected: "one value"
      )
    }
    return entry.values[0]
  }

  /// Adds flags before the given ones where they are not given; of a member of a dictionary that is
  /// given, behind it, where the dictionary has no such member.
  public mutating func addDefaults(_ defaults: [Entry]) {
    var before: [Entry] = []
    var behind: [Entry] = []
    for entry in defaults where !entries.contains(where: { $0.key == entry.key }) {
      let path = entry.key.split(separator: ":", maxSplits: 1).map(String.init)
      guard path.count == 2, let given = entries.first(where: { $0.key == path[0] }) else {
        before.append(entry)
        continue
      }
      let hasMember = given.values.contains { value in
        guard case .dictionary(let members) = value else { return false }
        return members.contains { $0.key == path[1] }
      }
      if !hasMember { behind.append(entry) }
    }
    entries = before + entries + behind
  }
}
