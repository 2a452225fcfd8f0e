import Foundation

/// Reads the Python expressions that settings are written with: literals, arithmetic, `dict(...)`.
///
/// Spinning Up hands every word to Python's `eval`; this grammar runs no code. What it does not
/// know is no expression.
struct PythonScanner {
  private var rest: Substring
  /// How deep the brackets, signs and powers may go.
  private static let greatestDepth = 64
  /// How many members a list may have, those of its members among them.
  private static let greatestCount = 4096

  init(_ text: String) { rest = text[...] }

  /// The value, if the whole text is one.
  var whole: PythonValue? {
    mutating get {
      guard let value = sum(depth: 0) else { return nil }
      skipSpaces()
      guard !rest.isEmpty else { return value }
      // A tuple needs no parentheses: 64,32.
      guard take(",") else { return nil }
      rest += ")"
      guard case .tuple(let others)? = list(closing: ")", depth: 0, hasComma: true), rest.isEmpty
      else { return nil }
      return .tuple([value] + others)
    }
  }

  private mutating func skipSpaces() { rest = rest.drop { $0 == " " || $0 == "\t" } }

  /// Takes a sign if it comes next.
  private mutating func take(_ sign: String) -> Bool {
    skipSpaces()
    guard rest.hasPrefix(sign) else { return false }
    rest = rest.dropFirst(sign.count)
    return true
  }

  // MARK: Arithmetic

  private mutating func sum(depth: Int) -> PythonValue? {
    guard depth < Self.greatestDepth, var value = product(depth: depth + 1) else { return nil }
    while true {
      let isSum = take("+")
      guard isSum || take("-") else { return value }
      guard let next = product(depth: depth + 1),
        let result = isSum ? Self.sum(value, next) : Self.difference(value, next)
      else { return nil }
      value = result
    }
  }

  private mutating func product(depth: Int) -> PythonValue? {
    guard depth < Self.greatestDepth, var value = signed(depth: depth + 1) else { return nil }
    while let sign = ["**", "*", "//", "/", "%"].first(where: { take($0) }) {
      guard sign != "**", let next = signed(depth: depth + 1) else { return nil }
      let result: PythonValue? =
        switch sign {
        case "*": Self.product(value, next)
        case "/": Self.quotient(value, next)
        default: Self.floored(value, next, isRemainder: sign == "%")
        }
      guard let result else { return nil }
      value = result
    }
    return value
  }

  private mutating func signed(depth: Int) -> PythonValue? {
    guard depth < Self.greatestDepth else { return nil }
    if take("+") { return signed(depth: depth + 1).flatMap { Self.number($0) == nil ? nil : $0 } }
    if take("-") { return signed(depth: depth + 1).flatMap { Self.difference(.int(0), $0) } }
    guard let base = atom(depth: depth + 1) else { return nil }
    guard take("**") else { return base }
    return signed(depth: depth + 1).flatMap { Self.power(base, $0) }
  }

  private static func number(_ value: PythonValue) -> Double? {
    switch value {
    case .int(let value): Double(value)
    case .double(let value): value
    default: nil
    }
  }

  /// Applies an operation to two numbers: whole ones, if both are, else with points.
  private static func combined(
    _ a: PythonValue,
    _ b: PythonValue,
    _ whole: (Int, Int) -> (Int, Bool),
    _ real: (Double, Double) -> Double
  ) -> PythonValue? {
    if case .int(let a) = a, case .int(let b) = b {
      let (value, overflow) = whole(a, b)
      return overflow ? nil : .int(value)
    }
    guard let a = number(a), let b = number(b) else { return nil }
    return .double(real(a, b))
  }

  private static func sum(_ a: PythonValue, _ b: PythonValue) -> PythonValue? {
    if case .list(let a) = a, case .list(let b) = b {
      return size(a) + size(b) <= greatestCount ? .list(a + b) : nil
    }
    if case .tuple(let a) = a, case .tuple(let b) = b {
      return size(a) + size(b) <= greatestCount ? .tuple(a + b) : nil
    }
    return combined(a, b, { $0.addingReportingOverflow($1) }, +)
  }

