public import PongEngine
import Randomness

/// A model of a person: sees late, aims a little off, moves as hands do, and loses attention.
///
/// - It sees the court some frames late (``PersonTraits/reaction``); its own hand it feels at once.
/// - For every approach of the ball it draws anew with which part of the bat it wants to meet it, and
///   by how much it misjudges the place (``PersonTraits/error``). In one approach of sixty its mind
///   wanders for 0.2 to 1 s first.
/// - It runs to where the ball will be, bounces included, and back to the middle afterwards; or its
///   bat goes along with the ball, as the eye does, which bridges its own delay as long as the ball
///   flies straight on (``PersonTraits/predicts``).
/// - It presses the button when the ball is near: at every hit, or only once a rally has become long
///   (``PersonTraits/fires``), so that rallies end.
///
/// Everything follows from the seed and from what it sees. ``PersonTraits`` says where its figures
/// come from.
public struct PersonPlayer: Player {
  /// Anybody: another person for every game.
  public static let contestant = contestant(PersonTraits())

  /// People who have these traits in common.
  public static func contestant(_ traits: PersonTraits) -> Contestant {
    let text = traits.description
    return Contestant(
      Choice(
        id: text.isEmpty ? name : "\(name):\(text)",
        title: "Person",
        detail: text.isEmpty
          ? "A model of people: sees late, aims a little off, another one every game"
          : "A model of people: \(text)"
      )
    ) { seed, _ in .player(PersonPlayer(traits, seed: seed)) }
  }

  private static let name = "person"
  /// How far from its middle, in lines, a bat of 16 is meant to meet the ball: whoever knows where
  /// the ball will be dares to use the edges, which return it steeply.
  private static let plannedReach = 8
  private static let unplannedReach = 5
  /// One approach of so many finds the person's mind elsewhere.
  private static let approachesPerLapse = 60
  /// For how many frames it is.
  private static let lapse = 12...60
  /// A rally of so many hits is long: whoever is patient begins to fire.
  static let patience: UInt8 = 8
  /// How early the button is pressed, in frames before the ball is expected at the bat.
  private static let fireFrames = 6
  /// The ball's register when it reaches the right bat.
  private static let batX = 188
  /// The ball's registers between which it bounces.
  private static let walls = 45...206
  /// How far from its place of rest the bat may be, in units of resistance: 20 lines.
  private static let restSlack: Int32 = 80_000

  /// What the person has in common with all of its kind.
  public let traits: PersonTraits

  private var nature: PersonNature
  private var hand: PersonHand
  private var generator: SplitMix64
  /// What was seen in the last 32 frames, at the frame's number modulo 32.
  private var seen = InlineArray<32, Glimpse>(repeating: Glimpse())
  private var frame = 0
  private var wasApproached = false
  /// By how many lines the bat's middle is to miss the ball's, by intent and by mistake.
  private var offset = 0
  /// For how many frames the mind is elsewhere.
  private var framesAway = 0

  /// Makes a person; what `traits` leaves open is drawn for every game.
  public init(_ traits: PersonTraits = PersonTraits(), seed: UInt64) {
    self.traits = traits
    generator = SplitMix64(seed: seed)
    nature = PersonNature(traits, using: &generator)
    hand = PersonHand(nature.device)
  }

  /// Moves towards the ball as it was seen, and presses the button where it is due.
  public mutating func input(seeing view: Game) -> PaddleInput {
    let ball = look(view)
    let isApproached = ball.isApproaching
    if isApproached, !wasApproached { judge(isSmall: view.rules.batHeight(.right) == 8) }
    wasApproached = isApproached
    if framesAway > 0 {
      framesAway -= 1
      return PaddleInput(turn: hand.turn(over: 0, slack: 0))
    }
    let knob = view.paddle(.right).resistance
    guard ball.isThere else { return PaddleInput(turn: hand.turn(over: 0, slack: 0)) }
    let framesLeft = isApproached ? ball.frames(to: Self.batX) : 0
    let fires =
      isApproached && framesLeft - nature.reactionFrames <= Self.fireFrames
      && (nature.fires || view.hits >= Self.patience)
    let aimed = height(of: ball, framesLeft: framesLeft)
    // What the middle of a bat meets leaves it level: its register is so many lines above the ball's.
    let middle = view.rules.batHeight(.right) == 8 ? 2 : 6
    let register = aimed - middle - (isApproached ? offset : 0)
    let aim = Paddle.resistance(forRegister: register)
    return PaddleInput(
      turn: hand.turn(over: aim - knob, slack: isApproached ? 0 : Self.restSlack),
      fire: fires
    )
  }

