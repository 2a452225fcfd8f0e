import Foundation
import PongInterface
import Testing

/// Compares the characters of a picture with those kept in `Snapshots`, blanks at line ends aside.
///
/// With `PONG_RECORD_SNAPSHOTS` set the pictures are kept anew instead; look at them before they
/// are committed.
func expectSnapshot(
  _ surface: Surface,
  _ name: String,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  let file = folder.appendingPathComponent("Snapshots/\(name).txt")
  let text = surface.lines.map { line in
    var line = line
    while line.last == " " {
      line.removeLast()
    }
    return line + "\n"
  }
  .joined()
  if ProcessInfo.processInfo.environment["PONG_RECORD_SNAPSHOTS"] != nil {
    try Data(text.utf8).write(to: file, options: .atomic)
  }
  let kept = try String(contentsOf: file, encoding: .utf8)
  #expect(text == kept, "\(name) differs", sourceLocation: sourceLocation)
}

extension Surface {
  /// The characters in one piece.
  var text: String {
    lines.joined(separator: "\n")
  }

  /// Where `text` begins, the first time.
  func place(of text: String) -> (column: Int, row: Int)? {
    let wanted = Array(text.unicodeScalars)
    for (row, line) in lines.enumerated() {
      let scalars = Array(line.unicodeScalars)
      for column in 0..<max(0, scalars.count - wanted.count + 1)
      where scalars[column...].starts(with: wanted) {
        return (column, row)
      }
    }
    return nil
  }
}

extension Screen {
  /// The picture of the screen at its present size.
  func picture(columns: Int, rows: Int) -> Surface {
    var surface = Surface(columns: columns, rows: rows)
    draw(on: &surface)
    return surface
  }

  /// Lets `count` frames pass from frame `first` on.
  mutating func run(_ count: Int, from first: Int = 0) {
    for frame in first..<first + count {
      tick(at: .nanoseconds(Int64(frame) * 1_000_000_000 / 60))
    }
  }

  /// Strikes a key.
  mutating func strike(_ key: Key, at time: Duration = .zero) {
    handle(.key(KeyEvent(key)), at: time)
  }

  /// Changes the size of the screen.
  mutating func resize(_ columns: Int, _ rows: Int) {
    handle(.resize(columns: columns, rows: rows), at: .zero)
  }
}
