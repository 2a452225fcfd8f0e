/// A setting that no run can have: which one, its value, and what would do.
public struct ConfigurationError: Error, Hashable, CustomStringConvertible {
  /// The setting's name as the command line has it.
  public var setting: String

  /// What it was set to.
  public var value: String

  /// What would do.
  public var expected: String

  /// Makes the error.
  public init(_ setting: String, _ value: String, expected: String) {
    self.setting = setting
    self.value = value
    self.expected = expected
  }

  /// The error as a sentence.
  public var description: String { "\(setting) cannot be '\(value)'; it must be \(expected)" }
}
