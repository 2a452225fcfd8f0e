import Reinforcement
import Testing

@testable import PongInterface

struct TrainingCurveTests {
  private func event(_ index: Int) -> TrainingEvent {
    var event = TrainingEvent()
    event.episodes = index
    event.agentSteps = 100 * index
    event.seconds = Double(index) / 10
    event.runningReward = Double(index) / 100
    return event
  }

  @Test func `is thinned out evenly, and never too long`() {
    var curve = TrainingCurve()
    var most = 0
    for index in 1...100_000 {
      curve.add(event(index))
      most = max(most, curve.points.count)
    }
    #expect(most < TrainingCurve.capacity)
    let gaps = zip(curve.points, curve.points.dropFirst()).map { $1.episodes - $0.episodes }
    #expect(Set(gaps) == [32])
    #expect(curve.points.count > TrainingCurve.capacity / 4)
  }

  @Test func `the slope is that of the last third`() throws {
    #expect(TrainingCurve().slope == nil)
    let slope = try #require(TrainingCurve((0...300).map(event)).slope)
    #expect(abs(slope - 0.1) < 1e-9)
    var bent = TrainingCurve((0...200).map(event))
    for index in 201...300 {
      var late = event(index)
      late.runningReward = 2
      bent.add(late)
    }
    #expect(bent.slope == 0)
  }

  @Test func `the article's curve is as the article has it`() {
    let points = ReferenceCurve.article.curve.points
    #expect(points.last?.episodes == 10_000)
    #expect(points.last?.seconds == 108_000)
    #expect(abs(points.last?.runningReward ?? 1) < 1e-9)
    #expect(points.first?.runningReward == -21)
    #expect(ReferenceCurve.article.axes == [.episodes, .seconds])
  }
}
