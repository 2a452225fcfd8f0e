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

  /// A list or tuple.
  case list([PythonValue])

  /// A dictionary.
  case object([String: PythonValue])

  /// Reads a word of the command line.
  public init(_ text: String) {
    var scanner = PythonScanner(text)
    self = scanner.whole ?? .string(text)
  }

  /// What Python's `str` makes of the value.
  public var text: String {
    switch self {
    case .none: "None"
    case .bool(let value): value ? "True" : "False"
    case .int(let value): String(value)
    case .double(let value): value.isNaN ? "nan" : String(value)
    case .string(let value): value
    case .list(let values): "[" + values.map(\.text).joined(separator: ", ") + "]"
    case .object: json()
    }
  }

  /// The value as a part of a directory's name: letters in lower case, digits, `-` and `_`; what
  /// else there is becomes `-`.
  var nameForFiles: String {
    if case .list(let values) = self { return values.map(\.nameForFiles).joined(separator: "-") }
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
    case .list(let values):
      Self.block("[", values.map { $0.json(level: level + 1) }, "]", level: level)
    case .object(let members):
      Self.block(
        "{",
        members.sorted { $0.key < $1.key }.map { key, value in
          key.jsonQuoted(usesShortEscapes: true) + ":\t" + value.json(level: level + 1)
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

/// Reads the few kinds of Python literals that settings are written with.
private struct PythonScanner {
  private var rest: Substring

  init(_ text: String) { rest = text[...] }

  /// The value, if the whole text is one.
  var whole: PythonValue? {
    mutating get {
      guard let value = value(depth: 0) else { return nil }
      skipSpaces()
      return rest.isEmpty ? value : nil
    }
  }

  private mutating func skipSpaces() { rest = rest.drop { $0 == " " || $0 == "\t" } }

  private mutating func value(depth: Int) -> PythonValue? {
    skipSpaces()
    guard let first = rest.first, depth < 16 else { return nil }
    if first == "[" || first == "(" { return list(closing: first == "[" ? "]" : ")", depth: depth) }
    if first == "\"" || first == "'" { return quoted(by: first) }
    let word = rest.prefix { !",])( \t[".contains($0) }
    rest = rest[word.endIndex...]
    switch word {
    case "True": return .bool(true)
    case "False": return .bool(false)
    case "None": return PythonValue.none
    default: return number(word)
    }
  }

  private func number(_ word: Substring) -> PythonValue? {
    let digits = word.replacing("_", with: "")
    if let value = Int(digits) { return .int(value) }
    // Swift reads "nan", "inf" and "0x1p3" too, which Python does not.
    guard digits.allSatisfy({ "0123456789+-.eE".contains($0) }), let value = Double(digits) else {
      return nil
    }
    return .double(value)
  }

  private mutating func quoted(by quote: Character) -> PythonValue? {
    let text = rest.dropFirst().prefix { $0 != quote && $0 != "\\" }
    guard text.endIndex < rest.endIndex, rest[text.endIndex] == quote else { return nil }
    rest = rest[rest.index(after: text.endIndex)...]
    return .string(String(text))
  }

  private mutating func list(closing: Character, depth: Int) -> PythonValue? {
    rest = rest.dropFirst()
    var values: [PythonValue] = []
    var hasComma = false
    while true {
      skipSpaces()
      if rest.first == closing {
        rest = rest.dropFirst()
        // (64) is a number in parentheses, (64,) a tuple.
        return closing == ")" && values.count == 1 && !hasComma ? values[0] : .list(values)
      }
      guard values.isEmpty || hasComma, let value = value(depth: depth + 1) else { return nil }
      values.append(value)
      skipSpaces()
      hasComma = rest.first == ","
      if hasComma { rest = rest.dropFirst() }
    }
  }
}
