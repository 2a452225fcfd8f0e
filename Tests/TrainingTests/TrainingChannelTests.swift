import Foundation
import NeuralNetwork
import PongAgents
import PongEngine
import Reinforcement
import Testing

@testable import Training

struct TrainingChannelTests {
  private func snapshot(_ seconds: Double) -> PolicySnapshot {
    let observation = PongObservation.difference
    let network = SparseNetwork(
      shape: SparseNetwork.Shape(
        inputCount: observation.inputCount,
        hiddenCount: 1,
        logitCount: 1,
        hasValue: false
      ),
      features: observation.features
    )
    let policy = PongPolicy(network: network, observation: observation, actions: [.right, .left])
    return PolicySnapshot(seconds: seconds, episodes: Int(seconds), policy: policy)
  }

  private func event(_ seconds: Double, mean: Double? = nil, finished: Int = 0) -> TrainingEvent {
    var event = TrainingEvent()
    event.seconds = seconds
    event.meanReward = mean
    event.bestReward = mean
    event.runningReward = mean
    event.finished = Array(repeating: Episode(reward: 1, length: 2), count: finished)
    return event
  }

  private func open() -> (TrainingChannel, ChannelObserver) {
    let channel = TrainingChannel()
    let observer = ChannelObserver(
      initialSnapshot: snapshot(0),
      event: TrainingEvent(),
      channel: channel
    )
    return (channel, observer)
  }

  @Test func `requests come out in the order in which they went in`() {
    let (channel, observer) = open()
    #expect(observer.nextRequest(isPaused: false) == nil)
    for request in [TrainingRequest.save, .pause, .stop] { channel.send(request) }
    #expect(observer.nextRequest(isPaused: false) == .save)
    #expect(observer.nextRequest(isPaused: true) == .pause)
    #expect(observer.nextRequest(isPaused: true) == .stop)
    #expect(observer.nextRequest(isPaused: false) == nil)
  }

  @Test(.timeLimit(.minutes(1))) func `a run that waits is woken by a request`() {
    let (channel, observer) = open()
    Thread { channel.send(.goOn) }.start()
    #expect(observer.nextRequest(isPaused: true) == .goOn)
  }

  @Test func `a report has all that is new, once`() throws {
    var (channel, observer) = open()
    #expect(channel.takeReport()?.ages.map(\.seconds) == [0])
    #expect(channel.takeReport() == nil)
    observer.observe(event(0.5, mean: -20, finished: 1)) { snapshot(0.5) }
    observer.observe(event(0.6)) { snapshot(0.6) }
    observer.observe(event(0.7, mean: -19.5, finished: 2)) { snapshot(0.7) }
    observer.observeSave(of: event(0.7), at: 0.75, isRequested: true)
    let report = try #require(channel.takeReport())
    #expect(report.latest.seconds == 0.7 && report.savedSeconds == 0.75)
    // Updates that ended no episode are no points of the curve.
    #expect(report.events.map(\.seconds) == [0.5, 0.7])
    #expect(report.milestones.map(\.seconds) == [0.5, 0.75] && report.snapshot == nil)
    #expect(channel.takeReport() == nil)
    observer.take(snapshot(0.8))
    let next = try #require(channel.takeReport())
    #expect(next.snapshot?.seconds == 0.8 && next.events.isEmpty && next.milestones.isEmpty)
    #expect(next.savedSeconds == 0.75)
  }

  @Test func `copies at the ages of the history are reported, the others are never made`() throws {
    var (channel, observer) = open()
    for tenth in 1...30 {
      let seconds = Double(tenth) / 10
      observer.observe(event(seconds)) {
        #expect([1, 2, 3].contains(seconds))
        return snapshot(seconds)
      }
    }
    let report = try #require(channel.takeReport())
    #expect(report.ages.map(\.seconds) == [0, 1, 2, 3] && report.snapshot?.seconds == 3)
  }

  @Test func `every whole point of the best mean is a milestone, once`() throws {
    var (channel, observer) = open()
    for (second, mean) in [-20.5, -20.2, -19.9, -20.5, -19.5, -17.3].enumerated() {
      var event = event(Double(second))
      event.bestReward = [-20.5, -20.2, -19.9, -19.9, -19.5, -17.3][second]
      event.meanReward = mean
      observer.observe(event) { snapshot(Double(second)) }
    }
    let milestones = try #require(channel.takeReport()).milestones.map(\.milestone)
    #expect(milestones == [.best(-20.5), .best(-19.9), .best(-17.3)])
  }

  @Test func `the state is that of the run`() {
    var (channel, observer) = open()
    #expect(channel.takeReport()?.state == .running)
    observer.observePause(true)
    #expect(channel.takeReport()?.state == .paused)
    observer.observePause(false)
    #expect(channel.takeReport()?.state == .running)
    observer.observe(event(1, mean: 3)) { snapshot(1) }
    observer.observeEnd(.goal, at: 2)
    let report = channel.takeReport()
    #expect(report?.state == .ended(.goal))
    #expect(report?.milestones.last?.milestone == .goal(3))
    observer.observeEnd(.stopped, at: 3)
    #expect(channel.takeReport()?.milestones.isEmpty == true)
  }
}
