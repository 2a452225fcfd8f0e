// Text that is safe where it goes: in a terminal, which obeys control characters, in JSON, and in a
// shell.

extension StringProtocol {
  /// The text in one line, with a mark (U+FFFD) in place of each character that is not seen and
  /// changes what is: control characters, line ends among them, overrides of the direction of
  /// writing, and other invisible ones (`isUnprintable` of a character).
  ///
  /// For whatever comes from a file, an argument or another program and goes to a terminal.
  public var printable: String { replacing { $0.isUnprintable ? "\u{FFFD}" : $0 } }

  /// The text as `printable` has it, but line ends and tabulators stay: they are the program's own.
  public var printableLines: String {
    replacing { $0.isUnprintable && $0 != "\n" && $0 != "\t" ? "\u{FFFD}" : $0 }
  }

  /// The text with a question mark in place of whatever is not printable ASCII, fit for a terminal
  /// of which nothing is known.
  public var printableASCII: String { replacing { (0x20...0x7E).contains($0.value) ? $0 : "?" } }

  private func replacing(_ substitute: (Unicode.Scalar) -> Unicode.Scalar) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars { scalars.append(substitute(scalar)) }
    return String(scalars)
  }

  // MARK: JSON

  /// The text as a JSON string, quotes included; what is not seen is escaped.
  ///
  /// - Parameter usesShortEscapes: Whether line ends and tabulators are `\n` and `\t`, as Python
  ///   writes them, and not `\u000a` and `\u0009`.
  /// - Returns: The string.
  public func jsonQuoted(usesShortEscapes: Bool = false) -> String {
    var result = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n" where usesShortEscapes: result += "\\n"
      case "\t" where usesShortEscapes: result += "\\t"
      case _ where scalar.isUnprintable: result += scalar.jsonEscape
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// The text, which is JSON, with an escape in place of each character that is not seen.
  ///
  /// It means the same; the line ends between its values stay.
  public var jsonEscaped: String {
    var result = ""
    for scalar in unicodeScalars {
      if scalar.isUnprintable, scalar != "\n" {
        result += scalar.jsonEscape
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  // MARK: Shell

  /// The text as one word of a shell's command line: as it is if nothing in it means anything to a
  /// shell, else in single quotes; as `$'…'`, with the bytes of what is not seen in octal, if it
  /// cannot be printed (POSIX of 2024, bash, zsh, ksh).
  public var shellQuoted: String {
    guard !unicodeScalars.contains(where: \.isUnprintable) else {
      return "$'" + unicodeScalars.map(\.shellEscape).joined() + "'"
    }
    let signs = "0123456789_-./:@%+=,".unicodeScalars
    let isPlain = unicodeScalars.allSatisfy { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || signs.contains(scalar))
    }
    // A word that begins with = is the path of a command to zsh.
    guard !isPlain || isEmpty || first == "=" else { return String(self) }
    return "'" + unicodeScalars.map { $0 == "'" ? #"'\''"# : String(Character($0)) }.joined() + "'"
  }
}

extension Unicode.Scalar {
  /// The character as JSON escapes it, as two escapes where it has two units in UTF-16.
  fileprivate var jsonEscape: String {
    Character(self).utf16.map { "\\u" + Self.digits(UInt32($0), radix: 16, count: 4) }.joined()
  }

  /// The character between `$'` and `'`.
  fileprivate var shellEscape: String {
    if self == "'" || self == "\\" { return "\\" + String(Character(self)) }
    guard isUnprintable else { return String(Character(self)) }
    return Character(self).utf8.map { "\\" + Self.digits(UInt32($0), radix: 8, count: 3) }.joined()
  }

  private static func digits(_ value: UInt32, radix: Int, count: Int) -> String {
    let digits = String(value, radix: radix)
    return String(repeating: "0", count: max(0, count - digits.count)) + digits
  }
}

extension String {
  /// Bytes of a name or text as text, in which those that are not UTF-8 stand as `\xFF` does here.
  public init(escaping bytes: some Sequence<UInt8>) {
    self.init()
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      var parser = Unicode.UTF8.ForwardParser()
      var iterator = rest.makeIterator()
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar):
        unicodeScalars.append(Unicode.UTF8.decode(scalar))
        rest = rest.dropFirst(scalar.count)
      case .error(let length):
        for byte in rest.prefix(length) {
          let digits = String(byte, radix: 16, uppercase: true)
          self += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
        }
        rest = rest.dropFirst(length)
      case .emptyInput: return
      }
    }
  }
}
