import NeuralNetwork
import PongAgents
import PongEngine
import Reinforcement

/// A setting of a run, declared once in ``RunConfiguration/settings``.
///
/// From the declaration follow how it is written in `config.json`, which values it may have, and
/// its option of the command line with its help.
public struct Setting: Sendable {
  /// Its name in `config.json`.
  public let key: String

  /// Its name on the command line, as in `--learning-rate`.
  public let option: String

  /// What the command line's help says; `nil` for a setting that no preset has a value of.
  public let help: String?

  /// Where a configuration keeps it.
  public let path: any PartialKeyPath<RunConfiguration> & Sendable

  /// What it must be, for messages.
  public let expected: String

  /// The names of which it must be one; empty for a setting that is no choice.
  public let choices: [String]

  private let reading: @Sendable (RunConfiguration) -> String
  private let writing: @Sendable (String, inout RunConfiguration) -> Bool
  private let checking: @Sendable (RunConfiguration) -> Bool
  private let encoding:
    @Sendable (RunConfiguration, inout KeyedEncodingContainer<Key>, Key) throws -> Void
  private let decoding:
    @Sendable (KeyedDecodingContainer<Key>, Key, inout RunConfiguration) throws -> String?

  /// A setting's name as a key of a JSON object.
  struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// The value as the command line has it.
  public func text(in configuration: RunConfiguration) -> String { reading(configuration) }

  /// Takes a value as the command line has it.
  ///
  /// - Throws: If there is no such value.
  public func set(
    _ text: String,
    in configuration: inout RunConfiguration
  ) throws(ConfigurationError) {
    guard writing(text, &configuration) else { throw refusal(text) }
  }

  /// Checks the value.
  ///
  /// - Throws: If no run can have it.
  func check(_ configuration: RunConfiguration) throws(ConfigurationError) {
    guard checking(configuration) else { throw refusal(text(in: configuration)) }
  }

  func encode(
    _ configuration: RunConfiguration,
    into container: inout KeyedEncodingContainer<Key>
  ) throws {
    try encoding(configuration, &container, Key(stringValue: key))
  }

  /// Reads the value where there is one.
  func decode(
    from container: KeyedDecodingContainer<Key>,
    into configuration: inout RunConfiguration
  ) throws {
    if let unknown = try decoding(container, Key(stringValue: key), &configuration) {
      throw refusal(unknown)
    }
  }

  private func refusal(_ text: String) -> ConfigurationError {
    ConfigurationError(option, text, expected: expected)
  }
}

// MARK: Kinds

extension Setting {
  /// A path to a setting that keeps no class alive, so that the table may be shared.
  typealias Path<Value> = any WritableKeyPath<RunConfiguration, Value> & Sendable

  /// Declares a setting.
  init<Value: SettingValue>(
    _ key: String,
    _ path: Path<Value>,
    option: String? = nil,
    _ expected: String,
    _ help: String?,
    choices: [String] = [],
    isWritten: @escaping @Sendable (Value) -> Bool = { _ in true },
    isValid: @escaping @Sendable (Value) -> Bool = { _ in true }
  ) {
    self.key = key
    self.path = path
    self.option = option ?? "--" + Self.words(key)
    self.expected = expected
    self.help = help
    self.choices = choices
    reading = { $0[keyPath: path].text }
    writing = { text, configuration in
      guard let value = Value(text: text) else { return false }
      configuration[keyPath: path] = value
      return true
    }
    checking = { isValid($0[keyPath: path]) }
    encoding = { configuration, container, key in
      let value = configuration[keyPath: path]
      if isWritten(value) { try container.encode(value.json, forKey: key) }
    }
    decoding = { container, key, configuration in
      guard let json = try container.decodeIfPresent(Value.JSON.self, forKey: key) else {
        return nil
      }
      guard let value = Value(json: json) else { return Value.text(of: json) }
      configuration[keyPath: path] = value
      return nil
    }
  }

  /// Declares a number within bounds, which JSON does not have where it is `omitted`.
  init<Value: SettingValue & Comparable>(
    number key: String,
    _ path: Path<Value>,
    option: String? = nil,
    _ range: ClosedRange<Value>,
    _ help: String?,
    omitted: Value? = nil
  ) {
    let expected = "from \(range.lowerBound.text) to \(range.upperBound.text)"
    self.init(
      key,
      path,
      option: option,
      expected,
      help,
      isWritten: { $0 != omitted },
      isValid: { range.contains($0) }
    )
  }

  /// Declares one of several names.
  init<Value: SettingValue & CaseIterable & Equatable>(
    choice key: String,
    _ path: Path<Value>,
    _ help: String,
    omitted: Value? = nil
  ) {
    let choices = Value.allCases.map(\.text)
    self.init(
      key,
      path,
      "one of \(choices.joined(separator: ", "))",
      help,
      choices: choices,
      isWritten: { $0 != omitted }
    )
  }

  /// A name as an option is written: `learningRate` becomes `learning-rate`.
  private static func words(_ key: String) -> String {
    key.reduce(into: "") { text, letter in
      text += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
    }
  }
}

/// What a setting may be: how it stands on the command line and in JSON.
protocol SettingValue: Sendable {
  /// What it is in JSON.
  associatedtype JSON: Codable & Sendable

  /// The value as JSON has it.
  var json: JSON { get }

  /// The value that JSON has, if it stands for one.
  init?(json: JSON)

  /// The value that the command line has, if it stands for one.
  init?(text: String)

  /// What JSON has, as the command line would have it.
  static func text(of json: JSON) -> String
}

extension SettingValue {
  /// The value as the command line has it.
  var text: String { Self.text(of: json) }
}

extension SettingValue where Self: Codable & LosslessStringConvertible, JSON == Self {
  var json: Self { self }
  init?(json: Self) { self = json }
  init?(text: String) { self.init(text) }
  static func text(of json: Self) -> String { "\(json)" }
}

extension Int: SettingValue {}
extension UInt64: SettingValue {}
extension Double: SettingValue {}
extension Bool: SettingValue {}

extension String: SettingValue {
  var json: String { self }
  init?(json: String) { self = json }
  init?(text: String) { self = text }
  static func text(of json: String) -> String { json }
}

extension SettingValue where JSON == String {
  init?(text: String) { self.init(json: text) }
  static func text(of json: String) -> String { json }
}

extension SettingValue where Self: RawRepresentable<String>, JSON == String {
  var json: String { rawValue }
  init?(json: String) { self.init(rawValue: json) }
}

extension PongObservation: SettingValue {}
extension SparseNetwork.Initialization: SettingValue {}
extension REINFORCE.Update: SettingValue {}
extension RunConfiguration.Algorithm: SettingValue {}
extension RunConfiguration.OptimizerKind: SettingValue {}

extension EpisodeVariants.Sides: SettingValue {}

extension OpponentMix: SettingValue {
  var json: String { text }
  init?(json: String) { self.init(text: json) }
}

extension EnvironmentID: SettingValue {
  var json: String { name }
  init?(json: String) { self.init(json) }
}

/// Actions: names, on the command line with commas between them and in any case.
extension [Action]: SettingValue {
  var json: [String] { map(\.name) }

  init?(json: [String]) {
    self = json.compactMap { Action(name: $0) }
    if count != json.count { return nil }
  }

  init?(text: String) { self.init(json: text.split(separator: ",").map { $0.uppercased() }) }

  static func text(of json: [String]) -> String { json.joined(separator: ",") }
}
