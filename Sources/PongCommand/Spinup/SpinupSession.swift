import ArgumentParser
import Foundation
import PongTerminal
import Reinforcement
import Synchronization
import Text
import Training

/// Runs what a command line asks for, one run after the other, and says so as Spinning Up does.
struct SpinupSession {
  let request: SpinupRequest
  let console = SpinupConsole()

  /// Does all runs; a signal ends the one that is going on in good order, and the session with it.
  func run() throws {
    SavingRequest.watch()
    Interruption.watch()
    request.opening.forEach(console.say)
    for job in request.jobs {
      if try perform(job) == .stopped {
        let algorithm = job.configuration.algorithm.rawValue
        console.say(
          "Interrupted. Go on with: pong spinup \(algorithm) --resume \(job.directory.url.path.shellQuoted)\n"
        )
        let code = Interruption.exitCode
        throw ExitCode(code == 0 ? 128 + SIGINT : code)
      }
      announceEnd(of: job)
    }
  }

  private func perform(_ job: SpinupRequest.Job) throws -> StopRule.Ending {
    announce(job)
    if job.checkpoint == nil { try job.directory.create(job.configuration) }
    let checkpoint = try job.checkpoint.map { try Safetensors(Array($0)) }
    let outcome = Mutex<Result<StopRule.Ending, any Error>>(.success(.limit))
    let context = context
    let console = console
    ThreadGroup.run(job.configuration.workers) { workers in
      let result = Result {
        let run = try SpinupRun(
          job.configuration,
          directory: job.directory,
          checkpoint: checkpoint,
          workers: workers,
          pool: ThreadPool(workerCount: job.threads)
        )
        if workers.rank == 0 {
          let (policy, value) = run.weightCounts
          console.say("\nNumber of parameters: \t pi: \(policy), \t v: \(value)\n\n", .green)
        }
        return try run.run(context)
      }
      if workers.rank == 0 { outcome.withLock { $0 = result } }
    }
    return try outcome.withLock { $0 }.get()
  }

  var context: SpinupContext {
    let console = console
    let isQuiet = request.isQuiet
    return SpinupContext(
      run: .process,
      keepsPolicies: request.keepsPolicies,
      isInterrupted: { Interruption.isRequested },
      say: { if !isQuiet { console.say($0) } },
      warn: { warn("\($0).") }
    )
  }

  func announce(_ job: SpinupRequest.Job) {
    let path = job.directory.url.path
    let members = PythonValue.object(job.configuration.members(outputDirectory: path)).json()
    console.say("Running experiment:\n", .cyan)
    console.say("\n\(job.configuration.experiment.printable)\n\n")
    console.say("with kwargs:\n", .cyan)
    console.say("\n\(job.keywordArguments ?? members)\n\n\n")
    if job.checkpoint == nil, FileManager.default.fileExists(atPath: path) {
      console.say(
        job.directory.isUsed
          ? "Warning: the run in \(path.shellQuoted) is thrown away.\n"
          : "Warning: Log dir \(path.shellQuoted) already exists! Storing info there anyway.\n"
      )
    }
    console.say("Logging data to \(job.directory.progress.path.shellQuoted)\n", .green)
    guard job.checkpoint == nil else { return }
    console.say("Saving config:\n", .cyan)
    console.say("\n\(members)\n")
  }

  func announceEnd(of job: SpinupRequest.Job) {
    let rule = String(repeating: "=", count: 80) + "\n"
    let path = job.directory.url.path.shellQuoted
    console.say("\n" + rule + "End of experiment.\n\nPlot results from this run with:\n\n")
    console.say("pong spinup plot \(path)\n", .green)
    console.say("\nWatch the trained agent with:\n\n")
    console.say("pong spinup test_policy \(path)\n", .green)
    console.say(rule)
  }
}

/// Prints, in colour where somebody looks on.
struct SpinupConsole: Sendable {
  private let hasColor: Bool

  init() {
    let environment = ProcessInfo.processInfo.environment
    hasColor =
      isatty(STDOUT_FILENO) == 1 && environment["NO_COLOR", default: ""].isEmpty
      && environment["TERM"] != "dumb"
  }

  /// Prints a message, which brings its line ends along.
  func say(_ message: SpinupMessage) { say(message.text, message.color) }

  /// Prints a text, which brings its line ends along.
  func say(_ text: String, _ color: SpinupMessage.Color? = nil) {
    guard hasColor, let color else {
      write(text.printableLines)
      return
    }
    write("\u{1B}[\(color.rawValue);1m" + text.printableLines + "\u{1B}[0m")
  }

  private func write(_ text: String) {
    // Whoever reads no further has seen enough; the run's files say the rest.
    StandardStream.output.write(text, for: .progress)
  }
}
