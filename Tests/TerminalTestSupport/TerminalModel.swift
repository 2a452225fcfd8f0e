/// A terminal as a value: bytes in, a picture and modes out.
///
/// It knows what a program describing itself as `xterm-256color` can write, as far as the picture's
/// characters and the terminal's modes go; colours are read over.
public struct TerminalModel: Sendable {
  private enum State: Sendable {
    case ground
    case escape
    case control
    case string
    case stringEscape
    case charset
  }

  /// The width in cells.
  public private(set) var columns: Int
  /// The height in cells.
  public private(set) var rows: Int
  /// The private modes that are set (`CSI ? number h`).
  ///
  /// At first only those that terminals start with: lines wrap, and the cursor shows.
  public private(set) var modes = Self.initialModes
  /// The modes of a terminal nobody has touched.
  public static let initialModes: Set<Int> = [7, 25]
  /// How often the alternate buffer was left.
  public private(set) var departures = 0
  /// The rows of the alternate buffer when it was left last.
  public private(set) var linesLeft: [String] = []
  /// The flags pushed on the keyboard's stack, while a kitty terminal is played.
  public private(set) var keyboardStack: [Int] = []
  /// Whether what is written next is in the terminal's own colours, without attributes.
  public private(set) var isPlain = true
  /// Questions asked and not yet taken out, as they were written.
  public private(set) var questions: [String] = []

  private var cells: [Unicode.Scalar]
  private var column = 0
  private var row = 0
  private var wrapsNext = false
  private var region: Range<Int>
  private var state = State.ground
  private var sequence: [UInt8] = []
  private var text: (value: UInt32, remaining: Int) = (0, 0)
  private var lastScalar: Unicode.Scalar = " "
  private var savedPlace = (column: 0, row: 0)
  private var mainScreen: (cells: [Unicode.Scalar], column: Int, row: Int)?

