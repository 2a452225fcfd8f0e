import Foundation

/// Tensors in a file, as the safetensors format has them.
///
/// Eight bytes of header length, a JSON header, then the tensors' bytes, little-endian, row-major
/// and without gaps (https://github.com/huggingface/safetensors). Whoever reads one trusts nothing
/// in it: every length is checked before it is used.
public struct Safetensors: Sendable {
  /// The element types that are understood.
  public enum ElementType: String, Codable, Sendable, CaseIterable {
    /// 32-bit floating point.
    case float32 = "F32"

    /// 16-bit floating point (IEEE 754's binary16): a sign, 5 bits of exponent and 10 of fraction.
    case float16 = "F16"

    /// The upper half of a 32-bit floating point number; it is read, not written.
    case bfloat16 = "BF16"

    /// 64-bit unsigned integers.
    case uint64 = "U64"

    var size: Int {
      switch self {
      case .float16, .bfloat16: 2
      case .float32: 4
      case .uint64: 8
      }
    }
  }

  /// One tensor.
  public struct Tensor: Sendable {
    /// The elements' type.
    public var type: ElementType

    /// The dimensions.
    public var shape: [Int]

    /// The elements, little-endian.
    public var bytes: [UInt8]

    /// Makes a tensor of 32-bit numbers.
    public init(shape: [Int], floats: [Float]) {
      type = .float32
      self.shape = shape
      bytes = floats.withUnsafeBytes { Array($0) }
    }

    /// Makes a tensor of 16-bit numbers.
    public init(shape: [Int], halves: [Float16]) {
      type = .float16
      self.shape = shape
      bytes = halves.withUnsafeBytes { Array($0) }
    }

    /// Makes a tensor of 64-bit numbers.
    public init(words: [UInt64]) {
      type = .uint64
      shape = [words.count]
      bytes = words.withUnsafeBytes { Array($0) }
    }

    fileprivate init(type: ElementType, shape: [Int], bytes: [UInt8]) {
      self.type = type
      self.shape = shape
      self.bytes = bytes
    }

    /// The elements as 32-bit numbers, which hold those of 16 bits exactly; `nil` if they are of
    /// another type.
    public var floats: [Float]? {
      switch type {
      case .float32: elements { (number: Float) in number }
      case .float16: elements { (number: Float16) in Float(number) }
      case .bfloat16: elements { (upper: UInt16) in Float(bitPattern: UInt32(upper) << 16) }
      case .uint64: nil
      }
    }

    /// The elements as 16-bit numbers; `nil` if they are of another type.
    public var halves: [Float16]? {
      type == .float16 ? elements { (number: Float16) in number } : nil
    }

    /// The elements as 64-bit numbers; `nil` if they are of another type.
    public var words: [UInt64]? {
      type == .uint64 ? elements { (word: UInt64) in word } : nil
    }

    private func elements<Stored: BitwiseCopyable, Element>(
      _ element: (Stored) -> Element
    ) -> [Element] {
      let size = MemoryLayout<Stored>.size
      return bytes.withUnsafeBytes { raw in
        (0..<raw.count / size).map {
          element(raw.loadUnaligned(fromByteOffset: size * $0, as: Stored.self))
        }
      }
    }
  }

  /// The longest header that is read.
  ///
  /// The format allows more; no policy needs it.
  static let maximumHeader = 1 << 20

  /// Strings that say what the tensors are.
  public var metadata: [String: String]

  /// The tensors by name.
  public var tensors: [String: Tensor]

  /// Puts a file's content together.
  public init(metadata: [String: String], tensors: [String: Tensor]) {
    self.metadata = metadata
    self.tensors = tensors
  }

