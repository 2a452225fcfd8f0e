// Which characters are seen, and how wide they are on a terminal.

extension Unicode.Scalar {
  /// Whether the character itself cannot be seen and changes what is: control characters (C0, DEL and
  /// C1), ends of lines and paragraphs, marks and overrides of the direction of writing, and whatever
  /// else is invisible by Unicode (`Default_Ignorable_Code_Point`).
  public var isUnprintable: Bool {
    guard !isASCII else { return value < 0x20 || value == 0x7F }
    // Lines, blocks, symbols and Braille, of which screens are made: none of them is invisible.
    guard !(0x2500...0x28FF ~= value) else { return false }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return true
    default: return properties.isDefaultIgnorableCodePoint
    }
  }

  /// The character where it takes one column of a terminal, and else U+FFFD, which does.
  ///
  /// Marks that stand on the character before them take none, those of East Asia and most pictures
  /// two; one of these would move all that follows in its row. Source: Unicode Standard Annex 11,
  /// "East Asian Width", as Unicode 16 has it.
  public var inOneColumn: Unicode.Scalar { isOneColumn ? self : "\u{FFFD}" }

  private var isOneColumn: Bool {
    // Lines, blocks and Braille are narrow; of the symbols between them some are not.
    guard !isASCII, !(0x2500...0x259F ~= value), !(0x2800...0x28FF ~= value) else {
      return !isUnprintable
    }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return false
    default: return !isUnprintable && !Self.isWide(value)
    }
  }

  private static func isWide(_ value: UInt32) -> Bool {
    guard value >= wide[0].lowerBound else { return false }
    var (low, high) = (0, wide.count)
    while low < high {
      let middle = (low + high) / 2
      if wide[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < wide.count && wide[low].contains(value)
  }

  /// What takes two columns, and the vowels and finals of Hangul, which join what stands before them.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x11FF, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0...0x23F0,
    0x23F3...0x23F3, 0x25FD...0x25FE, 0x2614...0x2615, 0x2630...0x2637, 0x2648...0x2653,
    0x267F...0x267F, 0x268A...0x268F, 0x2693...0x2693, 0x26A1...0x26A1, 0x26AA...0x26AB,
    0x26BD...0x26BE, 0x26C4...0x26C5, 0x26CE...0x26CE, 0x26D4...0x26D4, 0x26EA...0x26EA,
    0x26F2...0x26F3, 0x26F5...0x26F5, 0x26FA...0x26FA, 0x26FD...0x26FD, 0x2705...0x2705,
    0x270A...0x270B, 0x2728...0x2728, 0x274C...0x274C, 0x274E...0x274E, 0x2753...0x2755,
    0x2757...0x2757, 0x2795...0x2797, 0x27B0...0x27B0, 0x27BF...0x27BF, 0x2B1B...0x2B1C,
    0x2B50...0x2B50, 0x2B55...0x2B55, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C,
    0xAC00...0xD7FF, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1D300...0x1D376, 0x1F004...0x1F004,
    0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F265, 0x1F300...0x1F320,
    0x1F32D...0x1F335, 0x1F337...0x1F37C, 0x1F37E...0x1F393, 0x1F3A0...0x1F3CA, 0x1F3CF...0x1F3D3,
    0x1F3E0...0x1F3F0, 0x1F3F4...0x1F3F4, 0x1F3F8...0x1F43E, 0x1F440...0x1F440, 0x1F442...0x1F4FC,
    0x1F4FF...0x1F53D, 0x1F54B...0x1F54E, 0x1F550...0x1F567, 0x1F57A...0x1F57A, 0x1F595...0x1F596,
    0x1F5A4...0x1F5A4, 0x1F5FB...0x1F64F, 0x1F680...0x1F6C5, 0x1F6CC...0x1F6CC, 0x1F6D0...0x1F6D2,
    0x1F6D5...0x1F6DF, 0x1F6EB...0x1F6EC, 0x1F6F4...0x1F6FC, 0x1F7E0...0x1F7F0, 0x1F90C...0x1F93A,
    0x1F93C...0x1F945, 0x1F947...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD,
  ]
}
