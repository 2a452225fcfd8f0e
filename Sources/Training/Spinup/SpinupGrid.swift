/// All runs of a command line: the product of all flags' values, named as Spinning Up names them.
public struct SpinupGrid: Sendable {
  /// One run's settings, and the name of its experiment.
  public struct Variant: Hashable, Sendable {
    /// The experiment's name: that of the grid and what tells the variant from the others.
    public var name: String

    /// Its settings, a value each, in the order of the flags.
    public var settings: [PythonValue.Member]
  }

  /// The grid's name.
  public let name: String

  /// The flags with their values.
  public let entries: [SpinupFlags.Entry]

  /// The runs, the last flag's values changing fastest.
  public let variants: [Variant]

  /// Makes the product.
  public init(name: String, _ entries: [SpinupFlags.Entry]) {
    self.name = name
    self.entries = entries
    var chosen: [[PythonValue]] = [[]]
    for entry in entries {
      chosen = chosen.flatMap { prefix in entry.values.map { prefix + [$0] } }
    }
    variants = chosen.map { values in
      Variant(
        name: Self.name(name, entries, values),
        settings: zip(entries, values).map { .init($0.key, $1) }
      )
    }
  }

  /// The name of a variant: every flag with several values adds its shorthand and its value; the
  /// seed does not, and a switch adds its shorthand if it is on.
  private static func name(
    _ grid: String,
    _ entries: [SpinupFlags.Entry],
    _ values: [PythonValue]
  ) -> String {
    var name = grid
    for (entry, value) in zip(entries, values) where entry.values.count > 1 && entry.key != "seed" {
      let shorthand = PythonValue.string(Self.shorthand(of: entry))
      let isSwitch = entry.values.allSatisfy { if case .bool = $0 { true } else { false } }
      if isSwitch {
        name += value == .bool(true) ? "_" + shorthand.nameForFiles : ""
      } else {
        name += "_" + shorthand.nameForFiles + value.nameForFiles
      }
    }
    return String(name.drop { $0 == "_" })
  }

  /// What stands for a flag: what the command line says, or else the letters and digits among the
  /// first three characters of each part.
  private static func shorthand(of entry: SpinupFlags.Entry) -> String {
    entry.shorthand
      ?? entry.key.split(separator: ":", omittingEmptySubsequences: false).map { part in
        part.prefix(3).filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
      }.joined(separator: "-")
  }

  /// What Spinning Up prints before the runs: the flags with their values, how many variants there
  /// are, and their names.
  public var summary: [SpinupMessage] {
    let rule = String(repeating: "=", count: 80) + "\n"
    let title = "ExperimentGrid [\(name)] runs over parameters:\n"
    // A long name has a line of its own.
    let isLong = title.count > 80
    var messages = [
      SpinupMessage(rule),
      SpinupMessage(
        isLong ? "ExperimentGrid [\(name)]\n runs over parameters:\n" : title,
        .green
      ),
      SpinupMessage("\n"),
    ]
    func padded(_ text: String) -> String {
      text + String(repeating: " ", count: max(0, 40 - text.count))
    }
    for entry in entries {
      messages.append(SpinupMessage(" "))
      messages.append(SpinupMessage(padded(entry.key), .cyan))
      let values = entry.values.map { "\t\($0.text)\n" }.joined()
      messages.append(SpinupMessage(" [\(Self.shorthand(of: entry))] \n\n\(values)\n"))
    }
    let seeds = entries.first { $0.key == "seed" }?.values.count ?? 1
    let names = Set(variants.map(\.name)).sorted().joined(separator: "\n")
    messages.append(
      SpinupMessage(
        padded(" Variants, counting seeds: ") + " \(variants.count)\n"
          + padded(" Variants, not counting seeds: ") + " \(variants.count / seeds)\n\n"
          + rule + "\n"
      )
    )
    messages.append(SpinupMessage("Preparing to run the following experiments...", .green))
    messages.append(SpinupMessage("\n\n\(names)\n\n\(rule)"))
    return messages
  }
}

extension SpinupGrid.Variant {
  /// The keyword arguments that the flags give, as Spinning Up prints them: `a:b` is the member `b`
  /// of the dictionary `a`.
  ///
  /// - Parameter seed: The run's seed, which is told if no flag gives it.
  /// - Returns: The arguments, a dictionary.
  public func keywordArguments(seed: Int) -> PythonValue {
    var arguments: [String: PythonValue] = ["seed": .int(seed)]
    for member in settings {
      let path = member.key.split(separator: ":", maxSplits: 1).map(String.init)
      guard path.count == 2 else {
        arguments[member.key] = member.value
        continue
      }
      var members: [PythonValue.Member] = []
      if case .dictionary(let known) = arguments[path[0]] { members = known }
      members.removeAll { $0.key == path[1] }
      arguments[path[0]] = .dictionary(members + [.init(path[1], member.value)])
    }
    return .object(arguments)
  }

  /// The settings with the members of dictionaries as flags of their own.
  ///
  /// `ac_kwargs` with the member `hidden_sizes` is `ac_kwargs:hidden_sizes`. A flag behind the
  /// dictionary wins.
  ///
  /// - Throws: If a dictionary comes behind a flag for one of its members, which Spinning Up
  ///   refuses too.
  func flattened() throws(ConfigurationError) -> [String: PythonValue] {
    var flat: [String: PythonValue] = [:]
    for member in settings {
      // Of no members only the networks' settings can be; any other flag has a value to be refused.
      guard case .dictionary(let inner) = member.value,
        !inner.isEmpty || member.key == "ac_kwargs"
      else {
        flat[member.key] = member.value
        continue
      }
      guard !flat.keys.contains(where: { $0.hasPrefix(member.key + ":") }) else {
        throw ConfigurationError(
          "--\(member.key)",
          member.value.text,
          expected: "before the flags for its members, or not with them"
        )
      }
      for value in inner { flat["\(member.key):\(value.key)"] = value.value }
    }
    return flat
  }
}
