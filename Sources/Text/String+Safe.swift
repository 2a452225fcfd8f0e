// Text that is safe where it goes: in a terminal, which obeys control characters, and in JSON.

extension StringProtocol {
  /// The text with a mark in place of each control character: C0, DEL and C1.
  ///
  /// For whatever comes from a file and goes to a terminal.
  public var printable: String {
    replacing { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }
  }

  /// The text with a question mark in place of whatever is not printable ASCII, fit for a terminal
  /// of which nothing is known.
  public var printableASCII: String { replacing { (0x20...0x7E).contains($0.value) ? $0 : "?" } }

  private func replacing(_ substitute: (Unicode.Scalar) -> Unicode.Scalar) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars { scalars.append(substitute(scalar)) }
    return String(scalars)
  }

  /// The text as a JSON string, quotes included.
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
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
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
