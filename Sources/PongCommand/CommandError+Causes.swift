import ArgumentParser
import FileAccess
import Foundation
import PongAgents
import PongPrograms
import PongTerminal
import Training

// The one place where it is decided what a failure is called and which exit code it has.

extension CommandError {
  /// Words a failure of any kind.
  init(wording error: any Error) {
    switch error {
    case let error as CommandError: self = error
    case let error as FileError: self.init(error)
    case let error as ProgramFailure:
      let lines = error.description.split(separator: "\n").map(String.init)
      self.init(
        lines[0],
        details: Array(lines.dropFirst()),
        exitCode: error.isNonsense ? Self.protocolBroken : Self.unavailable
      )
    case let error as TerminalError: self.init("\(error)", exitCode: error.exitCode)
    case let error as ConfigurationError: self.init("\(error)", exitCode: Self.usage)
    case let error as PlayerTraitError: self.init("\(error)", exitCode: Self.usage)
    case let error as ValidationError: self.init(error.message, exitCode: Self.usage)
    case let error as PolicyFileError: self.init("\(error)", exitCode: Self.badData)
    case let error as ReplayError: self.init("\(error)", exitCode: Self.badData)
    case let error as DecodingError: self.init(error.summary, exitCode: Self.badData)
    case let error as TrainingRun.Failure: self.init(error)
    default: self.init("This should not happen: \(error)", exitCode: Self.internalFailure)
    }
  }

  private init(_ failure: TrainingRun.Failure) {
    switch failure {
    case .neverSaved(let url):
      let cause = "there is no run, or it was never saved"
      self.init("\(url.path) cannot be resumed: \(cause)", exitCode: Self.noInput)
    case .badCheckpoint(let url, let error):
      self.init("\(url.path): \(error)", exitCode: Self.badData)
    case .abandoned:
      self.init("another worker has given up", exitCode: Self.unavailable)
    }
  }

  /// Says what could not be done with a file.
  init(_ error: FileError) {
    let exitCode =
      switch error.operation {
      case .read: Self.noInput
      case .hold: Self.badData
      case .create: Self.cannotCreate
      case .write: Self.outputFailed
      case .lock: Self.busy
      }
    self.init("\(error).", exitCode: exitCode)
  }
}
