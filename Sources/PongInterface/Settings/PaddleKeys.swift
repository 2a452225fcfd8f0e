/// The keys that move the two paddles: the usual ones, or those that `[keys]` in the settings names.
public struct PaddleKeys: Hashable, Sendable {
  /// What a key does.
  public enum Role: String, CaseIterable, Hashable, Sendable {
    /// Moves the left bat up.
    case leftUp = "left-up"
    /// Moves the left bat down.
    case leftDown = "left-down"
    /// Fires for the left side.
    case leftFire = "left-fire"
    /// Moves the right bat up.
    case rightUp = "right-up"
    /// Moves the right bat down.
    case rightDown = "right-down"
    /// Fires for the right side.
    case rightFire = "right-fire"

    /// The keys where nothing else is said.
    var usualKeys: [Key] {
      switch self {
      case .leftUp: [.character("w")]
      case .leftDown: [.character("s")]
      case .leftFire: [.character("d")]
      case .rightUp: [.up]
      case .rightDown: [.down]
      case .rightFire: [.left, .right]
      }
    }
  }

  private var keys: [Role: [Key]]

  /// The usual keys: W, S and D on the left, the arrows on the right.
  public init() {
    keys = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, $0.usualKeys) })
  }

  /// Reads the lines of `[keys]`, each a role and its keys with blanks between them.
  ///
  /// Keys are named as in an ``InputScript``. What is wrong is left out and told in `remarks`: a role
  /// or a key that there is not, a key that a match uses for something else, and one that has a role
  /// already. A usual key that was given another role is lost to the one it had.
  ///
  /// - Parameters:
  ///   - lines: The lines, as role and keys.
  ///   - remarks: What is wrong, a sentence each.
  init(_ lines: [(role: String, keys: String)], remarks: inout [String]) {
    var chosen: [Role: [Key]] = [:]
    var owners: [Key: Role] = [:]
    for line in lines {
      guard let role = Role(rawValue: line.role) else {
        let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
        remarks.append("There is no \"\(line.role)\" in [keys]; there are \(known).")
        continue
      }
      var keys: [Key] = []
      for word in line.keys.split(whereSeparator: \.isWhitespace) {
        let name = String(word).lowercased()
        guard let key = Key(scriptName: name) else {
          remarks.append("\(role.rawValue): there is no key \"\(word)\".")
          continue
        }
        if Self.commands.contains(key) {
          remarks.append("\(role.rawValue): \"\(word)\" has its use in a match already.")
        } else if let owner = owners[key], owner != role {
          remarks.append("\(role.rawValue): \"\(word)\" is \(owner.rawValue) already.")
        } else if !keys.contains(key) {
          keys.append(key)
          owners[key] = role
        }
      }
      if keys.isEmpty {
        remarks.append("\(role.rawValue) keeps its usual key.")
      } else {
        chosen[role] = keys
      }
    }
    self.keys = chosen
    for role in Role.allCases where chosen[role] == nil {
      let left = role.usualKeys.filter { owners[$0] == nil }
      if left.isEmpty { remarks.append("\(role.rawValue) has no key left.") }
      keys[role] = left
    }
  }

  /// The keys of a role.
  public subscript(role: Role) -> [Key] { keys[role] ?? [] }

  /// The roles that have other keys than usual, with these, as the settings write them.
  var lines: [(role: Role, keys: String)] {
    Role.allCases.filter { self[$0] != $0.usualKeys }
      .map { role in (role, self[role].map(\.scriptName).joined(separator: " ")) }
  }

  /// What a match needs for something else while it is played.
  private static let commands: Set<Key> = {
    let letters = "qprtnih?+-=_,.01".unicodeScalars.map { Key.character($0) }
    return Set(letters + [.escape, .enter, .function(1)])
  }()

  // MARK: For people

  /// The keys of the person who holds a bat.
  ///
  /// - Parameters:
  ///   - isLeft: Whether it is the left one.
  ///   - sharesKeyboard: Whether somebody else plays with the same keyboard; a person alone may use
  ///     the keys of both sides, K and J like vi, and the space bar.
  /// - Returns: The keys by what they do.
  func held(isLeft: Bool, sharesKeyboard: Bool) -> PaddleHold.Keys {
    let left = PaddleHold.Keys(up: self[.leftUp], down: self[.leftDown], fire: self[.leftFire])
    let right = PaddleHold.Keys(up: self[.rightUp], down: self[.rightDown], fire: self[.rightFire])
    guard !sharesKeyboard else { return isLeft ? left : right }
    let taken = Set(keys.values.joined())
    func free(_ scalar: Unicode.Scalar) -> [Key] {
      taken.contains(.character(scalar)) ? [] : [.character(scalar)]
    }
    return PaddleHold.Keys(
      up: right.up + left.up + free("k"),
      down: right.down + left.down + free("j"),
      fire: free(" ") + right.fire + left.fire
    )
  }

  /// How the keys of some roles are shown, those of a role beside each other.
  func title(_ roles: Role...) -> String {
    roles.flatMap { self[$0].map(\.title) }.joined(separator: " ")
  }
}

extension Key {
  /// How the key is shown in help.
  var title: String {
    switch self {
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    case .character(" "): "Space"
    case .character(let scalar): String(scalar).uppercased()
    case .function(let number): "F\(number)"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    default: scriptName.prefix(1).uppercased() + scriptName.dropFirst()
    }
  }

  /// What input scripts and settings call the key.
  var scriptName: String {
    switch self {
    case .up: "up"
    case .down: "down"
    case .left: "left"
    case .right: "right"
    case .enter: "enter"
    case .escape: "escape"
    case .tab: "tab"
    case .backspace: "backspace"
    case .home: "home"
    case .end: "end"
    case .pageUp: "pageup"
    case .pageDown: "pagedown"
    case .insert: "insert"
    case .delete: "delete"
    case .function(let number): "f\(number)"
    case .character(" "): "space"
    case .character("#"): "hash"
    case .character(let scalar): String(scalar)
    }
  }
}
