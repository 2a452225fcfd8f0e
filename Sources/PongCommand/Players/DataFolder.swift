import Foundation

/// Where the files that come with the program are: the folder `weights`, with policies and ladder.
///
/// It is looked for from where the executable is, links resolved, so that the program runs from any
/// directory: out of a build, installed under any prefix, and moved together with it.
struct DataFolder {
  /// The folders that are looked at, in this order, by their names: those near the executable are
  /// called after the way from there, the others by their whole paths.
  let places: [(name: String, url: URL)]
  /// The first of them that is there; `nil` if none is.
  let found: (name: String, url: URL)?

  /// Looks for the folder.
  ///
  /// - Parameters:
  ///   - executable: The program's own file, not a link to it; `nil` where it is not known.
  ///   - environment: `XDG_DATA_DIRS`, after the XDG base directory specification, says where else
  ///     the system keeps such files.
  init(executable: URL?, environment: [String: String]) {
    var places: [(name: String, url: URL)] = []
    if let beside = executable?.deletingLastPathComponent() {
      // The first is that of a build, after the name that SwiftPM gives this target's resources.
      for name in ["pong_PongCommand.resources/weights", "weights", "../share/pong/weights"] {
        places.append((name, beside.appendingPathComponent(name).standardizedFileURL))
      }
    }
    let system = environment["XDG_DATA_DIRS"].flatMap { $0.isEmpty ? nil : $0 }
    // The specification has relative paths ignored.
    for folder in (system ?? "/usr/local/share:/usr/share").split(separator: ":")
    where folder.hasPrefix("/") {
      let url = URL(fileURLWithPath: String(folder)).appendingPathComponent("pong/weights")
      if !places.contains(where: { $0.url.path == url.path }) { places.append((url.path, url)) }
    }
    self.places = places
    found = places.first { PathCandidates.isDirectory($0.url.path) }
  }

  /// This program's own file, links resolved; `nil` where the system does not tell, as without
  /// `/proc`.
  static let executable =
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    .map { URL(fileURLWithPath: $0) }

  /// That of this program.
  ///
  /// `Bundle.module` would do for a build, but traps where its folder is not.
  static let own = DataFolder(
    executable: executable,
    environment: ProcessInfo.processInfo.environment
  )

  /// What to do where the folder is not there: where it was looked for.
  var advice: String {
    """
    The trained policies that come with pong were not found. Looked in: \
    \(places.map(\.url.path).joined(separator: ", ")). Install pong with Tests/Scripts/install.sh, \
    or put the folder weights of its sources there.
    """
  }
}
