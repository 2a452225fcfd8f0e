/// All runs of a command line: the product of all flags' values, named as Spinning Up names them.
public struct SpinupGrid: Sendable {
  /// One run's settings, and the name of its experiment.
  public struct Variant: Hashable, Sendable {
    /// The experiment's name: that of the grid and what tells the variant from the others.
    public var name: String

    /// Its settings, a value each.
    public var settings: [String: PythonValue]
  }

  /// The runs, the last flag's values changing fastest.
  public let variants: [Variant]

  /// Makes the product.
  public init(name: String, _ entries: [SpinupFlags.Entry]) {
    var chosen: [[PythonValue]] = [[]]
    for entry in entries {
      chosen = chosen.flatMap { prefix in entry.values.map { prefix + [$0] } }
    }
    variants = chosen.map { values in
      Variant(
        name: Self.name(name, entries, values),
        settings: Dictionary(
          zip(entries.map(\.key), values),
          uniquingKeysWith: { $1 }
        )
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
      let shorthand = PythonValue.string(entry.shorthand ?? defaultShorthand(entry.key))
      let isSwitch = entry.values.allSatisfy { if case .bool = $0 { true } else { false } }
      if isSwitch {
        name += value == .bool(true) ? "_" + shorthand.nameForFiles : ""
      } else {
        name += "_" + shorthand.nameForFiles + value.nameForFiles
      }
    }
    return String(name.drop { $0 == "_" })
  }

  /// The letters and digits among the first three characters of each part.
  private static func defaultShorthand(_ key: String) -> String {
    key.split(separator: ":", omittingEmptySubsequences: false).map { part in
      part.prefix(3).filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }.joined(separator: "-")
  }
}
