import CTerm
import Glibc

/// Whether somebody wants the process to end, for commands that then end in good order.
///
/// All signals that would end it ask for it: Ctrl-C, a window that closes, a batch system whose time
/// is up. The first counts; further ones within a second are the same request, as when a terminal
/// and a shell both tell of a window that has closed. A later one ends the process at once, unless
/// it is ending already: then only after ten seconds, so that nothing is cut short while it is saved.
public enum Interruption {
  /// From now on signals are requests.
  public static func watch() { _ = ct_watch_requests() }

  /// The first signal that asked for the end; nil if none did since `watch`.
  public static var signal: Int32? {
    let number = ct_first_request()
    return number == 0 ? nil : number
  }

  /// Whether somebody wants the process to end; whoever asks is taken to see to it.
  public static var isRequested: Bool {
    guard ct_first_request() != 0 else { return false }
    ct_heed_request()
    return true
  }

  /// The exit status after work that was to be done was ended in good order: zero for Ctrl-C and
  /// SIGTERM, by which people end what they have seen enough of, else 128 more than the signal.
  public static var exitCode: Int32 {
    guard let signal, signal != SIGINT, signal != SIGTERM else { return 0 }
    return 128 + signal
  }
}

/// Whether somebody wants what is going on to be saved at once, for commands that save and go on.
///
/// SIGUSR1 asks for it, as batch systems and scripts send it.
public enum SavingRequest {
  /// From now on SIGUSR1 is such a request, and none for the end.
  public static func watch() { ct_watch_saves() }

  /// Whether one came since this was asked last.
  public static func take() -> Bool { ct_take_save() }
}

/// The limit that a shell's `ulimit -f` sets on the size of files.
public enum FileLimit {
  /// From now on a write beyond the limit fails, and whoever writes says so; else a signal would end
  /// the process.
  public static func survive() { ct_survive_file_limit() }
}
