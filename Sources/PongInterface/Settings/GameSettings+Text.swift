import PongEngine

// The settings as text: a line `key = value` each, then `[keys]`. Whatever cannot be read is left out,
// so that a file of an older or newer version, or one that was edited, does no harm; and it is kept
// when the settings are written, since it is somebody's.
extension GameSettings {
  /// Reads settings; what `text` does not say, or says in a way not understood, is as in `usual`.
  public init(text: String, usual: GameSettings = GameSettings()) {
    self = usual
    var keys: [(name: String, keys: String)] = []
    for line in SettingsLine.all(in: text) {
      guard let entry = line.entry else { continue }
      switch line.section {
      case nil: set(entry.key, to: entry.value)
      case "keys": keys.append((entry.key, entry.value))
      default: break
      }
    }
    guard !keys.isEmpty else { return }
    let all = KeySettings(keys)
    (paddleKeys, self.keys) = (all.paddles, all.commands)
  }

  /// What `text` says of the keys and cannot be so, a sentence each.
  public static func remarks(onKeysOf text: String) -> [String] {
    let lines = SettingsLine.all(in: text).filter { $0.section == "keys" }.compactMap(\.entry)
    return KeySettings(lines.map { ($0.key, $0.value) }).remarks
  }

  /// The settings as lines of text.
  public var text: String {
    let keys = KeySettings.lines(of: self).map { $0 + "\n" }.joined()
    return entries.map { "\($0.key) = \($0.value)\n" }.joined()
      + (keys.isEmpty ? "" : "\n[keys]\n" + keys)
  }

  /// A text with these settings in place of those it has; all else stays as it is: comments, lines
  /// that are not understood, keys and other sections.
  public func text(inPlaceOf old: String) -> String {
    if old.allSatisfy(\.isWhitespace) { return text }
    var rest = entries
    var lines: [String] = []
    // After the last line before the sections.
    var end = 0
    for line in SettingsLine.all(in: old) {
      var text = line.text
      if line.section == nil {
        if let key = line.entry?.key, let value = entries.first(where: { $0.key == key })?.value {
          text = "\(key) = \(value)"
          rest.removeAll { $0.key == key }
        }
        if !line.isHeading, !text.allSatisfy(\.isWhitespace) { end = lines.count + 1 }
      }
      lines.append(text)
    }
    lines.insert(contentsOf: rest.map { "\($0.key) = \($0.value)" }, at: end)
    while lines.last?.isEmpty == true { lines.removeLast() }
    let lineEnd = old.contains { $0 == "\r\n" } ? "\r\n" : "\n"
    return lines.map { $0 + lineEnd }.joined()
  }

  private var entries: [(key: String, value: String)] {
    [
      ("left", left),
      ("right", right),
      ("mode", mode.name),
      ("small-bats", smallBats.rawValue),
      ("points", String(points)),
      ("speed", speed.rawValue),
      ("theme", theme.rawValue),
      ("input", input.rawValue),
      ("glyphs", glyphs.rawValue),
      ("name", name),
      ("keep-matches", keepsMatches ? "yes" : "no"),
      ("bell", rings ? "yes" : "no"),
    ]
  }

  private mutating func set(_ key: String, to value: String) {
    switch key {
    case "left" where Self.isSeat(value): left = value
    case "right" where Self.isSeat(value): right = value
    case "mode": mode = .init(name: value) ?? mode
    case "small-bats": smallBats = SmallBats(rawValue: value) ?? smallBats
    case "points":
      if let number = Int(value), Self.pointsRange.contains(number) {
        points = number
      }
    case "speed": speed = MatchSpeed(rawValue: value) ?? speed
    case "theme": theme = Theme.Name(rawValue: value) ?? theme
    case "input": input = InputMode(rawValue: value) ?? input
    case "glyphs": glyphs = GlyphSet(rawValue: value) ?? glyphs
    case "name": name = Self.personName(value) ?? name
    case "keep-matches": keepsMatches = value == "no" ? false : value == "yes" ? true : keepsMatches
    case "bell": rings = value == "no" ? false : value == "yes" ? true : rings
    default: break
    }
  }

  /// Whether `value` can be the id of a seat; whether there is one is known only with the catalog.
  private static func isSeat(_ value: String) -> Bool {
    !value.isEmpty && value.utf8.count <= 4096
      && value.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
  }
}

/// A line of the settings.
private struct SettingsLine {
  /// The line without its end.
  var text: String
  /// The section that it stands in, without the brackets; `nil` before the first.
  ///
  /// A heading stands in the section before it.
  var section: String?
  /// Whether it begins a section.
  var isHeading = false

  /// The lines of a text.
  static func all(in text: String) -> [SettingsLine] {
    var section: String?
    return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
      let trimmed = line.trimmed
      guard trimmed.first == "[", trimmed.last == "]", trimmed.count > 1 else {
        return SettingsLine(text: String(line), section: section)
      }
      defer { section = String(trimmed.dropFirst().dropLast().trimmed) }
      return SettingsLine(text: String(line), section: section, isHeading: true)
    }
  }

  /// What it sets.
  var entry: (key: String, value: String)? {
    guard !isHeading, let equals = text.firstIndex(of: "=") else { return nil }
    // Some editors begin a file with a byte order mark.
    let key = text[..<equals].drop { $0 == "\u{FEFF}" }.trimmed
    guard key.first != "#" else { return nil }
    return (String(key), String(text[text.index(after: equals)...].trimmed))
  }
}
