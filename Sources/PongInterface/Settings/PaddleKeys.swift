/// The keys that hold the two paddles.
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

  /// The keys of a role.
  public internal(set) subscript(role: Role) -> [Key] {
    get { keys[role] ?? [] }
    set { keys[role] = newValue }
  }

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

  /// How the keys of some roles are written, as on the keyboard.
  func title(_ roles: Role...) -> String {
    roles.flatMap { self[$0] }.map { $0.cap.count == 1 ? $0.cap.uppercased() : $0.cap }
      .joined(separator: " ")
  }
}
