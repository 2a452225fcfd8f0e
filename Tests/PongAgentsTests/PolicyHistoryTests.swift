import PolicyTestSupport
import Testing

@testable import PongAgents

struct PolicyHistoryTests {
  private let policy = SamplePolicy.make(hidden: 1)

  /// The ages kept of a run asked every tenth of a second.
  private func ages(until end: Double, room: Int) -> [Double] {
    var history = PolicyHistory(bytes: room * policy.byteCount, of: policy)
    #expect(history.capacity == room)
    for tenth in 0...Int(end * 10) where history.wants(seconds: Double(tenth) / 10) {
      history.add(PolicySnapshot(seconds: Double(tenth) / 10, episodes: tenth, policy: policy))
      #expect(history.entries.count <= room)
    }
    return history.entries.map(\.seconds)
  }

  @Test func `ages lie apart as on a logarithmic scale`() {
    #expect(ages(until: 25, room: 18) == [0, 1, 2, 3, 5, 7, 10, 15, 20])
    #expect(ages(until: 120, room: 18).suffix(4) == [30, 50, 70, 100])
  }

  @Test func `memory bounds them, and the first and the latest stay`() {
    let kept = ages(until: 5000, room: 8)
    #expect(kept.count == 8)
    #expect(kept.first == 0)
    #expect(kept.last == 5000)
    #expect(kept == kept.sorted())
    #expect(ages(until: 100, room: 2) == [0, 100])
    #expect(ages(until: 100, room: 1) == [100])
    #expect(ages(until: 100, room: 0) == [])
  }
}