  /// Another person, who begins a new game; the random stream goes on.
  public mutating func prepareForNewGame() {
    nature = PersonNature(traits, using: &generator)
    hand = PersonHand(nature.device)
    seen = InlineArray(repeating: Glimpse())
    wasApproached = false
    framesAway = 0
  }

  /// Takes up what there is to see, and returns what reaches the mind.
  private mutating func look(_ view: Game) -> Glimpse {
    var glimpse = Glimpse()
    if view.ballIsVisible, view.isPlaying {
      glimpse = Glimpse(
        x: view.ballX,
        y: view.ballY,
        velocityX: 0 &- view.velocityX,
        velocityY: view.velocityY
      )
      // In mode 1 the ball moves by twice its register at times.
      let before = seen[(frame &- 1) & 31]
      let doubled = 2 * Int(view.velocityY)
      if view.rules.mode == .rally, before.isThere, Int(view.ballY) - Int(before.y) == doubled {
        glimpse.velocityY = Int8(clamping: doubled)
      }
    }
    seen[frame & 31] = glimpse
    defer { frame &+= 1 }
    return seen[(frame &- nature.reactionFrames) & 31]
  }

  /// Where the ball is to be waited for, as one who saw it like that believes.
  private func height(of ball: Glimpse, framesLeft: Int) -> Int {
    if nature.predicts {
      return ball.isApproaching
        ? ball.height(in: framesLeft, between: Self.walls)
        : (Self.walls.lowerBound + Self.walls.upperBound) / 2
    }
    let frames = ball.isApproaching ? min(framesLeft, nature.reactionFrames) : 0
    return Int(ball.y) + frames * Int(ball.velocityY)
  }

  /// Draws how this approach of the ball will be judged.
  private mutating func judge(isSmall: Bool) {
    let intent = (nature.predicts ? Self.plannedReach : Self.unplannedReach) / (isSmall ? 2 : 1)
    offset = generator.integer(below: 2 * intent + 1) - intent
    offset += Int((nature.error * generator.normal()).rounded())
    if generator.integer(below: Self.approachesPerLapse) == 0 {
      framesAway = Self.lapse.lowerBound + generator.integer(below: Self.lapse.count)
    }
  }
}

/// The ball in one frame.
private struct Glimpse: Hashable {
  var x: UInt8 = 0
  var y: UInt8 = 0
  /// Columns a frame to the right.
  var velocityX: Int8 = 0
  /// Rows a frame downward.
  var velocityY: Int8 = 0

  var isThere: Bool { y != 0 }
  var isApproaching: Bool { isThere && velocityX > 0 }

  /// In how many frames an approaching ball is there.
  func frames(to x: Int) -> Int {
    max(0, x - Int(self.x) + Int(velocityX) - 1) / Int(velocityX)
  }

  /// The ball's register `frames` later if it bounces between these two and nothing hits it.
  func height(in frames: Int, between walls: ClosedRange<Int>) -> Int {
    let span = walls.upperBound - walls.lowerBound
    let way = Int(y) - walls.lowerBound + Int(velocityY) * frames
    // Unfolded, two crossings of the court bring the ball back to where it was.
    let folded = ((way % (2 * span)) + 2 * span) % (2 * span)
    return walls.lowerBound + (folded <= span ? folded : 2 * span - folded)
  }
}
