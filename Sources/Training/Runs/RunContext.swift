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

  /// Puts a context together.
  public init(
    command: String,
    version: String,
    now: @escaping @Sendable () -> Double,
    date: @escaping @Sendable () -> Double
  ) {
    self.command = command
    self.version = version
    self.now = now
    self.date = date
  }
}
