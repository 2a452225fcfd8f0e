public import ArgumentParser
import Foundation
import PongAgents
public import PongEngine

/// `pong review`: what there is to learn from a match.
struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Tell what a match shows: figures, and why each point was lost.",
    discussion: """
      Why a point was lost is found by asking the engine: the end of the rally is played again with \
      a bat that moves earlier, that stays, that goes the shortest way, or that stood in the middle.

      EXAMPLES
        pong review
        pong review last --json
        pong review match.json --side left
      """
  )

  @Argument(
    help: "A file, or \"last\" (the default) for the newest of your matches.",
    completion: .match
  )
  var file: String?

  @Option(help: "Whose review: left or right; the only person's without it.")
  var side: Side?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let (url, track, side) = try Self.open(file, side: side)
    let report = ReviewReport(track, side: side, path: url.path)
    print(
      json
        ? try report.json([.withoutEscapingSlashes], keys: .convertToSnakeCase) : report.text
    )
  }

  /// Plays a match, and finds whose it is.
  ///
  /// - Parameters:
  ///   - file: A file, or "last" for the newest match.
  ///   - side: Whose match; the only person's with `nil`.
  /// - Returns: The file, the match and the side.
  /// - Throws: A ``CommandError`` if it cannot be read, does not replay, or is nobody's.
  static func open(
    _ file: String?,
    side: Side?
  ) throws -> (url: URL, track: ReplayTrack, side: Side) {
    let url = try ReplayCommand.locate(file)
    let replay = try ReplayFile.read(url)
    guard let side = side ?? replay.personSide else {
      throw CommandError(
        "\(url.path): \(replay.left.isPerson ? "both are people" : "nobody is a person"): "
          + "say whose points with --side left or --side right.",
        exitCode: CommandError.usage
      )
    }
    let track = ReplayTrack(replay)
    if let divergence = track.divergence {
      throw CommandError(
        "\(url.path): does not replay to what was recorded, from frame \(divergence.frame) on: "
          + "\(divergence.description).",
        exitCode: CommandError.badData
      )
    }
    return (url, track, side)
  }
}

extension Side: ExpressibleByArgument {
  /// Reads "left" or "right".
  public init?(argument: String) {
    switch argument {
    case "left": self = .left
    case "right": self = .right
    default: return nil
    }
  }

  /// How the side is written.
  public var defaultValueDescription: String { self == .left ? "left" : "right" }

  /// All that can be written.
  public static var allValueStrings: [String] { ["left", "right"] }
}
