import Pictures
import PongAgents
import Testing

@testable import PongInterface

struct FieldGalleryTests {
  @Test("a field's pixels are its weights: grey, brighter above zero, darker below")
  func bitmap() {
    let policy = Inspected.policy()
    let bitmap = FieldGallery.bitmap(of: policy, units: Array(0..<12))
    #expect(bitmap.width == 10 * 81 + 1)
    #expect(bitmap.height == 2 * 81 + 1)
    let field = policy.receptiveField(ofUnit: 11)
    let greatest = field.map { abs($0) }.max() ?? 0
    for place in stride(from: 0, to: 6400, by: 37) {
      let pixel = bitmap[81 + 1 + place % 80, 81 + 1 + place / 80]
      let level = 128 + Int((field[place] / greatest * 127).rounded())
      #expect(Int(pixel.red) == level && pixel.green == pixel.red && pixel.blue == pixel.red)
    }
  }
}
