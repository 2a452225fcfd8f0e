/// One of Atari's paddle controllers: a knob that is a variable resistor, and a button.
///
/// The game reads the knob every second frame and lets a low-pass filter follow the reading.
/// SPEC section 4.
public struct Paddle: Hashable, Sendable {
  /// How far a joystick action turns the knob in one frame, in ALE's units of resistance.
  public static let unitsPerFrame: Int32 = 23_000
  /// The resistances that a knob can be turned to; the lowest puts the bat at the top.
  public static let resistances: ClosedRange<Int32> = 27_450...790_196
  /// Where a reset puts the knob.
  public static let centre: Int32 = 408_823

  /// The resistance of the knob, in ``resistances``.
  public internal(set) var resistance: Int32 = Paddle.centre
  /// The low-pass filter of the readings: the bat's register in the next picture.
  public internal(set) var filter: UInt8 = 0x6D
  /// Whether the button was down at the end of the last frame.
  public internal(set) var fire = false

  /// Row pairs of the picture that pass before the paddle's capacitor has charged, 0 to 91.
  @inline(__always)
  var pairsUntilCharged: UInt8 {
    // SPEC: needed = res*1904/100000, then (needed - 2449)/152 + 1. Two floors in a row are one:
    // (res*1904 - 2449*100000)/(152*100000) + 1, here divided by 16; it fits 32 bits.
    let scaled = Int32(119) &* resistance &- (15_306_250 - 950_000)
    return UInt8(truncatingIfNeeded: min(91, UInt32(max(0, scaled)) / 950_000))
  }

  /// The reading that the game would take now, 38 to 204: where the bat comes to rest.
  public var reading: Int {
    Int(Self.reading(pairs: pairsUntilCharged))
  }

  /// The reading that the game takes from a paddle which charges after `pairs` row pairs.
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

  /// The possible resistance nearest to `resistance`.
  @inline(__always)
  static func clamped(_ resistance: Int) -> Int32 {
    Int32(truncatingIfNeeded: max(27_450, min(790_196, resistance)))
  }

  /// Lets the filter follow `reading`: the mean of both, rounded down.
  @inline(__always)
  mutating func follow(_ reading: UInt8) {
    filter = UInt8(truncatingIfNeeded: (UInt16(filter) &+ UInt16(reading)) >> 1)
  }

  /// The resistance whose reading brings a resting bat nearest to the register value `register`.
  ///
  /// For pointing devices, which say where the bat shall be and not how far the knob turns.
  public static func resistance(forRegister register: Int) -> Int32 {
    // The middle of the range of resistances with k row pairs; a falling filter stops at v = 38+2k.
    let pairs = max(0, min(91, (register - 37) / 2))
    let needed = 2449 + 152 * (pairs - 1) + 76
    return clamped(needed * 100_000 / 1904)
  }
}
