import PictureTestSupport
import Pictures
import Testing

struct GIFEncoderTests {
  private func noise(_ count: Int, below limit: UInt32, seed: UInt32 = 1) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8((state >> 16) % limit)
    }
  }

  @Test func `pictures, times and the loop come back as they were`() throws {
    var encoder = GIFEncoder(width: 20, height: 12)
    var pictures: [Bitmap] = []
    var bytes: [UInt8] = []
    for index in 0..<10 {
      var bitmap = Bitmap(width: 20, height: 12, filledWith: .init(144, 72, 17))
      bitmap.fill(.white, x: index..<index + 2, y: index..<index + 3)
      pictures.append(bitmap)
      bytes += encoder.add(bitmap, at: index * 7 + index % 2)
    }
    bytes += encoder.finish(at: 80)
    let gif = try GIFDecoder(bytes)
    #expect(gif.width == 20 && gif.height == 12 && gif.isLooping)
    #expect(gif.frames.map(\.bitmap) == pictures)
    #expect(gif.frames.map(\.delay) == [8, 6, 8, 6, 8, 6, 8, 6, 8, 16])
    // Only what has changed is written: the place of the mark before, and that of the next.
    #expect(gif.frames[0].area == (20, 12))
    #expect(gif.frames[1].area == (3, 4))
    #expect(gif.frames.allSatisfy { !$0.hasOwnColors })
  }

  @Test func `a picture that stays is written once`() throws {
    let bitmap = Bitmap(width: 3, height: 3)
    var encoder = GIFEncoder(width: 3, height: 3, isLooping: false)
    var bytes = encoder.add(bitmap, at: 0)
    for time in 1...50 { bytes += encoder.add(bitmap, at: time * 10) }
    bytes += encoder.finish(at: 600)
    let gif = try GIFDecoder(bytes)
    #expect(gif.frames.count == 1 && !gif.isLooping)
    #expect(gif.frames[0].delay == 600)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 16, 17, 128, 200, 255])
  func `noise of any number of colours is exact`(count: Int) throws {
    let numbers = noise(90 * 90, below: UInt32(count))
    let pixels = numbers.map { Bitmap.Pixel($0, 255 - $0, 7) }
    let bitmap = Bitmap(width: 90, height: 90, pixels: pixels)
    var encoder = GIFEncoder(width: 90, height: 90)
    let gif = try GIFDecoder(encoder.add(bitmap, at: 0) + encoder.finish(at: 5))
    #expect(gif.frames.map(\.bitmap) == [bitmap])
  }

  @Test func `a frame with new colours brings its own`() throws {
    let first = Bitmap(width: 16, height: 16)
    let pixels = (0..<256).map { Bitmap.Pixel(UInt8($0), 0, $0 == 0 ? 0 : 1) }
    let second = Bitmap(width: 16, height: 16, pixels: pixels)
    var encoder = GIFEncoder(width: 16, height: 16)
    var bytes = encoder.add(first, at: 0)
    bytes += encoder.add(second, at: 10)
    bytes += encoder.add(first, at: 20)
    bytes += encoder.finish(at: 30)
    let gif = try GIFDecoder(bytes)
    #expect(gif.frames.map(\.bitmap) == [first, second, first])
    #expect(gif.frames.map(\.hasOwnColors) == [false, true, false])
  }

  @Test func `more colours than there are numbers become similar ones`() throws {
    let levels = (0..<16).map { UInt8($0 * 17) }
    let pixels = levels.flatMap { red in
      levels.flatMap { green in levels.map { Bitmap.Pixel(red, green, $0) } }
    }
    let bitmap = Bitmap(width: 64, height: 64, pixels: pixels)
    var encoder = GIFEncoder(width: 64, height: 64)
    let gif = try GIFDecoder(encoder.add(bitmap, at: 0) + encoder.finish(at: 5))
    func difference(_ one: UInt8, _ other: UInt8) -> Int { abs(Int(one) - Int(other)) }
    let worst = zip(gif.frames[0].bitmap.pixels, pixels).map { one, other in
      [
        difference(one.red, other.red), difference(one.green, other.green),
        difference(one.blue, other.blue),
      ].max() ?? 0
    }.max()
    #expect(try #require(worst) <= 26)
  }

  @Test
  func `a picture stays for as long as the format can say, and no shorter than players honour`()
    throws
  {
    var encoder = GIFEncoder(width: 1, height: 1)
    var bytes = encoder.add(Bitmap(width: 1, height: 1), at: 0)
    bytes += encoder.add(Bitmap(width: 1, height: 1, filledWith: .white), at: 1)
    bytes += encoder.finish(at: 200_000)
    #expect(try GIFDecoder(bytes).frames.map(\.delay) == [2, 65_535])
  }

  @Test(arguments: [10, 25, 30, 50, 60, 100, 144])
  func `whatever the rate, the whole lasts as long as it should, and shows the last picture`(
    rate: Int
  ) throws {
    var encoder = GIFEncoder(width: 8, height: 1)
    var bytes: [UInt8] = []
    var last = Bitmap(width: 8, height: 1)
    func hundredths(_ count: Int) -> Int { (count * 200 + rate) / (2 * rate) }
    for count in 0..<7 * rate {
      last.fill(.white, x: 0..<8, y: 0..<1)
      last[count % 8, 0] = .init(UInt8(count % 251), 0, 0)
      bytes += encoder.add(last, at: hundredths(count))
    }
    bytes += encoder.finish(at: 700)
    let gif = try GIFDecoder(bytes)
    #expect(gif.frames.map(\.delay).reduce(0, +) == 700)
    #expect(gif.frames.allSatisfy { $0.delay >= 2 } && gif.frames.last?.bitmap == last)
    #expect(encoder.pictureCount == gif.frames.count)
    // As many as there are, or as fit in.
    #expect(gif.frames.count >= min(rate, 49) * 7 && gif.frames.count <= 7 * rate)
  }

  @Test func `one changed pixel anywhere is seen`() throws {
    let blank = Bitmap(width: 4, height: 3)
    for place in 0..<12 {
      var changed = blank
      changed[place % 4, place / 4] = .white
      var encoder = GIFEncoder(width: 4, height: 3)
      var bytes = encoder.add(blank, at: 0)
      bytes += encoder.add(changed, at: 5)
      bytes += encoder.finish(at: 10)
      let gif = try GIFDecoder(bytes)
      #expect(gif.frames.map(\.bitmap) == [blank, changed])
      #expect(gif.frames.last?.area ?? (0, 0) == (1, 1))
    }
  }

  @Test func `without pictures there is nothing`() {
    var encoder = GIFEncoder(width: 1, height: 1)
    #expect(encoder.finish(at: 5).isEmpty)
  }
}