  private struct Entry: Codable {
    var dtype: String
    var shape: [Int]
    var offsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype
      case shape
      case offsets = "data_offsets"
    }
  }

  /// The header: metadata and entries are told apart by their key only.
  private struct Header: Codable {
    var metadata: [String: String] = [:]
    var entries: [String: Entry] = [:]

    struct Key: CodingKey {
      var stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    static let metadataKey = "__metadata__"

    init() {}

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      for key in container.allKeys {
        if key.stringValue == Self.metadataKey {
          metadata = try container.decode([String: String].self, forKey: key)
        } else {
          entries[key.stringValue] = try container.decode(Entry.self, forKey: key)
        }
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(metadata, forKey: Key(stringValue: Self.metadataKey))
      for (name, entry) in entries { try container.encode(entry, forKey: Key(stringValue: name)) }
    }
  }

  /// Reads the header of a file's bytes; returns where it ends.
  private static func header(of bytes: [UInt8]) throws(PolicyFileError) -> (Header, end: Int) {
    guard bytes.count >= 8 else { throw .notSafetensors("it has only \(bytes.count) bytes") }
    let length = bytes[0..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length >= 2, length <= UInt64(maximumHeader) else {
      throw .notSafetensors("its header is said to have \(length) bytes")
    }
    let start = 8 + Int(length)
    guard start <= bytes.count else {
      throw .truncated("the header of \(length) bytes goes beyond its end")
    }
    do {
      return (try JSONDecoder().decode(Header.self, from: Data(bytes[8..<start])), start)
    } catch {
      throw .notSafetensors("its header is not what the format wants")
    }
  }

  /// Reads a file's bytes.
  public init(_ bytes: [UInt8]) throws(PolicyFileError) {
    let (header, start) = try Self.header(of: bytes)
    metadata = header.metadata
    tensors = [:]
    var end = 0
    let sorted = header.entries.sorted {
      ($0.value.offsets.first ?? 0) < ($1.value.offsets.first ?? 0)
    }
    for (name, entry) in sorted {
      let (type, count) = try Self.check(entry, name: name)
      guard entry.offsets[0] == end else {
        throw .malformed("tensor '\(name)' does not start where the one before it ends")
      }
      end = entry.offsets[1]
      guard end <= bytes.count - start else {
        throw .truncated("tensor '\(name)' goes beyond its end")
      }
      guard end - entry.offsets[0] == count * type.size else {
        throw .malformed("tensor '\(name)' has another length than its shape")
      }
      tensors[name] = Tensor(
        type: type,
        shape: entry.shape,
        bytes: Array(bytes[start + entry.offsets[0]..<start + end])
      )
    }
    guard end == bytes.count - start else {
      throw .malformed("\(bytes.count - start - end) bytes belong to no tensor")
    }
  }

  private static func check(
    _ entry: Entry,
    name: String
  ) throws(PolicyFileError) -> (type: ElementType, count: Int) {
    guard let type = ElementType(rawValue: entry.dtype) else {
      let known = ElementType.allCases.map(\.rawValue).joined(separator: ", ")
      throw .malformed("tensor '\(name)' has the type '\(entry.dtype)'; known are \(known)")
    }
    guard entry.offsets.count == 2, entry.offsets[0] >= 0, entry.offsets[1] >= entry.offsets[0]
    else { throw .malformed("tensor '\(name)' has impossible offsets") }
    var count = 1
    for dimension in entry.shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
      guard dimension >= 0, !overflow, product <= 1 << 32 else {
        throw .malformed("tensor '\(name)' has an impossible shape")
      }
      count = product
    }
    return (type, count)
  }

  /// The file's bytes.
  public var encoded: [UInt8] {
    get throws {
      var header = Header()
      header.metadata = metadata
      let names = tensors.keys.sorted()
      var end = 0
      for name in names {
        guard let tensor = tensors[name] else { continue }
        header.entries[name] = Entry(
          dtype: tensor.type.rawValue,
          shape: tensor.shape,
          offsets: [end, end + tensor.bytes.count]
        )
        end += tensor.bytes.count
      }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      var json = Array(try encoder.encode(header))
      json += [UInt8](repeating: UInt8(ascii: " "), count: (8 - json.count % 8) % 8)
      var bytes = (0..<8).map { UInt8(truncatingIfNeeded: json.count >> (8 * $0)) }
      bytes.reserveCapacity(8 + json.count + end)
      bytes += json
      for name in names { bytes += tensors[name]?.bytes ?? [] }
      return bytes
    }
  }
}
