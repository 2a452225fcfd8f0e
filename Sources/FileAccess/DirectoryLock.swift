import Foundation

/// The right to be the only one, of all processes and threads, who writes in a directory.
///
/// The system forgets it when its process ends, however that ends. Where it knows no locks (some
/// network file systems) everybody gets it.
public final class DirectoryLock {
  private let file: Descriptor

  /// Takes the right, or says who has it.
  ///
  /// - Parameter directory: The directory.
  /// - Throws: A ``FileError`` if somebody else has it.
  public init(_ directory: Directory) throws(FileError) {
    // A description of its own: the lock belongs to it, and ends with it.
    file = try Descriptor(
      opening: ".",
      in: directory.descriptor,
      O_RDONLY | O_DIRECTORY,
      for: .lock
    )
    let result = Descriptor.retrying { flock(file.number, LOCK_EX | LOCK_NB) }
    guard result != 0, errno == EWOULDBLOCK else { return }
    let holder = Self.holder(of: try file.status)
    let who = holder.map { "process \($0)" } ?? "another process"
    throw FileError(directory.path, .lock, cause: "\(who) is writing there")
  }

  // A process that is being started has the file open, too, until its program takes over.
  deinit { flock(file.number, LOCK_UN) }

  /// The process that has the right, if the system tells.
  private static func holder(of status: stat) -> pid_t? {
    let file = URL(fileURLWithPath: "/proc/locks")
    guard let bytes = try? Files.read(file, limit: 1 << 24) else { return nil }
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      // "1: FLOCK  ADVISORY  WRITE 4242 08:01:131 0 EOF"
      let words = line.split(separator: " ")
      guard words.count >= 6, words[1] == "FLOCK", let process = pid_t(words[4]), process > 0,
        words[5].split(separator: ":").last.flatMap({ UInt64($0) }) == UInt64(status.st_ino),
        // Numbers of files are each file system's own; this one is open there.
        isOpen(status, in: process)
      else { continue }
      return process
    }
    return nil
  }

  /// Whether a process has a directory open, or does not let that be seen.
  private static func isOpen(_ wanted: stat, in process: pid_t) -> Bool {
    let folder = "/proc/\(process)/fd"
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      return true
    }
    return names.contains { name in
      var status = stat()
      return stat("\(folder)/\(name)", &status) == 0 && status.st_ino == wanted.st_ino
        && status.st_dev == wanted.st_dev
    }
  }
}
