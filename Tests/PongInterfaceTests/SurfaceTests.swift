import Testing

@testable import PongInterface

struct SurfaceTests {
  @Test func `text is clipped on all sides`() {
    var surface = Surface(columns: 4, rows: 2)
    surface.write("abcdef", column: -2, row: 0)
    surface.write("xyz", column: 2, row: 1)
    surface.write("no", column: 0, row: 2)
    surface.write("no", column: 0, row: -1)
    surface.write("no", column: 4, row: 0)
    surface.write("no", column: .max, row: 0)
    surface.write("no", column: .min, row: 0)
    #expect(surface.lines == ["cdef", "  xy"])
  }

  @Test func `cells outside read blank and are not written`() {
    var surface = Surface(columns: 2, rows: 2)
    let cell = Cell(scalar: "x", style: Style(foreground: .rgb(1, 2, 3), attributes: .bold))
    surface[1, 1] = cell
    surface[2, 0] = cell
    surface[-1, 0] = cell
    surface[0, 2] = cell
    #expect(surface[1, 1] == cell)
    #expect(surface[2, 0] == .blank)
    #expect(surface.lines == ["  ", " x"])
  }

  @Test func `rectangles are clipped`() {
    var surface = Surface(columns: 3, rows: 3, filledWith: Cell(scalar: "."))
    surface.fill(Cell(scalar: "#"), columns: 1..<9, rows: -4..<2)
    #expect(surface.lines == [".##", ".##", "..."])
    surface.fill(.blank)
    #expect(surface == Surface(columns: 3, rows: 3))
  }

  @Test func `there is a surface of no size`() {
    var surface = Surface(columns: -1, rows: 5)
    surface.fill(.blank)
    surface.write("x", column: 0, row: 0)
    #expect(surface.cells.isEmpty)
    #expect(surface.lines == ["", "", "", "", ""])
  }

  @Test func `copies what fits`() {
    var small = Surface(columns: 3, rows: 2)
    small.write("abc", column: 0, row: 0)
    small.write("def", column: 0, row: 1)
    var big = Surface(columns: 4, rows: 3, filledWith: Cell(scalar: "."))
    big.copy(small, column: 2, row: 1)
    #expect(big.lines == ["....", "..ab", "..de"])
  }
}
