/// Settings that reach more than Spinning Up's do, as flags of its command line.
public enum SpinupPreset: String, CaseIterable, Hashable, Sendable {
  /// The best found for `vpg` within five minutes.
  case vpg = "strong-vpg"

  /// The best found for `ppo` within five minutes.
  case ppo = "strong-ppo"

  /// The algorithm that it is for.
  public var isPPO: Bool { self == .ppo }

  /// The flags that it sets; those that are given win.
  public var words: [String] {
    switch self {
    case .vpg:
      [
        "--env", "Pong-ram-v0", "--scale", "pong", "--hid", "[64,64]", "--cpu", "2",
        "--steps_per_epoch", "8000", "--train_v_iters", "5", "--pi_lr", "0.003", "--vf_lr",
        "0.003", "--max_ep_len", "20000", "--epochs", "100000",
      ]
    case .ppo:
      [
        "--env", "Pong-ram-v0", "--scale", "pong", "--hid", "[64,64]", "--cpu", "2",
        "--steps_per_epoch", "16000", "--train_v_iters", "10", "--train_pi_iters", "10",
        "--pi_lr", "0.001", "--vf_lr", "0.003", "--target_kl", "0.02", "--max_ep_len", "20000",
        "--epochs", "100000",
      ]
    }
  }
}
