import Testing
import Training

struct PresetTests {
  @Test func `a preset says what it sets`() {
    #expect(Preset.article.settings == ["learning-rate 0.002"])
    #expect(Preset.karpathy.settings.contains("optimizer rmsprop"))
    #expect(Preset.strong.settings.contains("observation difference+frame-80x80"))
  }

  @Test(arguments: Preset.allCases)
  func `every preset is a valid configuration`(preset: Preset) throws {
    try preset.configuration.validate()
    #expect(preset.configuration.preset == preset.rawValue)
  }
}
