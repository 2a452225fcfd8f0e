import FileAccess
import Foundation
import PongAgents
import Training

/// Finds policies: by file, or by name among those that come with the program.
enum PolicyLocator {
  /// The opponents that come with the program, and what was measured of them; without a rung where
  /// the file cannot be read.
  ///
  /// Read when it is first asked for; no policy is opened for it.
  static let ladder = (try? LadderFile.read(in: folder)) ?? Ladder()

  /// The policies that come with the program: the rungs of the ladder, the weakest first, and then
  /// the others.
  static let shipped: [Choice] = {
    let known = ladder.entries.filter { $0.policy != nil }
    return known.isEmpty ? LadderFile.unratedPolicies(in: folder) : known.map(\.choice)
  }()

  /// The file of the policy that comes with the program under that name; `nil` if there is none.
  static func shippedFile(_ name: String) -> URL? {
    guard shipped.contains(where: { $0.id == name }) else { return nil }
    return folder.appendingPathComponent(ladder.entry(name)?.policy ?? name + ".safetensors")
  }

  /// What the screens call a policy of that name or file.
  static func title(_ name: String) -> String {
    // A directory's policy is called as if its file had been named.
    if isDirectory(name) { return title(RunDirectory(URL(fileURLWithPath: name)).policy.path) }
    let file = URL(fileURLWithPath: name)
    // Of a run in its usual place it is the run that has a name: runs/rival/STAMP/policy.safetensors.
    let run = name.split(separator: "/").dropLast(2).last
    let stem = file.deletingPathExtension().lastPathComponent
    let steps = RunDirectory.agentSteps(ofKept: file.lastPathComponent)
    let isRuns = steps != nil || ["policy", "checkpoint"].contains(stem)
    let title = (isRuns ? run.map(String.init) : nil) ?? (steps == nil ? stem : "checkpoint")
    let age =
      steps.map { String(format: $0 < 100_000_000 ? " %.3g M" : " %.0f M", Double($0) / 1e6) } ?? ""
    return title.replacingOccurrences(of: "-", with: " ").capitalized + age
  }

  /// Where the policies that come with the program are, whatever the working directory; where they
  /// are missing, a folder that is not there.
  static let folder = DataFolder.own.found?.url ?? URL(fileURLWithPath: "/nonexistent/weights")

  /// What to do where the policies that come with the program are missing; `nil` where they are not.
  static let advice: String? = DataFolder.own.found == nil ? DataFolder.own.advice : nil

  /// Reads the policy of that name or file, whatever it sees of the game, and the strings in its
  /// file.
  ///
  /// - Throws: A ``CommandError`` that says which file it is and what is wrong with it.
  static func read(_ name: String) throws -> (policy: TrainedPolicy, metadata: [String: String]) {
    try withFile(name) { try PolicyFile.read($0) }
  }

  /// Reads the file of that name, and makes something of it.
  ///
  /// - Throws: A ``CommandError`` that says which file it is and what is wrong with it.
  static func withFile<Result>(
    _ name: String,
    _ read: (URL) throws -> Result
  ) throws -> Result {
    let url = try file(name)
    do {
      return try read(url)
    } catch var error as FileError {
      // As it was named, if it was.
      if error.path == URL(fileURLWithPath: name).path { error.path = name }
      throw CommandError(error)
    } catch {
      throw CommandError(
        shippedFile(name) != nil
          ? "The policy \"\(name)\" cannot be read: \(error) (\(url.path))."
          : "\(name): \(error).",
        exitCode: CommandError.badData
      )
    }
  }

  /// The file of the policy of that name: of one that comes with the program, of a file, or of the run
  /// in a directory.
  ///
  /// - Throws: A ``CommandError`` if there is none.
  static func file(_ name: String) throws -> URL {
    if let file = shippedFile(name) {
      guard FileManager.default.fileExists(atPath: file.path) else {
        throw CommandError(
          "The policy \"\(name)\" is not where it was installed: \(file.path).",
          exitCode: CommandError.noInput
        )
      }
      return file
    }
    guard FileManager.default.fileExists(atPath: name) else {
      if let missing = missingFile(name) { throw missing }
      if let advice {
        throw CommandError(
          "There is no policy \"\(name)\". \(advice)",
          exitCode: CommandError.unavailable
        )
      }
      throw CommandError(
        Suggestion.sentence(
          no: "policy",
          named: name,
          among: shipped.map(\.id),
          others: "A policy can be named by its file or its run's directory, too."
        ),
        exitCode: CommandError.usage
      )
    }
    guard isDirectory(name) else { return URL(fileURLWithPath: name) }
    let policy = RunDirectory(URL(fileURLWithPath: name, isDirectory: true)).policy
    guard FileManager.default.fileExists(atPath: policy.path) else {
      throw CommandError(
        "\(name): there is no \(policy.lastPathComponent) in this directory; name the directory of "
          + "a run, or a policy's file.",
        exitCode: CommandError.noInput
      )
    }
    return policy
  }

  /// Says that there is no such file, of what looks like a file's name; `nil` for other names.
  static func missingFile(_ name: String) -> CommandError? {
    guard name.contains(where: { "/.".contains($0) }) else { return nil }
    var status = stat()
    let cause = stat(name, &status) == 0 ? ENOENT : errno
    return CommandError(FileError(name, .read, cause: String(cString: strerror(cause))))
  }

  private static func isDirectory(_ path: String) -> Bool {
    Files.isDirectory(URL(fileURLWithPath: path))
  }
}
