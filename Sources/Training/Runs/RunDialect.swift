public import PongAgents
public import Reinforcement

/// A run's settings in one of the program's two dialects, `pong train` and `pong spinup`: they say
/// what is trained, and how its checkpoints are laid out.
public protocol RunDialect: Codable, Hashable, Sendable {
  /// What is learned.
  associatedtype Task: Environment

  /// What acts, and is taught.
  associatedtype Networks: BehaviorPolicy where Networks.Element == Task.Element

  /// What `state` says in the metadata of checkpoints, and what is said of files that lack it.
  static var stateFormat: (name: String, lack: String) { get }

  /// Where the schedules of the settings stand after so many agent steps.
  func schedule(after steps: Int) -> ScheduleFactors

  /// A copy of the policy for a screen; `nil` if screens show no policies of its kind.
  static func copyOfPolicy(of trainer: Trainer<Self>) -> PongPolicy?

  /// What plays, as a file; its metadata tell how far the run has gone.
  func policyFile(of networks: Networks, _ progress: RunProgress) -> Safetensors

  /// Adds to a policy's file what going on to the bit takes; all workers call it together.
  static func add(_ trainer: Trainer<Self>, seconds: Double, to file: inout Safetensors) throws

  /// Makes sure that a file's tensors have about the sizes that these settings, which are possible,
  /// ask for: settings that lie are found out before memory is taken for them.
  ///
  /// - Throws: What does not fit.
  func check(_ file: Safetensors) throws(PolicyFileError)

  /// Takes up what `add` put into a file.
  static func restore(_ file: Safetensors, into trainer: Trainer<Self>) throws(PolicyFileError)
}