  private static func difference(_ a: PythonValue, _ b: PythonValue) -> PythonValue? {
    // 0 - 0.0 is not -0.0.
    if a == .int(0), case .double(let b) = b { return .double(-b) }
    return combined(a, b, { $0.subtractingReportingOverflow($1) }, -)
  }

  private static func product(_ a: PythonValue, _ b: PythonValue) -> PythonValue? {
    switch (a, b) {
    case (.list(let values), .int(let count)), (.int(let count), .list(let values)):
      repeated(values, count).map(PythonValue.list)
    case (.tuple(let values), .int(let count)), (.int(let count), .tuple(let values)):
      repeated(values, count).map(PythonValue.tuple)
    default: combined(a, b, { $0.multipliedReportingOverflow(by: $1) }, *)
    }
  }

  /// How many members values have in all, themselves among them.
  private static func size(_ values: [PythonValue]) -> Int {
    values.reduce(0) { total, value in
      switch value {
      case .list(let inner), .tuple(let inner): total + 1 + size(inner)
      case .dictionary(let members): total + 1 + size(members.map(\.value))
      default: total + 1
      }
    }
  }

  private static func repeated(_ values: [PythonValue], _ count: Int) -> [PythonValue]? {
    guard count <= greatestCount, max(0, count) * size(values) <= greatestCount else { return nil }
    return (0..<max(0, count)).flatMap { _ in values }
  }

  private static func quotient(_ a: PythonValue, _ b: PythonValue) -> PythonValue? {
    guard let a = number(a), let b = number(b), b != 0 else { return nil }
    return .double(a / b)
  }

  /// `//` and `%`, which round down and not towards zero.
  private static func floored(
    _ a: PythonValue,
    _ b: PythonValue,
    isRemainder: Bool
  ) -> PythonValue? {
    guard let divisor = number(b), divisor != 0 else { return nil }
    return combined(
      a,
      b,
      { a, b in
        guard b != -1 else { return isRemainder ? (0, false) : (0).subtractingReportingOverflow(a) }
        let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
        let isBelow = remainder != 0 && (remainder < 0) != (b < 0)
        return (isRemainder ? remainder + (isBelow ? b : 0) : quotient - (isBelow ? 1 : 0), false)
      },
      { a, b in
        // The remainder is exact, and has the divisor's sign; a / b may round up to the next whole.
        var remainder = a.truncatingRemainder(dividingBy: b)
        if remainder != 0, (remainder < 0) != (b < 0) { remainder += b }
        return isRemainder ? remainder : ((a - remainder) / b).rounded()
      }
    )
  }

  /// Whole powers, which is all that settings are written with.
  private static func power(_ base: PythonValue, _ exponent: PythonValue) -> PythonValue? {
    guard case .int(let count) = exponent, (-1024...1024).contains(count),
      let real = number(base)
    else { return nil }
    guard case .int = base, count >= 0 else {
      return real == 0 && count < 0 ? nil : .double(pow(real, Double(count)))
    }
    var value: PythonValue? = .int(1)
    for _ in 0..<count { value = value.flatMap { product($0, base) } }
    return value
  }

  // MARK: Literals

  private mutating func atom(depth: Int) -> PythonValue? {
    skipSpaces()
    guard let first = rest.first, depth < Self.greatestDepth else { return nil }
    switch first {
    case "[", "(":
      rest = rest.dropFirst()
      return list(closing: first == "[" ? "]" : ")", depth: depth)
    case "{":
      rest = rest.dropFirst()
      return dictionary(closing: "}", depth: depth)
    case "\"", "'": return quoted(by: first)
    case "0"..."9", ".": return number()
    default: return name(depth: depth)
    }
  }

