import Testing

@testable import PongInterface

struct SurfaceCopyTests {
  @Test func `copies what fits`() {
    var small = Surface(columns: 3, rows: 2)
    small.write("abc", column: 0, row: 0)
    small.write("def", column: 0, row: 1)
    var big = Surface(columns: 4, rows: 3, filledWith: Cell(scalar: "."))
    big.copy(small, column: 2, row: 1)
    #expect(big.lines == ["....", "..ab", "..de"])
  }
}
