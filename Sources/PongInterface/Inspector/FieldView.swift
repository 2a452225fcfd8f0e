import PongAgents
import PongEngine

/// How a hidden unit's weights from the picture are shown.
struct FieldView: Hashable, Sendable {
  /// Which of the network's pictures they belong to.
  var picture = 0
  /// Whether they are shown as they are, and not times the share of decisions at which each pixel is
  /// lit.
  var isRaw = false

  /// The next way of showing them: first the other picture, then both as they are.
  func next(of observation: PongObservation) -> FieldView {
    let isLast = picture + 1 >= observation.pictures.count
    return FieldView(picture: isLast ? 0 : picture + 1, isRaw: isLast ? !isRaw : isRaw)
  }

  /// The same, of a picture that there is.
  func limited(to observation: PongObservation) -> FieldView {
    FieldView(picture: min(picture, observation.pictures.count - 1), isRaw: isRaw)
  }

  /// The numbers, row by row, [6400].
  func values(of policy: PongPolicy, unit: Int) -> [Float] {
    isRaw
      ? policy.receptiveField(ofUnit: unit, picture: picture)
      : policy.weighedField(ofUnit: unit, picture: picture)
  }

  /// What is shown of units, in a few words.
  func title(of observation: PongObservation) -> String {
    let what = isRaw ? "raw weights" : "looks for"
    return observation.pictures.count > 1 ? "\(what), \(observation.pictures[picture])" : what
  }

  /// What is shown of one unit, in the width of a narrow panel.
  func title(ofUnit unit: Int, of observation: PongObservation) -> String {
    guard observation.pictures.count > 1 else { return "unit \(unit): \(title(of: observation))" }
    return "\(isRaw ? "raw" : "unit") \(unit): \(observation.pictures[picture])"
  }
}
