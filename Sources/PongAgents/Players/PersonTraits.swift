import Randomness

/// What makes one person play unlike another, as ``PersonPlayer`` knows it.
///
/// What is `nil` is drawn anew for every game. As text, traits are a list with commas, each at most
/// once and in any order (``init(_:)``):
///
/// | text | meaning |
/// | --- | --- |
/// | `keys`, `mouse` | the device; `device=keys` and `device=mouse` are the same |
/// | `reaction=200` | the reaction time in milliseconds, 50 to 500 |
/// | `error=3` | the standard deviation of the aim in lines, 0 to 20 |
/// | `predicts`, `follows` | runs to where the ball will be, or goes along with it |
/// | `fires`, `patient` | presses the button at every hit, or only once a rally has become long |
///
/// The figures that are drawn come from measurements of people:
///
/// - Reaction times of 100 to 350 ms. S. Rabin, "Agent Reaction Time: How Fast Should an AI React?",
///   Game AI Pro 2 (2015), recommends 0.2 to 0.4 s for what comes unexpectedly; a ball in flight is
///   expected, and the eye runs ahead of it. AlphaStar played with some 350 ms (O. Vinyals et al.,
///   "Grandmaster Level in StarCraft II Using Multi-Agent Reinforcement Learning", Nature 575, 2019),
///   and Melee's agents of slippi-ai with 18 frames of delay, 300 ms.
/// - An error of 1 to 4 lines, of the 11 that a bat of 16 lines forgives on either side of its middle.
///   Slowness and errors of the aim are what people take for human in a weak opponent; moves at random
///   are not.
public struct PersonTraits: Hashable, Sendable {
  /// What the paddle is moved with.
  public enum Device: String, Hashable, Sendable, CaseIterable {
    /// A key for up and one for down.
    case keys
    /// A mouse, which reaches any place at once.
    case mouse
  }

  /// The reaction times that can be asked for, in milliseconds.
  public static let reactions = 50...500
  /// The errors that can be asked for, in lines.
  public static let errors = 0.0...20.0

  static let drawnReactionFrames = 6...21
  static let drawnErrors = 1.0..<4.0

  /// The time from seeing something to doing something about it, in milliseconds.
  public var reaction: Int?
  /// The standard deviation, in lines, of where a ball is met from where it was to be met.
  public var error: Double?
  /// What the paddle is moved with.
  public var device: Device?
  /// Whether the person runs to where the ball will be, bounces included, rather than to its height.
  public var predicts: Bool?
  /// Whether the person presses the button at every hit, rather than in long rallies only.
  public var fires: Bool?

  /// Makes traits; what is not given is drawn for every game.
  public init(
    reaction: Int? = nil,
    error: Double? = nil,
    device: Device? = nil,
    predicts: Bool? = nil,
    fires: Bool? = nil
  ) {
    self.reaction = reaction
    self.error = error
    self.device = device
    self.predicts = predicts
    self.fires = fires
  }
}

// MARK: As text

extension PersonTraits: CustomStringConvertible {
  /// What can be written, for help and errors.
  static let grammar =
    "keys or mouse, reaction=MILLISECONDS, error=LINES, predicts or follows, fires or patient"

  /// Reads traits.
  ///
  /// - Throws: What is wrong: an unknown trait, a number out of range or the same trait twice.
  public init(_ text: some StringProtocol) throws(PlayerTraitError) {
    self.init()
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      switch part {
      case "keys", "device=keys": try Self.set(&device, to: .keys, part)
      case "mouse", "device=mouse": try Self.set(&device, to: .mouse, part)
      case "predicts": try Self.set(&predicts, to: true, part)
      case "follows": try Self.set(&predicts, to: false, part)
      case "fires": try Self.set(&fires, to: true, part)
      case "patient": try Self.set(&fires, to: false, part)
      case _ where part.hasPrefix("reaction="):
        guard let number = Int(part.dropFirst(9)), Self.reactions.contains(number) else {
          throw Self.outOfRange("reaction", "50 to 500 milliseconds", part.dropFirst(9))
        }
        try Self.set(&reaction, to: number, part)
      case _ where part.hasPrefix("error="):
        guard let number = Double(part.dropFirst(6)), Self.errors.contains(number) else {
          throw Self.outOfRange("error", "0 to 20 lines", part.dropFirst(6))
        }
        try Self.set(&error, to: number, part)
      default:
        throw PlayerTraitError(
          "A person has no trait \"\(part)\". There are, with commas: \(Self.grammar)."
        )
      }
    }
  }

  /// The traits that are fixed, as ``init(_:)`` reads them; empty if none is.
  public var description: String {
    var parts: [String] = []
    if let device { parts.append(device.rawValue) }
    if let reaction { parts.append("reaction=\(reaction)") }
    if let error {
      parts.append("error=" + (error == error.rounded() ? "\(Int(error))" : "\(error)"))
    }
    if let predicts { parts.append(predicts ? "predicts" : "follows") }
    if let fires { parts.append(fires ? "fires" : "patient") }
    return parts.joined(separator: ",")
  }

  private static func set<Value>(
    _ trait: inout Value?,
    to value: Value,
    _ part: some StringProtocol
  ) throws(PlayerTraitError) {
    guard trait == nil else {
      throw PlayerTraitError(
        "A person's trait is said twice, the second time by \"\(part)\"."
      )
    }
    trait = value
  }

  private static func outOfRange(
    _ name: String,
    _ range: String,
    _ text: some StringProtocol
  ) -> PlayerTraitError {
    PlayerTraitError("A person's \(name) is \(range), not \"\(text)\".")
  }
}

// MARK: In a game

/// The traits that a person has in one game.
struct PersonNature: Hashable, Sendable {
  /// How many frames pass from seeing to doing, 3 to 30.
  var reactionFrames: Int
  var error: Double
  var device: PersonTraits.Device
  var predicts: Bool
  var fires: Bool

  /// Draws what `traits` leaves open; draws as many numbers whatever it fixes.
  init(_ traits: PersonTraits, using generator: inout SplitMix64) {
    let frames = PersonTraits.drawnReactionFrames
    let drawnFrames = frames.lowerBound + generator.integer(below: frames.count)
    let errors = PersonTraits.drawnErrors
    let drawnError =
      errors.lowerBound + (errors.upperBound - errors.lowerBound) * generator.uniformDouble()
    let usesMouse = generator.bernoulli(0.5)
    let predicts = generator.bernoulli(0.5)
    let fires = generator.bernoulli(0.5)
    // To the nearest frame of 1/60 s.
    reactionFrames = traits.reaction.map { ($0 * 60 + 500) / 1000 } ?? drawnFrames
    error = traits.error ?? drawnError
    device = traits.device ?? (usesMouse ? .mouse : .keys)
    self.predicts = traits.predicts ?? predicts
    self.fires = traits.fires ?? fires
  }
}
