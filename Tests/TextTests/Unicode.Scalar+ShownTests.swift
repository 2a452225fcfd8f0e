import Testing
import Text

struct UnicodeScalarShownTests {
  @Test(arguments: ["a", "é", "─", "⣿", "█", "木", "😀", "Ω", "…", "\u{FFFD}", "ﾊ", "⚽", "●"])
  func `a cell has what takes one column`(character: String) throws {
    let scalar = try #require(character.unicodeScalars.first)
    let isWide = ["木", "😀", "⚽"].contains(character)
    #expect(scalar.inOneColumn == (isWide ? "\u{FFFD}" : scalar))
  }

  @Test(arguments: ["\u{301}", "\u{20DD}", "\u{1160}", "\u{200D}", "\u{1B}", "\u{9B}", "\u{202E}"])
  func `what takes no column is marked`(character: String) throws {
    #expect(character.unicodeScalars.first?.inOneColumn == "\u{FFFD}")
  }
}
