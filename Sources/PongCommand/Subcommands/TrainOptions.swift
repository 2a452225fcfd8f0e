public import ArgumentParser
public import Training

/// The settings of a run, each of which a preset has a value for: an option for each one that
/// ``/Training/RunConfiguration/settings`` declares.
struct TrainOptions: ParsableArguments, CustomReflectable {
  private var changes: [(inout RunConfiguration) throws -> Void] = []

  private static let settings = RunConfiguration.settings.filter { $0.help != nil }

  init() {}

  /// Takes the options that were given.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    for setting in Self.settings {
      let key = Key(stringValue: setting.key)
      func take<Value: ExpressibleByArgument>(_: Value.Type) throws {
        let given = try container.decode(Option<Value?>.self, forKey: key).wrappedValue
        guard let given else { return }
        changes.append { configuration in
          if let path = setting.path as? WritableKeyPath<RunConfiguration, Value> {
            configuration[keyPath: path] = given
          } else {
            try setting.set("\(given)", in: &configuration)
          }
        }
      }
      if let path = setting.path as? WritableKeyPath<RunConfiguration, Bool> {
        let given = try container.decode(Flag<Bool?>.self, forKey: key).wrappedValue
        if let given { changes.append { $0[keyPath: path] = given } }
      } else {
        try take(setting.optionType)
      }
    }
  }

  /// The options: the argument parser looks for them in the mirror, as it does for properties.
  var customMirror: Mirror {
    Mirror(self, children: Self.settings.map { (label: $0.key, value: $0.optionOrFlag) })
  }

  /// Puts what was given in place of the preset's values.
  ///
  /// - Throws: A `ConfigurationError` for a name that stands for nothing.
  func apply(to configuration: inout RunConfiguration) throws {
    for change in changes { try change(&configuration) }
  }

  /// A setting's name, under which the argument parser keeps its value.
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

extension Setting {
  /// What the argument parser reads: the setting's own type if it knows it, or a text that the
  /// setting understands.
  fileprivate var optionType: any ExpressibleByArgument.Type {
    type(of: path).valueType as? any ExpressibleByArgument.Type ?? String.self
  }

  /// What a shell offers; `nil` for a number or a text.
  private var completion: CompletionKind? {
    switch key {
    case "from": .policy
    case "opponents": .opponents
    default: choices.isEmpty ? nil : .list(choices)
    }
  }

  /// The declaration for the argument parser.
  fileprivate var optionOrFlag: Any {
    let name = NameSpecification.customLong(String(option.dropFirst(2)))
    let help = help.map { ArgumentHelp(stringLiteral: $0) }
    func make<Value: ExpressibleByArgument>(_: Value.Type) -> Any {
      Option<Value?>(name: name, help: help, completion: completion)
    }
    return path is WritableKeyPath<RunConfiguration, Bool>
      ? Flag<Bool?>(name: name, inversion: .prefixedNo, help: help) : make(optionType)
  }
}

extension RunConfiguration.Algorithm: ExpressibleByArgument {}
extension RunConfiguration.OptimizerKind: ExpressibleByArgument {}
extension Preset: ExpressibleByArgument {}
