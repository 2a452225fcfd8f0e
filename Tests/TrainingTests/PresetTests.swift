import Testing
import Training

struct PresetTests {
  @Test(arguments: Preset.allCases)
  func `every preset is a valid configuration`(preset: Preset) throws {
    try preset.configuration.validate()
    #expect(preset.configuration.preset == preset.rawValue)
  }
}
