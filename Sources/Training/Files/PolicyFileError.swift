import Text

/// Why a file is no policy, or no run that can be taken up again.
///
/// Says what is wrong with the content; whoever opened the file adds its name.
public enum PolicyFileError: Error, Hashable, CustomStringConvertible {
  /// It is some other kind of file.
  case notSafetensors(String)

  /// It ends too early.
  case truncated(String)

  /// Its parts do not fit together.
  case malformed(String)

  /// It is whole, but no run that can go on.
  case notARun(String)

  /// It would hold a network whose weights are no numbers any longer: learning has failed.
  case diverged

  /// It is a file of tensors, but not a network that plays here.
  case notAPolicy(String)

  /// The tensor of this name holds a number that 16 bits do not reach.
  case beyondHalves(String)

  /// The error as a sentence, which a terminal can show whatever the file holds.
  public var description: String { sentence.printable }

  private var sentence: String {
    switch self {
    case .notSafetensors(let cause): "not a safetensors file: \(cause)"
    case .truncated(let cause): "the file is truncated: \(cause)"
    case .malformed(let cause): "a damaged safetensors file: \(cause)"
    case .notARun(let cause): "not a run that can go on: \(cause)"
    case .diverged:
      """
      the run has diverged: its weights are no finite numbers any longer. Its last checkpoint is as it \
      was; a lower learning rate may help
      """
    case .notAPolicy(let cause): "not a policy that plays here: \(cause)"
    case .beyondHalves(let name):
      "tensor '\(name)' cannot have the type F16: it holds a number beyond -65504 to 65504"
    }
  }
}
