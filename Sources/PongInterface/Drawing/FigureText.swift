/// Numbers as the screens write them.
enum FigureText {
  /// A number with so many decimals, as in "−3.21"; nothing known is a dash.
  static func fixed(_ value: Double?, _ decimals: Int) -> String {
    guard let value, value.isFinite else { return "–" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 1e15 else { return short(value) }
    let digits = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = value < 0 && scaled > 0 ? "−" : ""
    guard decimals > 0 else { return sign + padded }
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// A number with so many decimals and its sign, as in "+3.2"; none with what is 0 when rounded.
  static func signed(_ value: Double, _ decimals: Int) -> String {
    let text = fixed(value, decimals)
    let isZero = !text.contains { ("1"..."9").contains($0) }
    return value > 0 && !isZero ? "+" + text : text
  }

  /// A number in about five characters: "812", "81.2 k", "8.12 M".
  static func short(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "–" }
    var rest = value.magnitude
    var unit = ""
    for next in ["k", "M", "G", "T", "P"] where rest >= 999.5 {
      rest /= 1000
      unit = " " + next
    }
    let decimals = unit.isEmpty || rest >= 99.95 ? 0 : rest >= 9.995 ? 1 : 2
    return (value < 0 ? "−" : "") + fixed(rest, decimals) + unit
  }

  /// A number with three significant digits, down to a millionth: "0.693", "0.00123".
  static func significant(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "–" }
    var decimals = 2
    var bound = 1.0
    while decimals < 6, value.magnitude < bound, value != 0 {
      decimals += 1
      bound /= 10
    }
    return value.magnitude >= 1000 ? short(value) : fixed(value, decimals)
  }

  /// A time, as in "7.3 s", "2:05" and "3:20:05".
  static func time(_ seconds: Double?) -> String {
    guard let seconds, seconds.isFinite, seconds < 1e9 else { return "–" }
    guard seconds >= 99.95 else { return fixed(max(0, seconds), 1) + " s" }
    let whole = Int(seconds)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
    let (minutes, rest) = whole.quotientAndRemainder(dividingBy: 60)
    guard minutes >= 60 else { return "\(minutes):\(two(rest))" }
    return "\(minutes / 60):\(two(minutes % 60)):\(two(rest))"
  }

  /// The age of a policy, as short as it can be: "0 s", "1.5 s", "20 s", "5:00".
  static func age(_ seconds: Double) -> String {
    if seconds >= 99.95 { return time(seconds) }
    let isWhole = (seconds - seconds.rounded()).magnitude < 0.05
    return fixed(seconds, isWhole || seconds >= 10 ? 0 : 1) + " s"
  }
}
