import PongInterface
import Testing

struct CellTests {
  private let dark = Color.rgb(144, 72, 17)
  private let light = Color.rgb(236, 236, 236)

  private func cell(_ scalar: Unicode.Scalar, _ foreground: Color, _ background: Color) -> Cell {
    Cell(scalar: scalar, style: Style(foreground: foreground, background: background))
  }

  @Test func `without colours light on dark is plain and dark on light is reverse`() {
    let reverse = Style(attributes: .reverse)
    #expect(cell("▀", light, dark).withoutColor == Cell(scalar: "▀"))
    #expect(cell("▀", dark, light).withoutColor == Cell(scalar: "▀", style: reverse))
    #expect(cell("▀", light, light).withoutColor == Cell(scalar: " ", style: reverse))
    #expect(cell("▀", dark, dark).withoutColor == .blank)
    #expect(cell(" ", .standard, light).withoutColor == Cell(style: reverse))
    #expect(cell("a", light, .standard).withoutColor == Cell(scalar: "a"))
  }

  @Test func `a colour is light or dark, the terminal's own neither`() {
    #expect(light.isLight == true)
    #expect(dark.isLight == false)
    #expect(Color.standard.isLight == nil)
  }

  @Test func `attributes outlive the colours`() {
    let style = Style(foreground: light, background: dark, attributes: [.bold, .reverse])
    let plain = Style(attributes: [.bold, .reverse])
    #expect(Cell(scalar: "a", style: style).withoutColor == Cell(scalar: "a", style: plain))
  }

  @Test(arguments: [
    ("█", "#"), ("▀", "\""), ("─", "-"), ("│", "|"), ("é", "?"), ("⣿", "?"), ("a", "a"),
  ])
  func `without Unicode a sign of ASCII stands in`(sign: Unicode.Scalar, expected: Unicode.Scalar) {
    #expect(Cell(scalar: sign).withoutUnicode.scalar == expected)
  }
}
