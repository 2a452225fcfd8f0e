/// Settings that reach more than Spinning Up's do, as flags of its command line.
public enum SpinupPreset: String, CaseIterable, Hashable, Sendable {
  /// The best that has been found for `vpg`.
  case vpg = "strong-vpg"

  /// The best that has been found for `ppo`.
  case ppo = "strong-ppo"

  /// The algorithm that it is for.
  public var isPPO: Bool { self == .ppo }

  /// The flags that it sets; those that are given win.
  public var words: [String] {
    switch self {
    case .vpg:
      [
        "--env", "Pong-ram-v0", "--scale", "pong", "--hid", "[64,64]", "--act", "relu",
        "--gamma", "0.995", "--lam", "0.95", "--pi_lr", "0.002", "--vf_lr", "0.003",
        "--train_v_iters", "4", "--epochs", "100000",
      ]
    case .ppo:
      [
        "--env", "Pong-ram-v0", "--scale", "pong", "--hid", "[64,64]", "--gamma", "0.995",
        "--steps_per_epoch", "8000", "--pi_lr", "0.003", "--vf_lr", "0.003", "--train_pi_iters",
        "10", "--train_v_iters", "10", "--target_kl", "0.02", "--epochs", "100000",
      ]
    }
  }
}
