import FileAccess
import Foundation
import PongAgents
import PongInterface
import PongPrograms
import Synchronization
import Text

/// What a replay's screen asks of files, answered on threads so that it never waits.
final class ReplayFiles: Sendable {
  private struct State {
    var players: [Replay.Participant: FoundPlayer] = [:]
    /// Those who are being looked for.
    var wanted: Set<Replay.Participant> = []
    var isWriting = false
    /// What has become of the last clip, until the screen has asked.
    var written: String?
    /// What has become of each clip.
    var lines: [String] = []
  }

  private let state = Mutex(State())
  private let catalog: PlayerCatalog
  /// The replay's file, after which clips are called.
  private let file: URL

  /// Answers for the replay in a file.
  init(_ file: URL, catalog: PlayerCatalog = Players.catalog) {
    self.file = file
    self.catalog = catalog
  }

  /// The files as the screen asks for them.
  var sources: ReplaySources {
    ReplaySources(
      player: { self.player($0) },
      export: { self.export($0) },
      exported: { self.exported() }
    )
  }

  // MARK: Players

  private func player(_ participant: Replay.Participant) -> FoundPlayer? {
    let (found, begins) = state.withLock { state in
      let found = state.players[participant]
      return (found, found == nil && state.wanted.insert(participant).inserted)
    }
    if begins {
      Self.inBackground { [self] in
        let found = Self.find(participant, in: catalog)
        state.withLock { $0.players[participant] = found }
      }
    }
    return found
  }

  /// Looks for a participant among those who can play today.
  ///
  /// A replay may come from a stranger: it starts no program, and of files it opens policies only.
  static func find(_ participant: Replay.Participant, in catalog: PlayerCatalog) -> FoundPlayer {
    let title = participant.title.printable
    guard ProgramName(participant.id) == nil else {
      return FoundPlayer(remark: "\(title) is a program, which no replay may start")
    }
    do {
      var contestant = try catalog.contestant(participant.id)
      if contestant == nil, participant.policy != nil, isFile(participant.id) {
        contestant = try Players.policy(participant.id)
      }
      guard let contestant, contestant.seat(seed: 0).holder == participant.holder else {
        return FoundPlayer(remark: "\(title) is not there any more")
      }
      let isOther =
        participant.policy != nil && participant.policy != contestant.policy?.fingerprint
      return FoundPlayer(
        contestant,
        remark: isOther ? "\(title) has other weights today than in this match" : nil
      )
    } catch {
      return FoundPlayer(remark: "\(title): \(error)".printable)
    }
  }

  /// Whether a policy's name, with traits or without, is that of a file and not of a device.
  private static func isFile(_ id: String) -> Bool {
    let names = [id] + (id.lastIndex(of: ":").map { [String(id[..<$0])] } ?? [])
    return names.contains { name in
      (try? PolicyLocator.file(name)).map(Files.isFile) ?? false
    }
  }

  // MARK: Clips

  private func export(_ clip: ReplayClip) {
    state.withLock { $0.isWriting = true }
    Self.inBackground { [self] in
      let line = write(clip)
      state.withLock { state in
        state.written = line
        state.lines.append(line)
        state.isWriting = false
      }
    }
  }

  private func exported() -> String? {
    state.withLock { state in
      defer { state.written = nil }
      return state.written
    }
  }

  /// What has become of each clip, in a line; waits while one is being written.
  func finish() -> [String] {
    while state.withLock({ $0.isWriting }) { Thread.sleep(forTimeInterval: 0.01) }
    return state.withLock { $0.lines }
  }

  /// Writes a clip into the working directory or, where that cannot be, beside the replay.
  private func write(_ clip: ReplayClip) -> String {
    let folders = [nil, file.deletingLastPathComponent()]
    var failure: (any Error)?
    for folder in folders {
      do {
        return try ReplayRecording.writeClip(clip, to: freePath(clip, in: folder))
      } catch {
        failure = failure ?? error
      }
    }
    return failure.map { "\($0)" } ?? ""
  }

  private func freePath(_ clip: ReplayClip, in folder: URL?) -> String {
    let stem = file.deletingPathExtension().lastPathComponent + "-" + clip.name
    var name = stem + ".gif"
    var count = 2
    func path() -> String { folder?.appendingPathComponent(name).path ?? name }
    while FileManager.default.fileExists(atPath: path()) {
      name = "\(stem)-\(count).gif"
      count += 1
    }
    return path()
  }

  private static func inBackground(_ work: @escaping @Sendable () -> Void) {
    let thread = Thread(block: work)
    thread.stackSize = 8 << 20
    thread.start()
  }
}
