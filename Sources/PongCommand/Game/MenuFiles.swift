import Foundation
import PongAgents
import PongInterface
import Synchronization

/// Reads what the menu shows, on a thread of its own, so that the menu never waits for a file.
final class MenuFiles: Sendable {
  /// How many opponents' weights are kept in memory.
  private static let capacity = 3
  /// The decisions that are played to see which of a network's units moves the bat most.
  private static let decisions = 500

  private struct State {
    var agents: [OwnAgent]?
    var areAgentsWanted = false
    /// The opponent that is asked for; whoever was asked for before is not read any more.
    var wanted: String?
    var findings: [(id: String, found: OpponentFindings)] = []
    var isRunning = false
  }

  private let state = Mutex(State())
  private let work = DispatchSemaphore(value: 0)
  private let results: ResultsFile?
  private let matches: MatchFolder?
  private let shelf: MatchShelf

  /// Reads from a file of results, and keeps matches in a folder; with `nil` there are none.
  init(results: ResultsFile?, matches: MatchFolder?) {
    self.results = results
    self.matches = matches
    shelf = MatchShelf(matches)
  }

  /// The files as the menu asks for them.
  var sources: MenuSources {
    MenuSources(
      notice: PolicyLocator.advice == nil ? nil : "No trained agents found: pong doctor",
      ladder: PolicyLocator.ladder,
      games: results?.read() ?? [],
      agents: { self.agents() },
      renewAgents: { self.state.withLock { $0.agents = nil } },
      findings: { self.findings(of: $0) },
      keep: { self.results?.add($0) },
      keepReplay: { self.matches?.add($0) },
      matches: shelf.sources,
      hasMatches: { self.matches?.files.isEmpty == false },
      isRating: results != nil,
      now: { Date().timeIntervalSince1970 }
    )
  }

  // MARK: Asking

  private func agents() -> [OwnAgent]? {
    ask { state in
      if state.agents == nil { state.areAgentsWanted = true }
      return state.agents
    }
  }

  private func findings(of id: String) -> OpponentFindings? {
    ask { state in
      if let known = state.findings.first(where: { $0.id == id }) { return known.found }
      state.wanted = id
      return nil
    }
  }

  /// Answers at once; what is not known yet is read by the thread.
  private func ask<Answer: Sendable>(_ question: (inout State) -> Answer?) -> Answer? {
    let (answer, begins) = state.withLock { state in
      let answer = question(&state)
      let begins = answer == nil && !state.isRunning
      if begins { state.isRunning = true }
      return (answer, begins)
    }
    if answer == nil { work.signal() }
    if begins {
      let thread = Thread { [self] in while true { readNext() } }
      thread.stackSize = 8 << 20
      thread.start()
    }
    return answer
  }

  // MARK: Reading

  private func readNext() {
    work.wait()
    let (areAgentsWanted, id) = state.withLock { state in
      defer {
        state.areAgentsWanted = false
        state.wanted = nil
      }
      return (state.areAgentsWanted, state.wanted)
    }
    if areAgentsWanted {
      let agents = OwnAgents.read()
      state.withLock { $0.agents = agents }
    }
    guard let id else { return }
    let isKnown = state.withLock { state in state.findings.contains { $0.id == id } }
    guard !isKnown else { return }
    let found = Self.findings(of: id)
    state.withLock { state in
      state.findings.append((id, found))
      if state.findings.count > Self.capacity { state.findings.removeFirst() }
    }
  }

  /// Reads an opponent's files.
  static func findings(of id: String) -> OpponentFindings {
    do {
      let contestant =
        try Players.catalog.contestant(id)
        ?? Players.policy(id)
      var found = OpponentFindings(contestant: contestant)
      if case .pixels(let policy) = contestant.policy {
        found.figures = PolicyFigures(policy, decisions: decisions, seed: 0)
      }
      if Players.catalog.choice(id) == nil { found.curve = OwnAgents.curve(ofPolicy: id) }
      return found
    } catch {
      return OpponentFindings(problem: "\(error)")
    }
  }
}
