import Glibc

/// Something that could not be done with a file: where, what, and why.
public struct FileError: Error, Hashable, CustomStringConvertible {
  /// What was to be done.
  public enum Operation: Hashable, Sendable {
    /// To read what is there.
    case read
    /// To make a file or directory.
    case create
    /// To write into it, or to put it in its place.
    case write
    /// To hold it: it is longer than what is wanted can be.
    case hold
    /// To be the only one who writes there.
    case lock
  }

  /// The file or directory, as it was named.
  public var path: String

  /// What was to be done with it.
  public var operation: Operation

  /// Why that is not possible.
  public var cause: String

  /// Puts an error together.
  public init(_ path: String, _ operation: Operation, cause: String) {
    self.path = path
    self.operation = operation
    self.cause = cause
  }

  /// The system's number of the cause; 0 if it is none of the system's.
  private(set) var number: Int32 = 0

  /// What the last call to the system has failed with.
  init(system path: String, _ operation: Operation) {
    let number = errno
    self.init(path, operation, cause: String(cString: strerror(number)))
    self.number = number
  }

  /// The error as a sentence without its stop.
  public var description: String {
    switch operation {
    case .read: "\(path): cannot be read: \(cause)"
    case .create: "\(path): cannot be made: \(cause)"
    case .write: "\(path): cannot be written: \(cause)"
    case .hold, .lock: "\(path): \(cause)"
    }
  }
}
