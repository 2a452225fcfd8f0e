import Foundation

/// Tensors in a file, as the safetensors format has them.
///
/// Eight bytes of header length, a JSON header, then the tensors' bytes, little-endian, row-major
/// and without gaps (https://github.com/huggingface/safetensors). Whoever reads one trusts nothing
/// in it: every length is checked before it is used.
public struct Safetensors: Sendable {
  /// What a tensor's elements are, by the format's names; those of other names are not known.
  public struct ElementType: RawRepresentable, Hashable, Sendable {
    /// The format's name.
    public let rawValue: String

    /// A type of that name, which is read or not.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// 64-bit floating point; it is read, not written.
    public static let float64 = ElementType(rawValue: "F64")

    /// 32-bit floating point.
    public static let float32 = ElementType(rawValue: "F32")

    /// 16-bit floating point (IEEE 754's binary16): a sign, 5 bits of exponent and 10 of fraction.
    public static let float16 = ElementType(rawValue: "F16")

    /// The upper half of a 32-bit floating point number; it is read, not written.
    public static let bfloat16 = ElementType(rawValue: "BF16")

    /// 64-bit unsigned integers.
    public static let uint64 = ElementType(rawValue: "U64")

    /// The types whose elements are numbers of a network.
    static let numbers = [float16, bfloat16, float32, float64]

    /// The bits of an element; `nil` if nobody knows, as of types that the format gets later.
    var bits: Int? { Self.bits[rawValue] }

    private static let bits = [
      "BOOL": 8, "U8": 8, "I8": 8, "F8_E4M3": 8, "F8_E5M2": 8, "F8_E8M0": 8, "F8_E4M3FNUZ": 8,
      "F8_E5M2FNUZ": 8, "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6, "I16": 16, "U16": 16, "F16": 16,
      "BF16": 16, "I32": 32, "U32": 32, "F32": 32, "I64": 64, "U64": 64, "F64": 64, "C64": 64,
    ]
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

    /// The elements as 32-bit numbers, which hold those of 16 bits exactly and are the nearest to those
    /// of 64, infinite beyond 3.4e38; `nil` if they are of another type.
    public var floats: [Float]? {
      switch type {
      case .float32: elements { (number: Float) in number }
      case .float16: elements { (number: Float16) in Float(number) }
      case .bfloat16: elements { (upper: UInt16) in Float(bitPattern: UInt32(upper) << 16) }
      case .float64: elements { (number: Double) in Float(number) }
      default: nil
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

  /// Strings that say what the tensors are.
  public var metadata: [String: String]

  /// The tensors by name.
  public var tensors: [String: Tensor]

  /// Puts a file's content together.
  public init(metadata: [String: String], tensors: [String: Tensor]) {
    self.metadata = metadata
    self.tensors = tensors
  }

  /// Reads a file's bytes.
  ///
  /// - Parameters:
  ///   - bytes: All of them.
  ///   - isWanted: Whether a tensor of this name is wanted; all others are checked and left out.
  /// - Throws: What is wrong with them.
  public init(
    _ bytes: [UInt8],
    wanted isWanted: (String) -> Bool = { _ in true }
  ) throws(PolicyFileError) {
    let start = 8 + (try SafetensorsHeader.length(bytes))
    guard start <= bytes.count else {
      throw .truncated("its header of \(start - 8) bytes goes beyond its end")
    }
    let header = try SafetensorsHeader(bytes, 8..<start, wanted: isWanted)
    try header.checkLength(bytes.count - start)
    self.init(header) { Array(bytes[(start + $0.lowerBound)..<(start + $0.upperBound)]) }
  }

  /// Takes the tensors that a header names from where they stand behind it.
  init<Failure: Error>(
    _ header: SafetensorsHeader,
    bytes: (Range<Int>) throws(Failure) -> [UInt8]
  ) throws(Failure) {
    metadata = header.metadata
    tensors = [:]
    for (name, entry) in header.entries {
      tensors[name] = Tensor(
        type: entry.type,
        shape: entry.shape,
        bytes: try bytes(entry.bytes)
      )
    }
  }

  /// The file's bytes.
  public var encoded: [UInt8] {
    get throws {
      var header = WrittenHeader(metadata: metadata)
      let names = tensors.keys.sorted()
      var end = 0
      for name in names {
        guard let tensor = tensors[name] else { continue }
        header.entries[name] = WrittenHeader.Entry(
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

/// A header as it is written: metadata and entries are told apart by their key only.
private struct WrittenHeader: Encodable {
  struct Entry: Encodable {
    var dtype: String
    var shape: [Int]
    var offsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype
      case shape
      case offsets = "data_offsets"
    }
  }

  var metadata: [String: String]
  var entries: [String: Entry] = [:]

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(metadata, forKey: Key(stringValue: SafetensorsHeader.metadataKey))
    for (name, entry) in entries { try container.encode(entry, forKey: Key(stringValue: name)) }
  }
}
