/// What a run needs from outside: who began it, and what time it is.
public struct RunContext: Sendable {
  /// The command line, for the files.
  public var command: String

  /// The version of the program, for the files.
  public var version: String

  /// The time in seconds from a beginning of its own, never going back.
  public var now: @Sendable () -> Double

  /// The time in seconds since 1970.
  public var date: @Sendable () -> Double

  /// Why the run cannot go on, as when a program that plays in it has died; `nil` while it can.
  ///
  /// Asked after every iteration: the environments themselves cannot say so.
  public var failure: @Sendable () -> (any Error)?

  /// Whether somebody outside wants the run to be saved now, and has not been heard before.
  public var takeSavingRequest: @Sendable () -> Bool

  /// Puts a context together.
  public init(
    command: String,
    version: String,
    now: @escaping @Sendable () -> Double,
    date: @escaping @Sendable () -> Double,
    failure: @escaping @Sendable () -> (any Error)? = { nil },
    takeSavingRequest: @escaping @Sendable () -> Bool = { false }
  ) {
    self.command = command
    self.version = version
    self.now = now
    self.date = date
    self.failure = failure
    self.takeSavingRequest = takeSavingRequest
  }
}
