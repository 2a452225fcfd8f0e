import Checksums
public import FileAccess
import Foundation
import Pictures

/// Writes what TensorBoard reads: scalars, histograms and pictures by step.
///
/// A file of records (length, its check, data, its check), each an `Event` in protocol buffers'
/// wire format; fields and numbers as in tensorflow/core/util/event.proto and
/// tensorflow/core/framework/summary.proto.
public struct EventFile {
  private let file: GrowingFile
  private var pending: [UInt8] = []

  /// What TensorBoard looks for in the names of its files.
  static let mark = ".tfevents."

  /// Starts a file in a directory; the name is one that TensorBoard looks for.
  ///
  /// - Parameters:
  ///   - directory: Where the file goes.
  ///   - seconds: The time since 1970, for the name and the first record.
  /// - Throws: If the file cannot be written.
  public init(in directory: Directory, seconds: Double) throws(FileError) {
    // Ten digits, as TensorBoard's own, and more from 2286 on.
    let stamp = String(format: "%010ld", Int(seconds))
    let name = "events.out.tfevents.\(stamp).pong"
    // A run that is taken up within a second.
    let names = [name] + (2...1000).map { "\(name).\($0)" }
    file = try GrowingFile(
      replacing: names.first { !directory.contains($0) } ?? name,
      in: directory
    )
    var event = Message()
    event.add(1, double: seconds)
    event.add(3, string: "brain.Event:2")
    append(event)
    try flush()
  }

  /// Adds scalars, by tag.
  public mutating func add(scalars: [(tag: String, value: Double)], step: Int, seconds: Double) {
    var summary = Message()
    for (tag, value) in scalars {
      var entry = Message()
      entry.add(1, string: tag)
      entry.add(2, float: Float(value))
      summary.add(1, message: entry)
    }
    append(summary, step: step, seconds: seconds)
  }

  /// Adds a histogram of values.
  public mutating func add(histogram tag: String, of values: [Float], step: Int, seconds: Double) {
    guard let least = values.min(), let most = values.max() else { return }
    let bucketCount = 30
    let width = max(Double(most) - Double(least), 1e-12) / Double(bucketCount)
    var counts = [Double](repeating: 0, count: bucketCount)
    var (sum, squares) = (0.0, 0.0)
    for value in values {
      let bucket = Int((Double(value) - Double(least)) / width)
      counts[min(bucketCount - 1, max(0, bucket))] += 1
      sum += Double(value)
      squares += Double(value) * Double(value)
    }
    var histogram = Message()
    histogram.add(1, double: Double(least))
    histogram.add(2, double: Double(most))
    histogram.add(3, double: Double(values.count))
    histogram.add(4, double: sum)
    histogram.add(5, double: squares)
    histogram.add(6, doubles: (1...bucketCount).map { Double(least) + Double($0) * width })
    histogram.add(7, doubles: counts)
    var entry = Message()
    entry.add(1, string: tag)
    entry.add(5, message: histogram)
    var summary = Message()
    summary.add(1, message: entry)
    append(summary, step: step, seconds: seconds)
  }

  /// Adds a grey picture, its rows from the top.
  public mutating func add(
    picture tag: String,
    _ pixels: [UInt8],
    width: Int,
    height: Int,
    step: Int,
    seconds: Double
  ) {
    var image = Message()
    image.add(1, integer: height)
    image.add(2, integer: width)
    image.add(3, integer: 1)
    image.add(4, bytes: PNG.encode(gray: pixels, width: width, height: height))
    var entry = Message()
    entry.add(1, string: tag)
    entry.add(4, message: image)
    var summary = Message()
    summary.add(1, message: entry)
    append(summary, step: step, seconds: seconds)
  }

  /// Writes what has been added.
  public mutating func flush() throws(FileError) {
    try file.append(pending)
    pending.removeAll(keepingCapacity: true)
  }

  private mutating func append(_ summary: Message, step: Int, seconds: Double) {
    var event = Message()
    event.add(1, double: seconds)
    event.add(2, integer: step)
    event.add(5, message: summary)
    append(event)
  }

  private mutating func append(_ event: Message) {
    let length = Message.littleEndian(UInt64(event.bytes.count))
    pending += length
    pending += Message.littleEndian(Self.masked(RedundancyCheck.crc32c(length)))
    pending += event.bytes
    pending += Message.littleEndian(Self.masked(RedundancyCheck.crc32c(event.bytes)))
  }

  /// TensorFlow rotates a check and adds a constant, lest a check of checked data be trivial.
  static func masked(_ check: UInt32) -> UInt32 {
    (check >> 15 | check << 17) &+ 0xA282_EAD8
  }
}

/// A message in protocol buffers' wire format, field by field.
private struct Message {
  private(set) var bytes: [UInt8] = []

  static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }

  mutating func add(_ field: Int, double value: Double) {
    key(field, wire: 1)
    bytes += Self.littleEndian(value.bitPattern)
  }

  mutating func add(_ field: Int, float value: Float) {
    key(field, wire: 5)
    bytes += Self.littleEndian(value.bitPattern)
  }

  mutating func add(_ field: Int, integer value: Int) {
    key(field, wire: 0)
    number(UInt64(bitPattern: Int64(value)))
  }

  mutating func add(_ field: Int, string value: String) { add(field, bytes: Array(value.utf8)) }

  mutating func add(_ field: Int, message value: Message) { add(field, bytes: value.bytes) }

  mutating func add(_ field: Int, doubles values: [Double]) {
    add(field, bytes: values.flatMap { Self.littleEndian($0.bitPattern) })
  }

  mutating func add(_ field: Int, bytes value: [UInt8]) {
    key(field, wire: 2)
    number(UInt64(value.count))
    bytes += value
  }

  private mutating func key(_ field: Int, wire: Int) { number(UInt64(field << 3 | wire)) }

  private mutating func number(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F | 0x80))
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
