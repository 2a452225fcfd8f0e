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

  /// A setting that stands in JSON as something else; `value` makes it of that, if it can.
  private init<Value, JSON: Codable & Sendable>(
    _ key: String,
    _ path: Path<Value>,
    option: String?,
    expected: String,
    help: String?,
    text: @escaping @Sendable (Value) -> String,
    parse: @escaping @Sendable (String) -> Value?,
    json: @escaping @Sendable (Value) -> JSON,
    value: @escaping @Sendable (JSON) -> Value?,
    refused: @escaping @Sendable (JSON) -> String,
    isValid: @escaping @Sendable (Value) -> Bool
  ) {
    self.key = key
    self.path = path
    self.option = option ?? "--" + Self.words(key)
    self.expected = expected
    self.help = help
    reading = { text($0[keyPath: path]) }
    writing = { text, configuration in
      guard let value = parse(text) else { return false }
      configuration[keyPath: path] = value
      return true
    }
    checking = { isValid($0[keyPath: path]) }
    encoding = { try $1.encode(json($0[keyPath: path]), forKey: $2) }
    decoding = { container, key, configuration in
      guard let json = try container.decodeIfPresent(JSON.self, forKey: key) else { return nil }
      guard let value = value(json) else { return refused(json) }
      configuration[keyPath: path] = value
      return nil
    }
  }

  /// A setting whose JSON is the value itself.
  private init<Value: Codable & Sendable>(
    plain key: String,
    _ path: Path<Value>,
    option: String?,
    expected: String,
    help: String?,
    parse: @escaping @Sendable (String) -> Value?,
    isValid: @escaping @Sendable (Value) -> Bool
  ) {
    self.init(
      key,
      path,
      option: option,
      expected: expected,
      help: help,
      text: { "\($0)" },
      parse: parse,
      json: { $0 },
      value: { $0 },
      refused: { "\($0)" },
      isValid: isValid
    )
  }

  /// A number within bounds.
  init<Value: Codable & Comparable & LosslessStringConvertible & Sendable>(
    number key: String,
    _ path: Path<Value>,
    option: String? = nil,
    _ range: ClosedRange<Value>,
    _ help: String?
  ) {
    self.init(
      plain: key,
      path,
      option: option,
      expected: "from \(range.lowerBound) to \(range.upperBound)",
      help: help,
      parse: { Value($0) },
      isValid: { range.contains($0) }
    )
  }

  /// A switch.
  init(flag key: String, _ path: Path<Bool>, option: String, _ help: String) {
    self.init(
      plain: key,
      path,
      option: option,
      expected: "true or false",
      help: help,
      parse: { Bool($0) },
      isValid: { _ in true }
    )
  }

  /// A text of any kind.
  init(text key: String, _ path: Path<String>) {
    self.init(
      plain: key,
      path,
      option: nil,
      expected: "a text",
      help: nil,
      parse: { $0 },
      isValid: { _ in true }
    )
  }

  /// One of several names.
  init<Value: CaseIterable & RawRepresentable<String> & Sendable>(
    choice key: String,
    _ path: Path<Value>,
    _ help: String
  ) {
    let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
    self.init(
      value: key,
      path,
      "one of \(names)",
      help,
      text: { $0.rawValue },
      parse: { Value(rawValue: $0) }
    )
  }

  /// A value that is written as a text.
  init<Value>(
    value key: String,
    _ path: Path<Value>,
    _ expected: String,
    _ help: String,
    text: @escaping @Sendable (Value) -> String,
    parse: @escaping @Sendable (String) -> Value?,
    isValid: @escaping @Sendable (Value) -> Bool = { _ in true }
  ) {
    self.init(
      key,
      path,
      option: nil,
      expected: expected,
      help: help,
      text: text,
      parse: parse,
      json: text,
      value: parse,
      refused: { $0 },
      isValid: isValid
    )
  }

  /// A list of values, on the command line with commas between them and in capitals.
  init<Value>(
    list key: String,
    _ path: Path<[Value]>,
    _ expected: String,
    _ help: String,
    name: @escaping @Sendable (Value) -> String,
    named: @escaping @Sendable (String) -> Value?,
    isValid: @escaping @Sendable ([Value]) -> Bool
  ) {
    @Sendable func values(_ names: [String]) -> [Value]? {
      let values = names.compactMap { named($0) }
      return values.count == names.count ? values : nil
    }
    self.init(
      key,
      path,
      option: nil,
      expected: expected,
      help: help,
      text: { $0.map(name).joined(separator: ",") },
      parse: { values($0.split(separator: ",").map { $0.uppercased() }) },
      json: { $0.map(name) },
      value: values,
      refused: { $0.joined(separator: ",") },
      isValid: isValid
    )
  }

  /// A name as an option is written: `learningRate` becomes `learning-rate`.
  private static func words(_ key: String) -> String {
    key.reduce(into: "") { text, letter in
      text += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
    }
  }
}
