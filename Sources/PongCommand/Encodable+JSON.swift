import Foundation
import Text

extension Encodable {
  /// The value as JSON with sorted keys; numbers that are not finite are the texts `Infinity`,
  /// `-Infinity` and `NaN`, and what is not seen is escaped.
  ///
  /// - Throws: An `EncodingError` if it cannot be written so.
  func json(
    _ formatting: JSONEncoder.OutputFormatting = [],
    keys: JSONEncoder.KeyEncodingStrategy = .useDefaultKeys
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting.union(.sortedKeys)
    encoder.keyEncodingStrategy = keys
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity",
      negativeInfinity: "-Infinity",
      nan: "NaN"
    )
    return String(decoding: try encoder.encode(self), as: UTF8.self).jsonEscaped
  }
}
