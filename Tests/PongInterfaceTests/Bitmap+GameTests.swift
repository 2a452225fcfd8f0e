import Pictures
import PongEngine
import PongInterface
import Testing

struct BitmapGameTests {
  @Test func `the court is the console's picture`() {
    var game = Game()
    for _ in 0..<200 { _ = game.step(left: .idle, right: .idle) }
    let bitmap = Bitmap(courtOf: game)
    #expect(bitmap.width == 160 && bitmap.height == 210)
    #expect(bitmap.pixels.flatMap { [$0.red, $0.green, $0.blue] } == game.rgb())
  }

  @Test func `a difference is white, black and grey`() {
    let bitmap = Bitmap(difference: [
      SparsePixel(index: 80 * 3 + 5), SparsePixel(index: 79, isNegative: true),
    ])
    #expect(bitmap.width == 80 && bitmap.height == 80)
    #expect(bitmap[5, 3] == .white && bitmap[79, 0] == .black)
    #expect(bitmap.pixels.filter { $0 == Bitmap.Pixel(128, 128, 128) }.count == 6398)
  }
}
