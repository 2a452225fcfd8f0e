import Pictures
import Testing

struct BitmapFontTests {
  /// The pixels of some text as characters.
  private func picture(_ text: String, scale: Int = 1) -> [String] {
    let count = text.unicodeScalars.count
    var bitmap = Bitmap(
      width: count * BitmapFont.advance * scale,
      height: BitmapFont.height * scale
    )
    bitmap.write(text, x: 0, y: 0, in: .white, scale: scale)
    return (0..<bitmap.height).map { row in
      String((0..<bitmap.width).map { bitmap[$0, row] == .white ? "#" : "." })
    }
  }

  @Test func `letters look like letters`() {
    #expect(
      picture("Pg") == [
        "####........", "#...#.......", "#...#..####.", "####..#...#.", "#.....#...#.",
        "#.....#...#.", "#......####.", "..........#.", ".......###..",
      ]
    )
    #expect(picture("-", scale: 2).filter { $0.contains("#") } == ["##########..", "##########.."])
  }

  @Test(arguments: [2, 3])
  func `larger text is the text, each pixel a square`(scale: Int) {
    var (small, large) = (Bitmap(width: 24, height: 9), Bitmap(width: 72, height: 27))
    small.write("Pong", x: 0, y: 0, in: .white)
    large.write("Pong", x: 0, y: 0, in: .white, scale: scale)
    var expected = Bitmap(width: 72, height: 27)
    for y in 0..<9 {
      for x in 0..<24 where small[x, y] == .white {
        expected.fill(.white, x: x * scale..<(x + 1) * scale, y: y * scale..<(y + 1) * scale)
      }
    }
    #expect(large == expected)
  }

  @Test func `every sign of ASCII is there, and no two are alike`() {
    let signs = (0x20...0x7E).compactMap { Unicode.Scalar($0) }
    #expect(signs.allSatisfy { BitmapFont.contains($0) })
    #expect(Set(signs.map { picture(String(Character($0))) }).count == signs.count)
  }

  @Test func `a letter that is missing is a question mark`() {
    #expect(picture("木") == picture("?"))
  }
}
