import Glibc

/// What a file is called until it is whole: `.NAME.PROCESS.CHANCE`, beside its place.
struct TemporaryName {
  let text: String
  private let process: pid_t

  /// A new name, which nobody can guess, for a file of this process.
  init(for name: String) {
    process = getpid()
    // The system takes 255 bytes.
    var stem = name[...]
    while stem.utf8.count > 200 { stem.removeLast() }
    text = ".\(stem).\(process).\(UInt32.random(in: 0 ... .max))"
  }

  /// A name that was found; `nil` if it is none of these.
  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    // Nobody else's hidden file ends in two such numbers; 2^22 is Linux's greatest number of a process.
    guard text.hasPrefix("."), parts.count >= 4, UInt32(parts[parts.count - 1]) != nil,
      let process = pid_t(parts[parts.count - 2]), 1...(1 << 22) ~= process
    else { return nil }
    self.text = text
    self.process = process
  }

  /// Whether it is a file that nobody writes any longer.
  func isAbandoned(in directory: Directory) -> Bool {
    guard directory.status(of: text)?.kind == S_IFREG, kill(process, 0) != 0, errno == ESRCH
    else { return false }
    // Numbers of processes mean nothing in another container: whoever writes holds a lock.
    let flags = O_RDONLY | O_NONBLOCK | O_NOFOLLOW
    guard
      let file = try? Descriptor(opening: text, in: directory.descriptor, flags, for: .read)
    else { return false }
    return flock(file.number, LOCK_EX | LOCK_NB) == 0
  }
}
