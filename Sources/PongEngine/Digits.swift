/// The shapes of the score's digits (<doc:AtariPicture#Digits>).
public enum Digits {
  /// The rows of cells of a digit.
  public static let rows = 5
  /// The cells of a row; the first is always blank.
  public static let columns = 4

  /// Whether a cell of a digit, 0 to 9, is lit.
  public static func isLit(_ digit: Int, row: Int, column: Int) -> Bool {
    cells(digit) >> (19 - row * columns - column) & 1 == 1
  }

  /// The 20 cells of a digit, the first in the highest bit.
  static func cells(_ digit: Int) -> Int {
    switch digit {
    case 0: 0b0111_0101_0101_0101_0111
    case 1: 0b0010_0010_0010_0010_0010
    case 2: 0b0111_0001_0111_0100_0111
    case 3: 0b0111_0001_0011_0001_0111
    case 4: 0b0101_0101_0111_0001_0001
    case 5: 0b0111_0100_0111_0001_0111
    case 6: 0b0100_0100_0111_0101_0111
    case 7: 0b0111_0001_0001_0001_0001
    case 8: 0b0111_0101_0111_0101_0111
    default: 0b0111_0101_0111_0001_0001
    }
  }
}
