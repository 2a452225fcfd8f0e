import Dispatch
import Foundation
public import PongAgents
import Synchronization

/// A tournament that is played on threads of its own, beside a screen that shows it.
public final class TournamentThread: Sendable {
  /// How the tournament stands.
  public struct News: Sendable {
    /// The table.
    public var table: TournamentTable
    /// The number of the pairing that is being played; `nil` in the end.
    public var playing: Int?
  }

  private struct State {
    var news: News
    var isNew = false
    var isStopping = false
  }

  private let state: Mutex<State>
  private let end = DispatchSemaphore(value: 0)

  /// Lets a tournament be played.
  ///
  /// - Parameters:
  ///   - tournament: The tournament.
  ///   - threads: How many threads play.
  public init(_ tournament: Tournament, threads: Int) {
    state = Mutex(State(news: News(table: TournamentTable(tournament), playing: nil)))
    let thread = Thread { [self] in
      let pool = ThreadPool(workerCount: threads)
      // Few games at once: whoever stops waits for them.
      let table = tournament.play(on: pool, gamesAtOnce: 4) { table, playing in
        state.withLock { state in
          state.news = News(table: table, playing: playing)
          state.isNew = true
          return !state.isStopping
        }
      }
      state.withLock { state in
        state.news = News(table: table, playing: nil)
        state.isNew = true
      }
      end.signal()
    }
    // As much as the main thread has.
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// What is new since the last time; `nil` if nothing is.
  public func takeNews() -> News? {
    state.withLock { state in
      defer { state.isNew = false }
      return state.isNew ? state.news : nil
    }
  }

  /// Ends the tournament, if it has not ended, after the games that are being played; once.
  ///
  /// - Returns: The table.
  public func finish() -> TournamentTable {
    state.withLock { $0.isStopping = true }
    end.wait()
    return state.withLock { $0.news.table }
  }
}
