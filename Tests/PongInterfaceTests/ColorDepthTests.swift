import PongInterface
import Testing

struct ColorDepthTests {
  @Test func `the 256 colours give back their own`() {
    for step in 0..<216 {
      let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
      let index = ColorDepth.indexed256.index(
        red: levels[step / 36],
        green: levels[step / 6 % 6],
        blue: levels[step % 6]
      )
      #expect(index == 16 + step)
    }
    for step in 0..<24 {
      let level = UInt8(8 + 10 * step)
      #expect(ColorDepth.indexed256.index(red: level, green: level, blue: level) == 232 + step)
    }
  }

  @Test func `sixteen colours are nearest ones`() {
    #expect(ColorDepth.ansi16.index(red: 255, green: 255, blue: 255) == 15)
    #expect(ColorDepth.ansi16.index(red: 0, green: 0, blue: 0) == 0)
    #expect(ColorDepth.ansi8.index(red: 255, green: 255, blue: 255) == 7)
    #expect(ColorDepth.ansi8.index(red: 200, green: 20, blue: 10) == 1)
    #expect(ColorDepth.ansi8.index(red: 92, green: 186, blue: 92) == 2)
  }

  @Test(arguments: [ColorDepth.ansi8, .ansi16])
  func `of few colours greys stay grey, and what stands on white is no yellow`(depth: ColorDepth) {
    for level in stride(from: 0, through: 255, by: 5) {
      let index = depth.index(red: UInt8(level), green: UInt8(level), blue: UInt8(level))
      #expect(index.map { [0, 7, 8, 15].contains($0) } == true)
    }
    // The faint text of the themes, warm and neutral.
    for (red, green, blue) in [(134, 122, 114), (140, 140, 140), (192, 192, 192)]
      as [(UInt8, UInt8, UInt8)]
    {
      let index = depth.index(red: red, green: green, blue: blue)
      #expect(index.map { [7, 8].contains($0) } == true)
    }
    // The sides in the terminal's own colours: red and green.
    #expect(depth.index(red: 208, green: 104, blue: 24) == 1)
    #expect(depth.index(red: 32, green: 144, blue: 72) == 2)
    #expect(depth.index(red: 230, green: 159, blue: 0) == 3)
    #expect(depth.index(red: 86, green: 180, blue: 233) == 6)
  }

  @Test func `24-bit numbers leave out those of ANSI`() {
    #expect(ColorDepth.truecolor.index(red: 0x12, green: 0x34, blue: 0x56) == 0x123456)
    #expect(ColorDepth.truecolor.index(red: 0, green: 0, blue: 7) == 8)
    #expect(ColorDepth.mono.index(red: 1, green: 2, blue: 3) == nil)
  }
}
