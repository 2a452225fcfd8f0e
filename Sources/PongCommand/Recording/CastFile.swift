import Foundation
import PongInterface
import PongTerminal
import Synchronization

/// Records what a terminal shows in an asciicast.
final class CastFile: FrameRecorder {
  private struct State {
    var file: StreamedFile
    var encoder: CastEncoder?
    var failure: String?

    mutating func write(_ text: String) {
      guard failure == nil else { return }
      do {
        try file.write(text.utf8)
      } catch {
        failure = "\(error)"
      }
    }
  }

  private let state: Mutex<State>

  /// Starts a recording.
  ///
  /// - Throws: A `CommandError` if the file cannot be made.
  init(path: String) throws {
    let file = try StreamedFile(path: path)
    state = Mutex(State(file: file))
  }

  func begin(_ capabilities: TerminalCapabilities) {
    let timestamp = Int(Date().timeIntervalSince1970)
    state.withLock { state in
      state.encoder = CastEncoder(
        title: "pong",
        timestamp: timestamp,
        depth: capabilities.colorDepth,
        usesUnicode: capabilities.usesUnicode
      )
    }
  }

  func record(_ surface: Surface, at time: Duration, landmark: String?) {
    state.withLock { state in
      let text = state.encoder?.add(surface, at: time, landmark: landmark) ?? ""
      state.write(text)
    }
  }

  func finish(at time: Duration) -> String? {
    state.withLock { state in
      state.write(state.encoder?.finish(at: time) ?? "")
      guard state.failure == nil else { return state.failure }
      do {
        try state.file.finish()
      } catch {
        state.failure = "\(error)"
      }
      return state.failure
    }
  }
}
