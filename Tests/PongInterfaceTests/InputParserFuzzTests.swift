import PongInterface
import Randomness
import Testing

struct InputParserFuzzTests {
  private static let valid: [[UInt8]] = [
    "q", "é", "😀", "\u{1B}", "\u{1B}x", "\u{1B}[A", "\u{1B}OB", "\u{1B}[5~", "\u{1B}[1;5:3C",
    "\u{1B}[119:87:122;2:3;119u", "\u{1B}[<35;120;40M", "\u{1B}[<0;1;1m", "\u{1B}[M !!", "\u{1B}[I",
    "\u{1B}[?15u", "\u{1B}[?62;22c", "\u{1B}[?2026;2$y", "\u{1B}[3;4R",
    "\u{1B}]11;rgb:0000/1111/2222\u{7}", "\u{1B}]11;rgb:0/1/2\u{1B}\\", "\u{1B}P1$r\u{1B}\\",
    "\u{1B}[[A", "\u{1B}[200~", "\u{1B}[201~", "\u{1B}[200~q\u{1B}[201~",
  ].map { Array($0.utf8) }

  /// Bytes that mean something in the middle of a sequence.
  private static let telling =
    Array("\u{1B}[]OPM<>?;:$~uAcyR0123456789\u{7}\\".utf8) + [
      0xC3, 0xE2, 0xF0, 0x80, 0xBF, 0xFF, 0x9B,
    ]

  /// Writes a byte string of a few bytes: noise, telling noise, or a sequence with bytes changed.
  private func write(_ bytes: inout [UInt8], using random: inout SplitMix64) {
    bytes.removeAll(keepingCapacity: true)
    let bits = random.next()
    let length = Int(bits & 7) + 1
    switch (bits >> 3) & 3 {
    case 0:
      var noise = random.next()
      for _ in 0..<length {
        bytes.append(UInt8(truncatingIfNeeded: noise))
        noise >>= 8
      }
    case 1:
      var noise = random.next()
      for _ in 0..<length {
        bytes.append(Self.telling[Int(noise & 0xFF) % Self.telling.count])
        noise >>= 8
      }
    default:
      bytes.append(contentsOf: Self.valid[Int((bits >> 5) & 0xFFFF) % Self.valid.count])
      let place = Int((bits >> 21) & 0xFF) % bytes.count
      switch (bits >> 29) & 3 {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: bits >> 31)
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(Self.telling[Int(bits >> 31 & 0xFF) % Self.telling.count], at: place)
      default: break
      }
    }
  }

  @Test func `a million byte strings, cut anywhere, leave it ready for the next key`() {
    var random = SplitMix64(seed: 2)
    var whole = InputParser()
    var cut = InputParser()
    var bytes: [UInt8] = []
    var wholeEvents: [InputEvent] = []
    var cutEvents: [InputEvent] = []
    let quit = InputEvent.key(KeyEvent(.character("q")))
    var failures = 0
    for round in 0..<1_000_000 {
      write(&bytes, using: &random)
      wholeEvents.removeAll(keepingCapacity: true)
      for byte in bytes { whole.parse(byte, into: &wholeEvents) }
      // Every eighth string is also cut in two: the same events must come of the pieces.
      if round & 7 == 0 {
        let place = Int(random.next() & 0xFF) % (bytes.count + 1)
        cutEvents = cut.parse(bytes[..<place]) + cut.parse(bytes[place...])
        if cutEvents != wholeEvents { failures += 1 }
        cut = InputParser()
      }
      // Half of the time the next string follows at once, as on a busy line.
      if round & 8 == 0 || round & 7 == 7 {
        _ = whole.flush()
        if whole.flushDelay != nil { failures += 1 }
        wholeEvents.removeAll(keepingCapacity: true)
        whole.parse(UInt8(ascii: "q"), into: &wholeEvents)
        if wholeEvents != [quit] { failures += 1 }
      }
    }
    #expect(failures == 0)
  }
}
