import Text

/// Encodes what a terminal shows as an asciicast of version 2, piece by piece as it comes.
///
/// Only changes are written. Source: asciinema's documentation, "asciicast v2".
public struct CastEncoder: Sendable {
  private let title: String
  private let timestamp: Int?
  private var painter: ANSIPainter
  /// The size of the last surface.
  private var size: (columns: Int, rows: Int)?
  private var landmark: String?

  /// Makes an encoder.
  ///
  /// - Parameters:
  ///   - title: What players call the recording.
  ///   - timestamp: When it was made, in seconds since 1970; nil if that is nobody's business.
  ///   - depth: The colours of the terminal.
  ///   - usesUnicode: Whether the terminal shows more than ASCII.
  public init(
    title: String,
    timestamp: Int? = nil,
    depth: ColorDepth = .truecolor,
    usesUnicode: Bool = true
  ) {
    self.title = title
    self.timestamp = timestamp
    painter = ANSIPainter(depth: depth, usesUnicode: usesUnicode)
  }

  /// Shows a surface from a moment on.
  ///
  /// - Parameters:
  ///   - surface: What the terminal shows; another size than before changes the terminal's.
  ///   - time: The moment, counted from the start; never earlier than the last.
  ///   - landmark: Where the program stands; when it changes the place is marked, so that players
  ///     can go there.
  /// - Returns: What goes to the end of the file.
  public mutating func add(_ surface: Surface, at time: Duration, landmark: String? = nil) -> String
  {
    var text = ""
    if let size {
      if size != (surface.columns, surface.rows) {
        text += event("r", "\(surface.columns)x\(surface.rows)", at: time)
      }
    } else {
      text += header(surface) + event("o", "\u{1B}[?25l", at: time)
    }
    let isFirst = size == nil
    size = (surface.columns, surface.rows)
    if landmark != self.landmark {
      self.landmark = landmark
      if let landmark, !isFirst { text += event("m", landmark.printable, at: time) }
    }
    let changes = painter.changes(to: surface)
    return changes.isEmpty ? text : text + event("o", changes, at: time)
  }

  /// Ends the recording: what was shown last stays until `time`.
  public mutating func finish(at time: Duration) -> String {
    size == nil ? "" : event("o", "\u{1B}[0m\u{1B}[?25h", at: time)
  }

  private func header(_ surface: Surface) -> String {
    var fields = [
      "\"version\": 2", "\"width\": \(max(surface.columns, 1))",
      "\"height\": \(max(surface.rows, 1))",
    ]
    if let timestamp { fields.append("\"timestamp\": \(timestamp)") }
    fields.append("\"title\": \(title.printable.jsonQuoted())")
    fields.append("\"env\": {\"TERM\": \"xterm-256color\"}")
    return "{\(fields.joined(separator: ", "))}\n"
  }

  private func event(_ code: String, _ data: String, at time: Duration) -> String {
    let parts = max(time, .zero).components
    let digits = String(parts.attoseconds / 1_000_000_000_000)
    let micro = String(repeating: "0", count: 6 - digits.count) + digits
    return "[\(parts.seconds).\(micro), \"\(code)\", \(data.jsonQuoted())]\n"
  }
}
