#if MPI
import ArgumentParser
import Foundation
import MessagePassing
import PongTerminal
import Reinforcement
import Training

// With the package trait MPI, a program that mpirun starts is one of the workers.

/// A process that `mpirun` has started.
enum MPIRank {
  /// Whether this process is one: both Open MPI and MPICH leave their mark.
  static var isOne: Bool {
    let environment = ProcessInfo.processInfo.environment
    return environment["OMPI_COMM_WORLD_SIZE"] != nil || environment["PMI_SIZE"] != nil
  }

  /// Takes part in MPI's world while the body runs.
  ///
  /// - Parameter body: What this worker does.
  /// - Throws: What went wrong, where there is somebody to tell.
  static func run(_ body: (ProcessGroup) throws -> Void) throws {
    guard let workers = ProcessGroup.begin() else {
      throw CommandError("MPI does not start.", exitCode: CommandError.unavailable)
    }
    defer { workers.end() }
    do {
      try body(workers)
    } catch TrainingRun.Failure.abandoned {
      // Whoever has given up says why.
    }
  }
}

extension SpinupSession {
  /// Does what `run` does, as one of the workers; the request is made by the one with rank 0.
  ///
  /// - Parameters:
  ///   - workers: All workers.
  ///   - request: Makes the request for so many workers.
  /// - Throws: What went wrong, where there is somebody to tell.
  static func run(
    as workers: ProcessGroup,
    _ request: (_ workers: Int) throws -> SpinupRequest
  ) throws {
    var own = Result<SpinupRequest, any Error>.failure(ExitCode.failure)
    var parcel: [UInt8] = []
    if workers.rank == 0 {
      own = Result {
        let request = try request(workers.size)
        for job in request.jobs where job.configuration.workers != workers.size {
          throw ConfigurationError(
            "--num_cpu",
            String(job.configuration.workers),
            expected: "left out or \(workers.size), the number of MPI's processes"
          )
        }
        parcel = Array(try JSONEncoder().encode(request))
        return request
      }
    }
    parcel = workers.broadcast(parcel)
    // Rank 0 says what is wrong; the others end in silence.
    guard !parcel.isEmpty else {
      _ = try own.get()
      return
    }
    let session = SpinupSession(
      request: try JSONDecoder().decode(SpinupRequest.self, from: Data(parcel))
    )
    do {
      try session.run(asOneOf: workers)
    } catch let code as ExitCode {
      throw code
    } catch {
      warn("rank \(workers.rank): \(error)")
      workers.abort(exitCode: CommandError.outputFailed)
    }
  }

  private func run(asOneOf workers: ProcessGroup) throws {
    SavingRequest.watch()
    Interruption.watch()
    let isFirst = workers.rank == 0
    if isFirst { request.opening.forEach(console.say) }
    for job in request.jobs {
      if isFirst {
        announce(job)
        if job.checkpoint == nil { try job.directory.create(job.configuration) }
      }
      let run = try SpinupRun(
        job.configuration,
        directory: job.directory,
        checkpoint: try job.checkpoint.map { try Safetensors(Array($0)) },
        workers: workers,
        pool: ThreadPool(workerCount: job.threads)
      )
      let ending = try run.run(context)
      if ending == .stopped { throw ExitCode(128 + SIGINT) }
      if isFirst { announceEnd(of: job) }
    }
  }
}
#endif
