import Pictures
import PongAgents
import Testing

@testable import PongInterface

struct FieldGalleryTests {
  @Test("a field's pixels are its weights: grey, brighter above zero, darker below")
  func bitmap() {
    let policy = Inspected.policy()
    let bitmap = FieldGallery.bitmap(of: policy, units: Array(0..<12), isRaw: true)
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

  @Test
  func
    `unless raw a weight counts as often as its pixel is lit, and a place without balls is grey`()
  {
    let policy = Inspected.policy()
    let bitmap = FieldGallery.bitmap(of: policy, units: [3], isRaw: false)
    let field = policy.weighedField(ofUnit: 3)
    let court = field.indices.filter { ![4, 35].contains($0 % 80 / 2) }
    let greatest = court.map { abs(field[$0]) }.max() ?? 0
    for place in stride(from: 0, to: 6400, by: 41) {
      let part = max(-1, min(1, field[place] / greatest))
      let level = 128 + Int((part * 127).rounded())
      #expect(Int(bitmap[1 + place % 80, 1 + place / 80].red) == level)
    }
    let dark = field.indices.filter { PixelShares.usual.difference[$0] == 0 }
    #expect(!dark.isEmpty && dark.allSatisfy { bitmap[1 + $0 % 80, 1 + $0 / 80].red == 128 })
  }
}
