import Text

/// A value as Spinning Up's command line takes it: what Python makes of the text, or the text.
public enum PythonValue: Hashable, Sendable {
  /// `None`.
  case none

  /// `True` or `False`.
  case bool(Bool)

  /// A whole number.
  case int(Int)

  /// A number with a point or an exponent.
  case double(Double)

  /// A text, in quotes or such as Python understands nothing by.
  case string(String)

  /// A function or class by its path, such as `torch.nn.Tanh`.
  case function(String)

  /// A list.
  case list([PythonValue])

  /// A tuple, which differs from a list in how it is printed.
  case tuple([PythonValue])

  /// A dictionary in the order of its members.
  case dictionary([Member])

  /// A member of a dictionary.
  public struct Member: Hashable, Sendable {
    /// Its key.
    public var key: String

    /// Its value.
    public var value: PythonValue

    /// Makes a member.
    public init(_ key: String, _ value: PythonValue) {
      self.key = key
      self.value = value
    }
  }

  /// A dictionary whose members are in the order of their keys.
  public static func object(_ members: [String: PythonValue]) -> PythonValue {
    .dictionary(members.sorted { $0.key < $1.key }.map(Member.init))
  }

  /// Reads a word of the command line: an expression of numbers, texts, lists and dictionaries with
  /// Python's arithmetic (`[32]*2`, `99/100`, `dict(hidden_sizes=[32])`), or else the text.
  public init(_ text: String) {
    var scanner = PythonScanner(text)
    self = scanner.whole ?? .string(text)
  }

  /// The number, if it is whole; to Python `1e3` is one with a point.
  public var wholeNumber: Int? {
    switch self {
    case .int(let value): value
    case .double(let value): Int(exactly: value)
    default: nil
    }
  }

  /// What Spinning Up prints of the value: Python's `str`, of a class or function its name.
  public var text: String {
    switch self {
    case .none: "None"
    case .bool(let value): value ? "True" : "False"
    case .int(let value): String(value)
    case .double(let value): value.isNaN ? "nan" : String(value)
    case .string(let value): value
    case .function(let path): String(path.split(separator: ".").last ?? "")
    case .list(let values): "[" + values.map(\.inner).joined(separator: ", ") + "]"
    case .tuple(let values):
      "(" + values.map(\.inner).joined(separator: ", ") + (values.count == 1 ? ",)" : ")")
    case .dictionary(let members):
      "{"
        + members.map { PythonValue.string($0.key).inner + ": " + $0.value.inner }
        .joined(separator: ", ") + "}"
    }
  }

  /// What Python's `str` makes of the value within a list: texts are in quotes.
  private var inner: String {
    switch self {
    case .function: return PythonValue.string(text).inner
    case .string(let value):
      let quote = value.contains("'") && !value.contains("\"") ? "\"" : "'"
      let escaped = value.replacing("\\", with: "\\\\")
      return quote + (quote == "'" ? escaped.replacing("'", with: "\\'") : escaped) + quote
    default: return text
    }
  }

  /// The members of a list or tuple; `nil` of other values.
  var members: [PythonValue]? {
    switch self {
    case .list(let values), .tuple(let values): values
    default: nil
    }
  }

  /// The value as a part of a directory's name, as `valid_str` makes it: letters in lower case,
  /// digits, `-` and `_`; what else there is becomes `-`.
  var nameForFiles: String {
    if let members { return members.map(\.nameForFiles).joined(separator: "-") }
    return String(
      text.lowercased().map { character in
        character.isASCII && (character.isLetter || character.isNumber || "-_".contains(character))
          ? character : "-"
      }
    )
  }

  /// The value as JSON in the layout of Spinning Up's `config.json`.
  ///
  /// Four spaces a level, a tabulator behind a colon, keys in order.
  public func json(level: Int = 0) -> String {
    switch self {
    case .none: "null"
    case .bool(let value): value ? "true" : "false"
    case .int, .double: text
    case .string(let value): value.jsonQuoted(usesShortEscapes: true)
    case .function: text.jsonQuoted(usesShortEscapes: true)
    case .list(let values), .tuple(let values):
      Self.block("[", values.map { $0.json(level: level + 1) }, "]", level: level)
    case .dictionary(let members):
      Self.block(
        "{",
        members.sorted { $0.key < $1.key }.map { member in
          member.key.jsonQuoted(usesShortEscapes: true) + ":\t"
            + member.value.json(level: level + 1)
        },
        "}",
        level: level
      )
    }
  }

  private static func block(_ open: String, _ lines: [String], _ close: String, level: Int)
    -> String
  {
    guard !lines.isEmpty else { return open + close }
    let indent = String(repeating: " ", count: 4 * (level + 1))
    let outer = String(repeating: " ", count: 4 * level)
    return open + "\n" + lines.map { indent + $0 }.joined(separator: ",\n") + "\n" + outer + close
  }
}
