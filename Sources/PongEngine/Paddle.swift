/// A paddle controller: a knob, which is a variable resistor, and a button.
///
/// The console reads it in every second frame, and a low-pass filter follows the readings
/// (<doc:AtariPong#Paddles>).
public struct Paddle: Hashable, Sendable {
  /// The change of resistance by an action in one frame, in ALE's units.
  public static let unitsPerFrame: Int32 = 23_000
  /// The resistances that a knob has, in ALE's units; at the lowest the bat is at the top.
  public static let resistances: ClosedRange<Int32> = 27_450...790_196
  /// The resistance after a reset.
  public static let centre: Int32 = 408_823

  /// The resistance that the knob is turned to, within ``resistances``.
  public internal(set) var resistance: Int32 = Paddle.centre
  /// The filtered reading: the register of the bat in the next picture.
  public internal(set) var filter: UInt8 = 0x6D
  /// Whether the button was down at the end of the last frame.
  public internal(set) var fire = false

  /// The row pairs of a picture until the paddle's capacitor has charged, 0 to 91.
  @inline(__always)
  var pairsUntilCharged: UInt8 {
    // The article's needed = res*1904/100000 and (needed - 2449)/152 + 1. Two floors in a row are
    // one: (res*1904 - 2449*100000)/(152*100000) + 1, here divided by 16; it fits 32 bits.
    let scaled = Int32(119) &* resistance &- (15_306_250 - 950_000)
    return UInt8(truncatingIfNeeded: min(91, UInt32(max(0, scaled)) / 950_000))
  }

  /// What the console would read now, 38 to 204: the register at which the bat comes to rest.
  public var reading: Int {
    Int(Self.reading(pairs: pairsUntilCharged))
  }

  /// The reading of a paddle that charges within `pairs` row pairs.
  @inline(__always)
  static func reading(pairs: UInt8) -> UInt8 {
    38 &+ 2 &* pairs
  }

  @inline(__always)
  mutating func turn(by change: Int32) {
    guard change != 0 else {
      return
    }
    resistance = Self.clamped(Int(resistance) &+ Int(change))
  }

  /// The nearest resistance within ``resistances``.
  @inline(__always)
  static func clamped(_ resistance: Int) -> Int32 {
    Int32(truncatingIfNeeded: max(27_450, min(790_196, resistance)))
  }

  /// Sets the filter to its mean with `reading`, rounded down.
  @inline(__always)
  mutating func follow(_ reading: UInt8) {
    filter = UInt8(truncatingIfNeeded: (UInt16(filter) &+ UInt16(reading)) >> 1)
  }

  /// The register at which the bat of a paddle with this resistance comes to rest, 38 to 204.
  public static func register(atResistance resistance: Int32) -> Int {
    var paddle = Paddle()
    paddle.resistance = clamped(Int(resistance))
    return paddle.reading
  }

  /// The resistance at which a bat comes to rest nearest to `register`: for pointing devices.
  public static func resistance(forRegister register: Int) -> Int32 {
    // The middle of the range of resistances with k row pairs; a falling filter stops at v = 38+2k.
    let pairs = max(0, min(91, (register - 37) / 2))
    let needed = 2449 + 152 * (pairs - 1) + 76
    return clamped(needed * 100_000 / 1904)
  }
}
