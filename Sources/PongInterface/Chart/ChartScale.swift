/// An axis of a chart with its ends and ticks: the part of the layout that all renderers share.
public struct ChartScale: Hashable, Sendable {
  /// A value that is written at the axis.
  public struct Tick: Hashable, Sendable {
    /// The value.
    public var value: Double
    /// The value as text.
    public var label: String
  }

  /// The values at both ends; they differ.
  public let range: ClosedRange<Double>
  /// The ticks within the range, rising: round numbers at equal distances.
  public let ticks: [Tick]

  /// Fits an axis to values.
  ///
  /// - Parameters:
  ///   - axis: The axis; a range that it asks for is kept.
  ///   - values: What it must show, all finite.
  ///   - count: The greatest number of steps from tick to tick within the range.
  ///   - isRounded: Whether a range that is not asked for is widened to round numbers, though finer
  ///     ones than the ticks.
  init(
    _ axis: Chart.Axis,
    values: some Sequence<Double>,
    ticks count: Int,
    isRounded: Bool
  ) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in values {
      low = min(low, value)
      high = max(high, value)
    }
    let isFixed = axis.range.map { abs($0.lowerBound) < 1e100 && abs($0.upperBound) < 1e100 }
    if let range = axis.range, isFixed == true {
      (low, high) = (range.lowerBound, range.upperBound)
    }
    if low > high { (low, high) = (0, 1) }
    if low == high {
      let margin = max(abs(low) / 2, axis.isCount ? 1 : 0.5)
      (low, high) = (low - margin, high + margin)
    }
    let step = Step(atLeast: (high - low) / Double(max(count, 1)), isCount: axis.isCount)
    guard let first = step.number(below: low), let last = step.number(below: high) else {
      // Steps so small beside the values that they cannot be counted.
      range = low...high
      ticks = []
      return
    }
    if isRounded, isFixed != true {
      let part = Step(atLeast: (high - low) / Double(4 * max(count, 1)), isCount: axis.isCount)
      low = part.number(below: low).map { part.value($0) } ?? low
      high = part.number(below: -high).map { -part.value($0) } ?? high
    }
    range = low...high
    let numbers = (first - 1...last + 1).filter { low <= step.value($0) && step.value($0) <= high }
    let most = numbers.map { abs(step.value($0)) }.max() ?? 0
    ticks = numbers.map { Tick(value: step.value($0), label: step.label($0, most: most)) }
  }

  /// Where a value lies, from 0 at the lower end to 1 at the upper; beyond them outside.
  public func place(of value: Double) -> Double {
    (value - range.lowerBound) / (range.upperBound - range.lowerBound)
  }

  /// A distance of ticks: 1, 2 or 5 times a power of ten.
  private struct Step {
    var digit = 1
    var exponent = 0
    var size = 1.0

    /// The smallest step that is not smaller than `least`.
    init(atLeast least: Double, isCount: Bool) {
      var power = 1.0
      while power > least, power > 1e-100, !isCount {
        exponent -= 1
        power = Self.power(exponent)
      }
      while power * 10 <= least {
        exponent += 1
        power = Self.power(exponent)
      }
      for digit in [1, 2, 5] where Double(digit) * power >= least {
        self.digit = digit
        size = value(1)
        return
      }
      exponent += 1
      size = value(1)
    }

    /// A power of ten, divided once below 1 so that a tenth is the nearest to 0.1.
    private static func power(_ exponent: Int) -> Double {
      var power = 1.0
      for _ in 0..<abs(exponent) { power *= 10 }
      return exponent < 0 ? 1 / power : power
    }

    /// The value of tick `number`, counted from zero.
    func value(_ number: Int) -> Double {
      let count = Double(number * digit)
      return exponent < 0 ? count / Self.power(-exponent) : count * Self.power(exponent)
    }

    /// The number of the last tick that is not above `value`; nil if it is beyond counting.
    func number(below value: Double) -> Int? {
      let number = (value / size).rounded(.down)
      guard abs(number) < 1e12 else { return nil }
      return self.value(Int(number) + 1) <= value ? Int(number) + 1 : Int(number)
    }

    /// The text of tick `number` on an axis whose values reach `most`.
    func label(_ number: Int, most: Double) -> String {
      guard number != 0 else { return "0" }
      let digits = String(abs(number) * digit)
      let sign = number < 0 ? "-" : ""
      let (suffix, shift) =
        most >= 1e9 ? ("G", 9) : most >= 1e6 ? ("M", 6) : most >= 1e4 ? ("k", 3) : ("", 0)
      guard most < 1e13, exponent > -8 else { return "\(sign)\(digits)e\(exponent)" }
      let exponent = exponent - shift
      guard exponent < 0 else {
        return sign + digits + String(repeating: "0", count: exponent) + suffix
      }
      let padded = String(repeating: "0", count: max(0, 1 - exponent - digits.count)) + digits
      var whole = padded.dropLast(-exponent)
      var part = padded.suffix(-exponent)
      while part.last == "0" { part.removeLast() }
      if !part.isEmpty { whole += "." }
      return sign + whole + part + suffix
    }
  }
}
