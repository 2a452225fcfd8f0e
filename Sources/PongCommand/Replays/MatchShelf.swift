import FileAccess
import Foundation
import PongAgents
import PongInterface
import Synchronization

/// The matches in a folder as lists show them, read on a thread so that no screen waits.
final class MatchShelf: Sendable {
  private struct State {
    var matches: [KeptMatch]?
    var isReading = false
    /// Counts how often the list was to be renewed: what was read before is not it.
    var generation = 0
  }

  private let state = Mutex(State())
  private let folder: MatchFolder?

  /// Reads a folder; with `nil` there are no matches.
  init(_ folder: MatchFolder?) { self.folder = folder }

  /// The matches as a screen asks for them.
  var sources: MatchSources {
    MatchSources(
      list: { self.list() },
      renew: {
        self.state.withLock { state in
          state.matches = nil
          state.generation += 1
        }
      },
      open: { ReplayTrack(try ReplayFile.read(URL(fileURLWithPath: $0))) },
      replay: { ReplayFiles(URL(fileURLWithPath: $0)).sources },
      remove: { try Self.remove(URL(fileURLWithPath: $0)) },
      problem: {
        do {
          try self.folder?.prepare()
          return nil
        } catch {
          return "\(error)"
        }
      }
    )
  }

  private func list() -> [KeptMatch]? {
    guard let folder else { return [] }
    let (matches, begins, generation) = state.withLock { state in
      let begins = state.matches == nil && !state.isReading
      if begins { state.isReading = true }
      return (state.matches, begins, state.generation)
    }
    if begins {
      let thread = Thread { [self] in
        let read = Self.read(folder)
        state.withLock { state in
          if state.generation == generation { state.matches = read }
          state.isReading = false
        }
      }
      thread.start()
    }
    return matches
  }

  /// Reads the matches in a folder, the newest first; files that are damaged are told as such.
  static func read(_ folder: MatchFolder) -> [KeptMatch] {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.dateFormat = "yyyy-MM-dd HH:mm"
    return folder.files.map { file in
      do {
        let summary: Replay.Summary = try ReplayFile.decode(file)
        let date = summary.ended.map { Date(timeIntervalSince1970: $0) }
        return KeptMatch(
          id: file.path,
          date: date.map(formatter.string(from:)) ?? written(file, formatter),
          summary: summary
        )
      } catch {
        return KeptMatch(
          id: file.path,
          date: written(file, formatter),
          summary: nil,
          problem: "\(error)"
        )
      }
    }
  }

  /// When a file was written that does not say so itself.
  private static func written(_ file: URL, _ formatter: DateFormatter) -> String {
    let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
    return (attributes?[.modificationDate] as? Date).map(formatter.string(from:)) ?? ""
  }

  private static func remove(_ file: URL) throws {
    do {
      try Files.remove(file)
    } catch {
      throw CommandError(
        "\(file.path): cannot be removed: \(error.cause).",
        exitCode: CommandError.cannotCreate
      )
    }
  }
}
