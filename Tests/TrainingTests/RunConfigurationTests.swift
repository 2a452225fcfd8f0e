import Foundation
import Testing
import Training

struct RunConfigurationTests {
  @Test("what is written is read again, setting by setting", arguments: Preset.allCases)
  func roundTrip(preset: Preset) throws {
    var configuration = preset.configuration
    configuration.seed = 7
    configuration.sumsGradients.toggle()
    configuration.finalEntropyWeight = 0.5
    configuration.entropyDecaySteps = 9
    let data = try JSONEncoder().encode(configuration)
    #expect(try JSONDecoder().decode(RunConfiguration.self, from: data) == configuration)
  }

  @Test("a configuration of an earlier version has the defaults of what it does not know")
  func earlier() throws {
    var fields = try #require(
      try JSONSerialization.jsonObject(with: try JSONEncoder().encode(Preset.fast.configuration))
        as? [String: Any]
    )
    fields["finalEntropyWeight"] = nil
    fields["entropyDecaySteps"] = nil
    let data = try JSONSerialization.data(withJSONObject: fields)
    #expect(
      try JSONDecoder().decode(RunConfiguration.self, from: data) == Preset.fast.configuration
    )
  }

  @Test("a setting of a wrong type is no configuration")
  func wrong() {
    let data = Data(#"{"hidden": "many"}"#.utf8)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(RunConfiguration.self, from: data)
    }
  }
}
