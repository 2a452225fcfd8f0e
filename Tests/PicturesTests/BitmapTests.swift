import Pictures
import Testing

struct BitmapTests {
  @Test func `what lies outside is clipped`() {
    var bitmap = Bitmap(width: 2, height: 2)
    bitmap.fill(.white, x: 1..<9, y: -5..<1)
    bitmap[7, 7] = .white
    #expect(bitmap.pixels == [.black, .white, .black, .black])
    #expect(bitmap[-1, 0] == .black)
    #expect(Bitmap(width: -3, height: 5).pixels.isEmpty)
  }

  @Test func `scaled pixels are squares`() {
    let red = Bitmap.Pixel(255, 0, 0)
    let bitmap = Bitmap(width: 2, height: 1, pixels: [red, .white]).scaled(by: 2)
    #expect(bitmap.width == 4 && bitmap.height == 2)
    #expect(bitmap.pixels == [red, red, .white, .white, red, red, .white, .white])
  }

  @Test func `mixing goes from one colour to the other`() {
    let grey = Bitmap.Pixel.black.mixed(with: .white, parts: 128)
    #expect(grey == Bitmap.Pixel(128, 128, 128))
    #expect(grey.mixed(with: .white, parts: 0) == grey)
    #expect(grey.mixed(with: .white, parts: 256) == .white)
  }
}
