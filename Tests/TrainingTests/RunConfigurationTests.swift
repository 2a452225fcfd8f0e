import Foundation
import PongEngine
import Reinforcement
import Testing

@testable import Training

struct RunConfigurationTests {
  @Test(arguments: Preset.allCases)
  func `what is written is read again, setting by setting`(preset: Preset) throws {
    var configuration = preset.configuration
    configuration.seed = 7
    configuration.sumsGradients.toggle()
    configuration.finalEntropyWeight = 0.5
    configuration.entropyDecaySteps = 9
    let data = try JSONEncoder().encode(configuration)
    #expect(try JSONDecoder().decode(RunConfiguration.self, from: data) == configuration)
  }

  @Test func `a configuration of an earlier version has the defaults of what it does not know`()
    throws
  {
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

  @Test func `a setting of a wrong type is no configuration`() {
    let data = Data(#"{"hidden": "many"}"#.utf8)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(RunConfiguration.self, from: data)
    }
  }

  @Test(arguments: [
    ("environment", #""Pong-v9""#, "Pong-v9", "one of Pong-v0, Pong-v4, "),
    ("observation", #""smell""#, "smell", "one of difference-80x80, difference+frame-80x80"),
    ("actions", #"["RIGHT", "JUMP"]"#, "RIGHT,JUMP", "2 to 18 different names of ALE's actions"),
    ("update", #""never""#, "never", "one of batch, keras"),
    ("initialization", #""zero""#, "zero", "one of glorot, karpathy"),
  ])
  func `a name that nobody knows is refused with what there is`(
    key: String,
    json: String,
    value: String,
    expected: String
  ) throws {
    let data = Data("{\"\(key)\": \(json)}".utf8)
    let error = #expect(throws: ConfigurationError.self) {
      try JSONDecoder().decode(RunConfiguration.self, from: data)
    }
    #expect(error?.setting == "--\(key)" && error?.value == value)
    #expect(error?.expected.hasPrefix(expected) ?? false)
  }

  @Test func `a configuration stands in files as it always has`() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    var configuration = Preset.twoPictures
    configuration.preset = Preset.strong.rawValue
    let data = try encoder.encode(configuration)
    #expect(
      String(decoding: data, as: UTF8.self) == """
        {"actions":["NOOP","FIRE","RIGHT","LEFT","RIGHTFIRE","LEFTFIRE"],"algorithm":"ppo",\
        "batchSize":4096,"clip":0.2,"decaySteps":40000000,"discount":0.99,\
        "entropyDecaySteps":12000000,"entropyWeight":0.01,"environment":"Pong-v0",\
        "environments":32,"epochs":3,"epsilon":0.0001,"finalEntropyWeight":0.1,\
        "finalLearningRate":0.03,"hidden":160,"initialization":"glorot","lambda":0.95,\
        "learningRate":0.003,"noopFrames":0,"observation":"difference+frame-80x80",\
        "optimizer":"lazy-adam","preset":"strong","resetsAtRewards":true,"seed":0,"steps":256,\
        "sumsGradients":false,"update":"batch","valueWeight":1}
        """
    )
    var shared = configuration
    shared.workers = 4
    let text = String(decoding: try encoder.encode(shared), as: UTF8.self)
    #expect(text.hasSuffix(#""valueWeight":1,"workers":4}"#))
  }

  @Test func `settings that came later stand in files where they are used, and are read back`()
    throws
  {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let data = try encoder.encode(Preset.strong.configuration)
    let text = String(decoding: data, as: UTF8.self)
    #expect(
      text.contains(#""stepPenalty":0.005,"steps":256,"stillness":4,"stillnessSteps":2000000"#)
    )
    #expect(
      try JSONDecoder().decode(RunConfiguration.self, from: data) == Preset.strong.configuration
    )
  }

  @Test func `the default policy prefers the actions that leave the bat alone`() {
    var configuration = RunConfiguration()
    #expect(configuration.ppo.defaultPolicy.isEmpty)
    configuration.actions = [.noop, .fire, .up, .right, .downLeft, .leftFire]
    configuration.stillness = 2.5
    #expect(configuration.ppo.defaultPolicy == [0, 0, 0, -2.5, -2.5, -2.5])
    #expect(throws: Never.self) { try configuration.validate() }
    configuration.actions = [.right, .leftFire]
    let error = #expect(throws: ConfigurationError.self) { try configuration.validate() }
    #expect(error?.setting == "--stillness")
  }

  @Test func `schedules go straight to their ends, and stay there`() {
    var configuration = RunConfiguration()
    configuration.finalLearningRate = 0.2
    configuration.decaySteps = 1000
    configuration.finalEntropyWeight = 0.5
    configuration.entropyDecaySteps = 400
    let steps = [0, 200, 400, 500, 1000, 1001, 5000]
    func expect(_ found: [Double], _ expected: [Double]) {
      #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-12 }, "\(found)")
    }
    expect(
      steps.map { configuration.learningRateScale(after: $0) },
      [1, 0.84, 0.68, 0.6, 0.2, 0.2, 0.2]
    )
    expect(
      steps.map { configuration.entropyScale(after: $0) },
      [1, 0.75, 0.5, 0.5, 0.5, 0.5, 0.5]
    )
    configuration.stillnessSteps = 1000
    expect(
      steps.map { configuration.stillnessScale(after: $0) },
      [0, 0.2, 0.4, 0.5, 1, 1, 1]
    )
    configuration.stillnessSteps = 0
    #expect(configuration.stillnessScale(after: 0) == 1)
    configuration.decaySteps = 0
    #expect(configuration.learningRateScale(after: 5000) == 1)
  }
}
