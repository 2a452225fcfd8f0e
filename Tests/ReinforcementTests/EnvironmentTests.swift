import EnvironmentTestSupport
import Reinforcement
import Testing

/// The contract of environments on those that tests learn in.
struct EnvironmentTests {
  @Test func `Catch keeps the contract`() {
    #expect(EnvironmentContract(steps: 60) { Catch(actionCount: 3, seed: $0) }.violations == [])
  }

  @Test func `Catch in numbers keeps the contract`() {
    #expect(EnvironmentContract(steps: 60) { DenseCatch(seed: $0) }.violations == [])
  }

  @Test func `an environment with a limit keeps the contract`() {
    let contract = EnvironmentContract(steps: 60) {
      TimeLimit(Catch(actionCount: 3, seed: $0), maximumSteps: 4)
    }
    #expect(contract.violations == [])
  }

  @Test func `a limit truncates episodes, and leaves those alone that end with it`() {
    func statuses(limit: Int) -> [TimeStep.Status] {
      var environment = TimeLimit(Catch(actionCount: 2, seed: 1), maximumSteps: limit)
      return (0..<12).map { _ in
        let status = environment.step(0).status
        if status != .running { environment.reset() }
        return status
      }
    }
    // A ball falls for six steps.
    let whole = [TimeStep.Status](repeating: .running, count: 5) + [.terminated]
    #expect(statuses(limit: 7) == whole + whole)
    #expect(statuses(limit: 6) == whole + whole)
    let half: [TimeStep.Status] = [.running, .running, .truncated]
    #expect(statuses(limit: 3) == half + half + half + half)
  }

  /// An environment that breaks its promises: the contract notices.
  private struct Careless: Environment {
    var base: Catch
    let actionCount = 3
    let observationWidth = 1
    var snapshot: [UInt64] { [base.snapshot[0]] }
    mutating func reset() { base.reset() }
    mutating func step(_ action: Int) -> TimeStep { base.step(action) }
    func observe(_ tokens: UnsafeMutablePointer<Int32>) -> Int { base.observe(tokens) }
    mutating func restore(_ snapshot: [UInt64]) -> Bool {
      base.reset()
      return !snapshot.isEmpty
    }
  }

  @Test func `the contract notices what is wrong`() {
    let problems = EnvironmentContract(steps: 60) { seed in
      Careless(base: Catch(actionCount: 3, seed: seed))
    }.violations
    for part in [
      "2 elements of 1", "beyond its width", "another future", "passes for a snapshot",
      "changes something",
    ] {
      #expect(problems.contains { $0.contains(part) }, "\(part)")
    }
  }
}
