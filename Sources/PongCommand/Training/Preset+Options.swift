import Foundation
import Training

extension Preset {
  /// What the preset sets beside the defaults of the options, as it would be written: "--hidden 192".
  var options: [String] {
    var plain = RunConfiguration()
    plain.preset = rawValue
    let (before, after) = (Self.fields(plain), Self.fields(configuration))
    return after.keys.sorted().filter { before[$0] != after[$0] }.map { field in
      Self.flags[field] ?? "--\(Self.names[field] ?? Self.words(field)) \(after[field] ?? "")"
    }
  }

  /// Fields that are switched on by a flag.
  private static let flags = [
    "resetsAtRewards": "--reset-at-points", "sumsGradients": "--sum-gradients",
  ]
  /// Fields whose option has a name of its own.
  private static let names = ["steps": "rollout-steps"]

  /// The fields of a configuration as they stand in `config.json`.
  private static func fields(_ configuration: RunConfiguration) -> [String: String] {
    guard let data = try? JSONEncoder().encode(configuration),
      let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
    else {
      return [:]
    }
    return object.mapValues { value in
      (value as? [Any])?.map { "\($0)" }.joined(separator: ",") ?? "\(value)"
    }
  }

  /// A field's name as an option is written: `learningRate` becomes `learning-rate`.
  private static func words(_ field: String) -> String {
    field.reduce(into: "") { text, letter in
      text += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
    }
  }
}
