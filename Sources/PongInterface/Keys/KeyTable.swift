/// The keys of a screen as they are just now: its help and its hints are made from it.
struct KeyTable: Hashable, Sendable {
  /// What a hint says, and how much it is needed.
  struct Hint: Hashable, Sendable {
    /// What the key does, in a word or two.
    var title: String
    /// The same in fewer letters.
    var brief: String
    /// The hints of great ranks go first where there is no room.
    var rank: Int

    /// Words a hint.
    init(_ title: String, brief: String? = nil, rank: Int) {
      self.title = title
      self.brief = brief ?? title
      self.rank = rank
    }
  }

  /// A key, or several that belong together, and what they do.
  struct Row: Hashable, Sendable {
    /// How the keys are written; empty for a heading.
    var cap: String
    /// What they do, for the help; `nil` for what is a hint only.
    var help: String?
    /// How the key is written in the hints, where that differs.
    var hintCap: String
    /// What a click on the hint stands for.
    var key: Key?
    /// What the hints say; `nil` for what is not worth one.
    var hint: Hint?

    /// Keys that are the same for everybody.
    init(_ cap: String, _ help: String?, key: Key? = nil, hint: Hint? = nil) {
      self.cap = cap
      self.help = help
      hintCap = String(cap.filter { $0 != " " })
      self.key = key
      self.hint = hint
    }

    /// A heading in the help.
    static func heading(_ text: String) -> Row { Row("", text) }
  }

  /// The rows in the help's order.
  var rows: [Row]

  /// Puts rows together.
  init(_ rows: [Row]) { self.rows = rows }

  /// The keys and what they do.
  var help: [Dialog.KeyHelp] {
    rows.compactMap { row in row.help.map { (row.cap, $0) } }
  }

  /// The hints, the most needed first.
  var hints: ButtonRow {
    let hinted = rows.filter { $0.hint != nil }
    let sorted = hinted.indices.sorted {
      (hinted[$0].hint?.rank ?? 0, $0) < (hinted[$1].hint?.rank ?? 0, $1)
    }
    return ButtonRow(
      sorted.compactMap { place in
        let row = hinted[place]
        guard let hint = row.hint, let key = row.key else { return nil }
        return ButtonRow.Button(row.hintCap, hint.title, key, brief: hint.brief)
      }
    )
  }
}

extension KeyMap {
  /// A row of commands that belong together; a click on its hint is the first one.
  ///
  /// - Parameters:
  ///   - commands: The commands.
  ///   - help: What they do; `nil` for what is a hint only.
  ///   - also: Keys that do the same and are always the same.
  ///   - hint: What the hints say.
  /// - Returns: The row.
  func row(
    _ commands: Command...,
    help: String?,
    also: String? = nil,
    hint: KeyTable.Hint? = nil
  ) -> KeyTable.Row {
    let caps = commands.map(cap) + (also.map { [$0] } ?? [])
    var row = KeyTable.Row(
      caps.joined(separator: " "),
      help,
      key: commands.first.flatMap { self[$0].first },
      hint: hint
    )
    row.hintCap = commands.map(cap).joined(separator: " ")
    return row
  }

  /// A button of a command.
  func button(_ command: Command, _ title: String, brief: String? = nil) -> ButtonRow.Button {
    ButtonRow.Button(cap(command), title, self[command].first ?? .escape, brief: brief)
  }
}
