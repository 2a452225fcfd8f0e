/// What a safetensors file says at its beginning: strings, and where which tensor stands.
///
/// As the reference implementation has it (https://github.com/huggingface/safetensors): `null` is as
/// good as no metadata, members of no interest are skipped, and every tensor's length must be that of
/// its type and shape, without gaps between them. Stricter than it, no name comes twice, which the
/// format forbids and parsers take in different ways. More lenient, metadata that are no strings are
/// kept as they are written there, so that a policy of another program plays: what does not fit is told
/// by whoever needs it, while nothing is taken for what it is not.
struct SafetensorsHeader {
  /// The longest header that is read, in bytes: that of the reference implementation.
  static let maximumLength = 100_000_000

  /// A tensor that is wanted.
  struct Entry {
    var type: Safetensors.ElementType
    var shape: [Int]
    /// Where its bytes stand, from the end of the header on.
    var bytes: Range<Int>
  }

  /// The strings that say what the tensors are.
  private(set) var metadata: [String: String] = [:]

  /// The tensors that are wanted, by name.
  private(set) var entries: [String: Entry] = [:]

  /// How many bytes all tensors have.
  private(set) var dataLength = 0

  static let metadataKey = "__metadata__"

  /// Where a tensor stands, wanted or not.
  private struct Place {
    var name: String
    var start: Int
    var end: Int
  }

  /// The length of the header that a file's first bytes tell.
  static func length(_ first: some Collection<UInt8>) throws(PolicyFileError) -> Int {
    guard first.count >= 8 else { throw .notSafetensors("it has only \(first.count) bytes") }
    let length = first.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length >= 2, length <= UInt64(maximumLength) else {
      throw .notSafetensors("its header is said to have \(length) bytes")
    }
    return Int(length)
  }

  /// Reads a header.
  ///
  /// - Parameters:
  ///   - bytes: Bytes with the header among them.
  ///   - range: Where it stands.
  ///   - isWanted: Whether a tensor of this name is wanted; all others are checked and left out.
  /// - Throws: What is wrong with it.
  init(
    _ bytes: [UInt8],
    _ range: Range<Int>,
    wanted isWanted: (String) -> Bool = { _ in true }
  ) throws(PolicyFileError) {
    var scanner = HeaderScanner(bytes, range)
    guard scanner.kind() == "{" else { throw .notSafetensors("its header is no JSON object") }
    var names: Set<String> = []
    var places: [Place] = []
    try scanner.openObject()
    while let name = try scanner.nextKey() {
      guard names.insert(name).inserted else {
        throw .malformed("the name '\(name.prefix(200))' stands twice in its header")
      }
      if name == Self.metadataKey {
        try readMetadata(&scanner)
      } else {
        places.append(try readEntry(&scanner, name, isWanted: isWanted(name)))
      }
    }
    try scanner.finish()
    try check(&places)
  }

  private mutating func readMetadata(_ scanner: inout HeaderScanner) throws(PolicyFileError) {
    if scanner.kind() == "n" { return try scanner.skip() }
    guard scanner.kind() == "{" else {
      throw .notSafetensors("its header's '\(Self.metadataKey)' is no object")
    }
    try scanner.openObject()
    var names: Set<String> = []
    while let name = try scanner.nextKey() {
      guard names.insert(name).inserted else {
        throw .malformed("its metadata have '\(name.prefix(200))' twice")
      }
      switch scanner.kind() {
      case "\"": metadata[name] = try scanner.string()
      case "n": try scanner.skip()
      default: metadata[name] = try scanner.text()
      }
    }
  }

  private mutating func readEntry(
    _ scanner: inout HeaderScanner,
    _ name: String,
    isWanted: Bool
  ) throws(PolicyFileError) -> Place {
    func told(_ what: String) -> PolicyFileError {
      .notSafetensors("its header tells no \(what) of tensor '\(name.prefix(200))'")
    }
    var type: Safetensors.ElementType?
    var shape: Shape?
    var offsets: Shape?
    guard scanner.kind() == "{" else { throw told("type, shape and place") }
    try scanner.openObject()
    while let key = try scanner.nextKey() {
      switch (key, scanner.kind()) {
      case ("dtype", "\""): type = .init(rawValue: try scanner.string())
      case ("shape", "["): shape = try Shape(&scanner)
      case ("data_offsets", "["): offsets = try Shape(&scanner)
      default: try scanner.skip()
      }
    }
    guard let type else { throw told("type") }
    guard let shape else { throw told("shape") }
    guard let offsets else { throw told("place") }
    guard offsets.isPossible, offsets.count == 2, offsets.first[0] <= offsets.first[1] else {
      throw .malformed("tensor '\(name)' has impossible offsets")
    }
    let place = Place(name: name, start: offsets.first[0], end: offsets.first[1])
    guard shape.isPossible else { throw .malformed("tensor '\(name)' has an impossible shape") }
    if let bits = type.bits {
      let (product, isTooMuch) = shape.product.multipliedReportingOverflow(by: UInt(bits))
      guard !isTooMuch, product % 8 == 0, product / 8 == UInt(place.end - place.start) else {
        throw .malformed("tensor '\(name)' has another length than its shape")
      }
    }
    if isWanted {
      entries[name] = Entry(type: type, shape: shape.first, bytes: place.start..<place.end)
    }
    return place
  }

  /// A list of whole numbers.
  private struct Shape {
    /// How many numbers of a list are kept: no tensor that is wanted has more dimensions, and those of
    /// a header can be millions.
    static let most = 64

    /// The first ones.
    var first: [Int] = []
    /// How many there are.
    var count = 0
    /// All of them multiplied.
    var product: UInt = 1
    /// Whether all are whole numbers, and `product` can be told.
    var isPossible = true

    init(_ scanner: inout HeaderScanner) throws(PolicyFileError) {
      try scanner.openArray()
      while try scanner.nextElement() {
        count += 1
        guard let number = try scanner.wholeNumber() else {
          isPossible = false
          continue
        }
        if count <= Self.most { first.append(number) }
        let (product, isTooMuch) = product.multipliedReportingOverflow(by: UInt(number))
        self.product = product
        if isTooMuch { isPossible = false }
      }
    }
  }

  /// Makes sure that tensors follow one another; empty ones stand where another begins or ends.
  private mutating func check(_ places: inout [Place]) throws(PolicyFileError) {
    places.sort { ($0.start, $0.end) < ($1.start, $1.end) }
    for place in places {
      guard place.start == dataLength else {
        throw .malformed("tensor '\(place.name)' does not start where the one before it ends")
      }
      dataLength = place.end
    }
  }

  /// Makes sure that the tensors fill the rest of the file.
  ///
  /// - Parameter length: The bytes behind the header.
  /// - Throws: If there are too few or too many.
  func checkLength(_ length: Int) throws(PolicyFileError) {
    guard dataLength <= length else {
      throw .truncated("its tensors have \(dataLength) bytes, and it has \(length) for them")
    }
    guard dataLength == length else {
      throw .malformed("\(length - dataLength) bytes belong to no tensor")
    }
  }
}