  private mutating func number() -> PythonValue? {
    let isDigit: (Character) -> Bool = { $0.isASCII && $0.isNumber || $0 == "_" }
    var text = String(rest.prefix(while: isDigit))
    rest = rest.dropFirst(text.count)
    var isWhole = true
    if rest.first == "." {
      let fraction = "." + rest.dropFirst().prefix(while: isDigit)
      isWhole = false
      text += fraction
      rest = rest.dropFirst(fraction.count)
    }
    if let letter = rest.first, letter == "e" || letter == "E" {
      let sign = rest.dropFirst().prefix(1).filter { $0 == "+" || $0 == "-" }
      let digits = rest.dropFirst(1 + sign.count).prefix(while: isDigit)
      guard !digits.isEmpty else { return nil }
      isWhole = false
      text += "e" + sign + digits
      rest = rest[digits.endIndex...]
    }
    // A letter right behind it makes it no number: 64x32.
    guard rest.first.map({ !$0.isLetter && $0 != "." && $0 != "_" }) ?? true else { return nil }
    let digits = text.replacing("_", with: "")
    if isWhole { return Int(digits).map(PythonValue.int) }
    // Swift wants digits on both sides of the point.
    guard digits.first(where: { $0 != "." })?.isNumber ?? false else { return nil }
    let number = (digits.hasPrefix(".") ? "0" : "") + digits.replacing(".e", with: ".0e")
    return Double(number.hasSuffix(".") ? number + "0" : number).map(PythonValue.double)
  }

  private mutating func quoted(by quote: Character) -> PythonValue? {
    let text = rest.dropFirst().prefix { $0 != quote && $0 != "\\" }
    guard text.endIndex < rest.endIndex, rest[text.endIndex] == quote else { return nil }
    rest = rest[rest.index(after: text.endIndex)...]
    return .string(String(text))
  }

  /// The members of a list or tuple, whose opening bracket is taken, up to its end.
  private mutating func list(
    closing: String,
    depth: Int,
    hasComma: Bool = false
  ) -> PythonValue? {
    var values: [PythonValue] = []
    var size = 0
    var isTuple = hasComma
    var hasComma = hasComma
    while true {
      if take(closing) {
        guard closing == ")" else { return .list(values) }
        // (64) is a number in parentheses, (64,) a tuple.
        return values.count == 1 && !isTuple ? values[0] : .tuple(values)
      }
      guard values.isEmpty || hasComma, let value = sum(depth: depth + 1) else { return nil }
      values.append(value)
      size += Self.size([value])
      guard size <= Self.greatestCount else { return nil }
      hasComma = take(",")
      isTuple = isTuple || hasComma
    }
  }

  /// `{'key': value}` or what follows `dict(`.
  private mutating func dictionary(closing: String, depth: Int) -> PythonValue? {
    var members: [PythonValue.Member] = []
    var hasComma = true
    while !take(closing) {
      guard hasComma else { return nil }
      var key = ""
      if closing == "}" {
        guard case .string(let text) = atom(depth: depth + 1), take(":") else { return nil }
        key = text
      } else {
        key = identifier()
        guard !key.isEmpty, take("=") else { return nil }
      }
      guard let value = sum(depth: depth + 1) else { return nil }
      members.removeAll { $0.key == key }
      members.append(.init(key, value))
      hasComma = take(",")
    }
    return .dictionary(members)
  }

  private mutating func identifier() -> String {
    skipSpaces()
    let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" }
    rest = rest[name.endIndex...]
    return String(name)
  }

  /// `True`, `dict(...)`, or a path into one of the libraries that Spinning Up's command line has.
  private mutating func name(depth: Int) -> PythonValue? {
    var path = [identifier()]
    while rest.first == "." {
      rest = rest.dropFirst()
      path.append(identifier())
    }
    guard !path.contains("") else { return nil }
    guard path.count == 1 else {
      return ["torch", "tf"].contains(path[0]) ? .function(path.joined(separator: ".")) : nil
    }
    switch path[0] {
    case "True": return .bool(true)
    case "False": return .bool(false)
    case "None": return PythonValue.none
    case "dict": return take("(") ? dictionary(closing: ")", depth: depth) : nil
    case "int", "float":
      guard take("("), let value = sum(depth: depth + 1), take(")"),
        let number = Self.number(value)
      else { return nil }
      if path[0] == "float" { return .double(number) }
      if case .int = value { return value }
      return Int(exactly: number.rounded(.towardZero)).map(PythonValue.int)
    default: return nil
    }
  }
}