  /// An empty terminal.
  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: " ", count: columns * rows)
    region = 0..<rows
  }

  /// Whether the alternate buffer is shown.
  public var isAlternate: Bool {
    mainScreen != nil
  }

  /// The rows of characters, with the spaces at their ends left out.
  public var lines: [String] {
    (0..<rows).map { row in
      var line = cells[row * columns..<(row + 1) * columns]
      while line.last == " " { line.removeLast() }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: line)
      return String(text)
    }
  }

  /// Shows one character everywhere.
  public mutating func fill(_ scalar: Unicode.Scalar) {
    cells = Array(repeating: scalar, count: cells.count)
  }

  /// Whether some row contains a text.
  public func shows(_ text: String) -> Bool {
    lines.contains { $0.contains(text) }
  }

  /// Takes out the questions asked so far.
  public mutating func takeQuestions() -> [String] {
    defer { questions = [] }
    return questions
  }

  /// Takes another size; the picture keeps its top left corner.
  public mutating func resize(columns newColumns: Int, rows newRows: Int) {
    var new = Array(repeating: Unicode.Scalar(" "), count: newColumns * newRows)
    for row in 0..<min(rows, newRows) {
      for column in 0..<min(columns, newColumns) {
        new[row * newColumns + column] = cells[row * columns + column]
      }
    }
    cells = new
    (columns, rows) = (newColumns, newRows)
    mainScreen = mainScreen.map { _ in (Array(repeating: " ", count: new.count), 0, 0) }
    region = 0..<rows
    moveTo(column: column, row: row)
  }

  /// Takes in what a program has written.
  public mutating func write(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      write(byte)
    }
  }

  private mutating func write(_ byte: UInt8) {
    switch state {
    case .ground: writeGround(byte)
    case .escape: writeEscape(byte)
    case .charset: state = .ground
    case .control:
      sequence.append(byte)
      if (0x40...0x7E).contains(byte) {
        state = .ground
        perform()
      }
    case .string:
      if byte == 0x07 { finishString() }
      if byte == 0x1B { state = .stringEscape }
      if byte >= 0x20 { sequence.append(byte) }
    case .stringEscape:
      finishString()
    }
  }

  private mutating func finishString() {
    state = .ground
    let text = String(decoding: sequence, as: UTF8.self)
    if text.hasSuffix("?") { questions.append("\u{1B}]" + text) }
  }

  private mutating func writeGround(_ byte: UInt8) {
    switch byte {
    case 0x1B: state = .escape
    case 0x08: moveTo(column: column - 1, row: row)
    case 0x09: moveTo(column: (column / 8 + 1) * 8, row: row)
    case 0x0A: lineFeed()
    case 0x0D: moveTo(column: 0, row: row)
    case 0x20...0x7E: put(Unicode.Scalar(byte))
    case 0x80...0xBF where text.remaining > 0:
      text = (text.value << 6 | UInt32(byte & 0x3F), text.remaining - 1)
      if text.remaining == 0, let scalar = Unicode.Scalar(text.value) { put(scalar) }
    case 0xC0...0xDF: text = (UInt32(byte & 0x1F), 1)
    case 0xE0...0xEF: text = (UInt32(byte & 0x0F), 2)
    case 0xF0...0xF7: text = (UInt32(byte & 0x07), 3)
    default: break
    }
  }

  private mutating func writeEscape(_ byte: UInt8) {
    state = .ground
    switch byte {
    case UInt8(ascii: "["):
      sequence = []
      state = .control
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"):
      sequence = []
      state = .string
    case UInt8(ascii: "("), UInt8(ascii: ")"):
      state = .charset
    case UInt8(ascii: "7"): savedPlace = (column, row)
    case UInt8(ascii: "8"): moveTo(column: savedPlace.column, row: savedPlace.row)
    case UInt8(ascii: "M"):
      if row == region.lowerBound { scroll(by: -1) } else { moveTo(column: column, row: row - 1) }
    default:
      break
    }
  }

  // MARK: Moving and writing

  private mutating func moveTo(column: Int, row: Int) {
    self.column = min(max(column, 0), max(columns - 1, 0))
    self.row = min(max(row, 0), max(rows - 1, 0))
    wrapsNext = false
  }

  private mutating func lineFeed() {
    if row == region.upperBound - 1 { scroll(by: 1) } else { moveTo(column: column, row: row + 1) }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    guard !cells.isEmpty else { return }
    if wrapsNext {
      moveTo(column: 0, row: row)
      lineFeed()
    }
    cells[row * columns + column] = scalar
    lastScalar = scalar
    if column == columns - 1 { wrapsNext = true } else { column += 1 }
  }

  private mutating func scroll(by count: Int, from top: Int? = nil) {
    let top = top ?? region.lowerBound
    let height = region.upperBound - top
    let old = cells
    for line in 0..<max(height, 0) {
      for column in 0..<columns {
        let source = line + count
        cells[(top + line) * columns + column] =
          (0..<height).contains(source) ? old[(top + source) * columns + column] : " "
      }
    }
  }

  private mutating func shiftLine(by count: Int) {
    let start = row * columns
    let old = cells
    for place in column..<columns {
      let source = place + count
      cells[start + place] = source >= column && source < columns ? old[start + source] : " "
    }
  }

  private mutating func erase(_ range: Range<Int>) {
    for index in range.clamped(to: cells.indices) {
      cells[index] = " "
    }
  }

  // MARK: Control sequences

  private mutating func perform() {
    guard let final = sequence.last else { return }
    let body = sequence.dropLast()
    let marker = body.first.map { (0x3C...0x3F).contains($0) ? $0 : 0 } ?? 0
    let numbers = body.drop { (0x3C...0x3F).contains($0) }
      .split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
    if marker != 0 || body.last == UInt8(ascii: "$") {
      performPrivate(marker: marker, final: final, numbers: numbers)
    } else {
      perform(final, numbers: numbers)
    }
  }

  private mutating func performPrivate(marker: UInt8, final: UInt8, numbers: [Int]) {
    switch (marker, final) {
    case (UInt8(ascii: "?"), UInt8(ascii: "h")): for mode in numbers { set(mode) }
    case (UInt8(ascii: "?"), UInt8(ascii: "l")): for mode in numbers { reset(mode) }
    case (UInt8(ascii: ">"), UInt8(ascii: "u")): keyboardStack.append(numbers.first ?? 0)
    case (UInt8(ascii: "<"), UInt8(ascii: "u")): _ = keyboardStack.popLast()
    case (UInt8(ascii: "?"), UInt8(ascii: "u")), (UInt8(ascii: "?"), UInt8(ascii: "p")):
      questions.append("\u{1B}[" + String(decoding: sequence, as: UTF8.self))
    default: break
    }
  }

  private mutating func set(_ mode: Int) {
    modes.insert(mode)
    guard mode == 1049, mainScreen == nil else { return }
    mainScreen = (cells, column, row)
    cells = Array(repeating: " ", count: cells.count)
  }

  private mutating func reset(_ mode: Int) {
    modes.remove(mode)
    guard mode == 1049, let main = mainScreen else { return }
    departures += 1
    linesLeft = lines
    mainScreen = nil
    cells = main.cells
    moveTo(column: main.column, row: main.row)
  }

  private mutating func perform(_ final: UInt8, numbers: [Int]) {
    let first = numbers.first ?? 0
    let count = max(first, 1)
    let here = row * columns + column
    switch final {
    case UInt8(ascii: "A"): moveTo(column: column, row: row - count)
    case UInt8(ascii: "B"), UInt8(ascii: "e"): moveTo(column: column, row: row + count)
    case UInt8(ascii: "C"), UInt8(ascii: "a"): moveTo(column: column + count, row: row)
    case UInt8(ascii: "D"): moveTo(column: column - count, row: row)
    case UInt8(ascii: "G"), UInt8(ascii: "`"): moveTo(column: count - 1, row: row)
    case UInt8(ascii: "d"): moveTo(column: column, row: count - 1)
    case UInt8(ascii: "H"), UInt8(ascii: "f"):
      moveTo(column: max(numbers.count > 1 ? numbers[1] : 1, 1) - 1, row: count - 1)
    case UInt8(ascii: "J"):
      erase(first == 0 ? here..<cells.count : first == 1 ? 0..<here + 1 : 0..<cells.count)
    case UInt8(ascii: "K"):
      let start = row * columns
      erase(
        first == 0
          ? here..<start + columns : first == 1 ? start..<here + 1 : start..<start + columns
      )
    case UInt8(ascii: "X"): erase(here..<min(here + count, (row + 1) * columns))
    case UInt8(ascii: "b"): for _ in 0..<count { put(lastScalar) }
    case UInt8(ascii: "@"): shiftLine(by: -count)
    case UInt8(ascii: "P"): shiftLine(by: count)
    case UInt8(ascii: "L"): scroll(by: -count, from: row)
    case UInt8(ascii: "M"): scroll(by: count, from: row)
    case UInt8(ascii: "S"): scroll(by: count)
    case UInt8(ascii: "T"): scroll(by: -count)
    case UInt8(ascii: "r"):
      let bottom = numbers.count > 1 && numbers[1] > 0 ? min(numbers[1], rows) : rows
      region = min(count - 1, bottom)..<bottom
      moveTo(column: 0, row: 0)
    case UInt8(ascii: "m"):
      // A reset, alone or first, leaves nothing on; anything else may leave something on.
      isPlain = numbers.isEmpty || numbers == [0] || (isPlain && numbers == [39, 49])
    case UInt8(ascii: "c"): questions.append("\u{1B}[c")
    default: break
    }
  }
}

extension TerminalModel: CustomStringConvertible {
  /// The rows, as a failed test shows them.
  public var description: String {
    "\n" + lines.joined(separator: "\n")
  }
}
