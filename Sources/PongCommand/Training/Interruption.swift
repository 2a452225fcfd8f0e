import Foundation
import Synchronization

/// Set when somebody wants the run to end: by SIGINT or SIGTERM.
private let interruptionFlag = Atomic<Bool>(false)

/// Whether somebody wants the run to end.
enum Interruption {
  static var isRequested: Bool { interruptionFlag.load(ordering: .relaxed) }

  /// From now on a signal sets the flag; a second one ends the process at once.
  static func watch() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        interruptionFlag.store(true, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
    }
  }
}
