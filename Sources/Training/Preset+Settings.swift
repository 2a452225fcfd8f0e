import Foundation

extension Preset {
  /// What the preset sets beside the article's settings, in the order of the names: "hidden 192".
  public var settings: [String] {
    var plain = RunConfiguration()
    plain.preset = rawValue
    let (before, after) = (Self.fields(plain), Self.fields(configuration))
    return after.keys.sorted().filter { before[$0] != after[$0] }.map { key in
      "\(Self.words(key)) \(after[key] ?? "")"
    }
  }

  /// The fields of a configuration as they stand in `config.json`.
  private static func fields(_ configuration: RunConfiguration) -> [String: String] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes]
    guard let data = try? encoder.encode(configuration),
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
