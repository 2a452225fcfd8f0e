import Checksums
import FileAccess
import Foundation
import Testing

@testable import Training

struct EventFileTests {
  @Test(arguments: [
    (978_307_199.0, "0978307199"), (2_147_483_647, "2147483647"), (2_147_483_648, "2147483648"),
    (4_102_444_800, "4102444800"), (9_999_999_999, "9999999999"), (10_000_000_000, "10000000000"),
    (0, "0000000000"),
  ])
  func `a file is called after its second, in ten digits at least`(
    seconds: Double,
    stamp: String
  ) throws {
    // Before 2001, around the end of 32 bits in 2038, in 2100 and 2286: TensorBoard's own are so, too.
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("pong-events-\(UUID())", isDirectory: true)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    _ = try EventFile(in: Directory(directory), seconds: seconds)
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
    #expect(names == ["events.out.tfevents.\(stamp).pong"])
  }

  @Test func `records follow one another with right lengths and checks`() throws {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("pong-events-\(UUID())", isDirectory: true)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    var events = try EventFile(in: Directory(directory), seconds: 1000)
    events.add(scalars: [("loss", 0.5), ("acc", 1)], step: 3, seconds: 1001)
    events.add(histogram: "weight", of: [-1, 0, 2], step: 3, seconds: 1001)
    events.add(picture: "unit", [0, 255, 128, 7], width: 2, height: 2, step: 3, seconds: 1001)
    try events.flush()
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
    #expect(names == ["events.out.tfevents.0000001000.pong"])
    let data = try Data(contentsOf: directory.appendingPathComponent(names[0]))
    var rest = Array(data)[...]
    var bodies: [[UInt8]] = []
    while !rest.isEmpty {
      let header = Array(rest.prefix(8))
      let length = header.reversed().reduce(0) { $0 << 8 | Int($1) }
      let body = Array(rest.dropFirst(12).prefix(length))
      #expect(Array(rest.dropFirst(8).prefix(4)) == masked(header))
      #expect(Array(rest.dropFirst(12 + length).prefix(4)) == masked(body))
      bodies.append(body)
      rest = rest.dropFirst(16 + length)
    }
    #expect(bodies.count == 4)
    #expect(String(decoding: bodies[0], as: UTF8.self).hasSuffix("brain.Event:2"))
    // Field 1 of an event, a double: 1001 seconds.
    #expect(Array(bodies[1].prefix(9)) == [9, 0, 0, 0, 0, 0, 0x48, 0x8F, 0x40])
  }

  private func masked(_ bytes: [UInt8]) -> [UInt8] {
    let check = RedundancyCheck.crc32c(bytes)
    let value = (check >> 15 | check << 17) &+ 0xA282_EAD8
    return withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }

  @Test func `a histogram has the values' sums, and buckets that end at the greatest`() throws {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("pong-events-\(UUID())", isDirectory: true)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    var events = try EventFile(in: Directory(directory), seconds: 1)
    events.add(histogram: "weight", of: [-1, -1, 0, 2, 0.5, 1.9], step: 7, seconds: 2)
    events.add(histogram: "one", of: [3, 3], step: 7, seconds: 2)
    try events.flush()
    let summaries = try WireMessage.summaries(in: directory)
    #expect(summaries.map(\.tag) == ["weight", "one"] && summaries.map(\.step) == [7, 7])
    let histogram = try summaries[0].value.message(5)
    // Fields of `HistogramProto`: least, greatest, number, sum, sum of squares, limits, counts.
    #expect(try histogram.double(1) == -1 && histogram.double(2) == 2)
    #expect(try histogram.double(3) == 6)
    #expect(abs(try histogram.double(4) - 2.4) < 1e-6)
    #expect(abs(try histogram.double(5) - 9.86) < 1e-6)
    let (limits, counts) = (try histogram.doubles(6), try histogram.doubles(7))
    #expect(limits.count == 30 && counts.count == 30)
    #expect(zip(limits, 1...30).allSatisfy { abs($0 - (-1 + Double($1) * 0.1)) < 1e-9 })
    #expect(counts.reduce(0, +) == 6)
    #expect(counts[0] == 2 && counts[29] == 1)
    // Every value lies below its bucket's limit: 0.5 is in the bucket that ends at 0.6.
    #expect(counts[15] == 1 && abs(limits[15] - 0.6) < 1e-9)
    let one = try summaries[1].value.message(5)
    #expect(try one.double(4) == 6 && one.double(5) == 18)
    #expect(try one.doubles(7).reduce(0, +) == 2)
  }
}
