import Pictures
import PongInterface
import Testing

struct BitmapSurfaceTests {
  private let white = Bitmap.Pixel.white

  /// The pixels of one cell as characters.
  private func picture(_ scalar: Unicode.Scalar, attributes: Style.Attributes = []) -> [String] {
    var surface = Surface(columns: 1, rows: 1)
    let style = Style(foreground: .rgb(255, 255, 255), attributes: attributes)
    surface[0, 0] = Cell(scalar: scalar, style: style)
    let bitmap = Bitmap(surface)
    return (0..<bitmap.height).map { row in
      String((0..<bitmap.width).map { bitmap[$0, row] == white ? "#" : "." })
    }
  }

  @Test func `blocks fill their part of the cell`() {
    #expect(
      picture("▀") == Array(repeating: "######", count: 6) + Array(repeating: "......", count: 6)
    )
    #expect(picture("▄") == picture("▀").reversed())
    #expect(picture("▐") == Array(repeating: "...###", count: 12))
    #expect(picture("▞").first == "...###" && picture("▞").last == "###...")
    #expect(picture("▙").first == "###..." && picture("▙").last == "######")
    #expect(picture("█") == Array(repeating: "######", count: 12))
    #expect(picture("▂").filter { $0 == "######" }.count == 3)
  }

  @Test func `Braille has its dots, lines meet at the edges`() {
    #expect(picture("⠁").prefix(3) == ["##....", "##....", "......"])
    #expect(picture("⣀").suffix(4) == ["......", "##.##.", "##.##.", "......"])
    #expect(picture("─")[5] == "######" && picture("│").allSatisfy { $0 == "..#..." })
    #expect(picture("╭")[5] == "..####" && picture("╭")[0] == "......")
    #expect(picture("╭")[11] == "..#...")
  }

  @Test func `letters are written, and reversed where asked for`() {
    #expect(
      picture("L")[2...8] == ["#.....", "#.....", "#.....", "#.....", "#.....", "#.....", "#####."]
    )
    #expect(picture("L", attributes: .reverse)[8] != picture("L")[8])
    // What the font lacks is shown as where there is no Unicode.
    #expect(picture("›") == picture(">") && picture("木") == picture("?"))
  }

  @Test func `cells stand where they belong, in their colours`() {
    var surface = Surface(columns: 3, rows: 2)
    surface[2, 1] = Cell(scalar: " ", style: Style(background: .rgb(1, 2, 3)))
    let bitmap = Bitmap(surface)
    #expect(bitmap.width == 18 && bitmap.height == 24)
    #expect(bitmap[12, 12] == Bitmap.Pixel(1, 2, 3) && bitmap[17, 23] == Bitmap.Pixel(1, 2, 3))
    #expect(bitmap.pixels.filter { $0 != bitmap[0, 0] }.count == 72)
  }
}
