public import PongEngine

/// How the console's 128 bytes of RAM become a network's inputs.
public enum RAMScaling: String, Hashable, Sendable, CaseIterable {
  /// As they are, 0 to 255: what Spinning Up feeds its networks.
  case none

  /// Divided by 255.
  case unit

  /// Centred and scaled byte by byte, speeds as the signed numbers that they are, and nothing where
  /// a byte says nothing about the rally: see `pongBytes`.
  case pong

  /// How many inputs there are.
  public static let inputCount = 128

  /// The bytes that `pong` lets through, each as (byte - centre) / scale.
  ///
  /// In `isSigned` bytes 0x80 to 0xFF stand for -128 to -1. All other inputs are zero.
  public static let pongBytes: [(byte: Int, isSigned: Bool, centre: Float, scale: Float)] = [
    (4, false, 128, 64),  // the paddle that was read last
    (11, false, 0, 64),  // frames until the serve
    (17, false, 0, 8),  // contacts since the serve
    (21, false, 128, 64),  // the left bat
    (49, false, 128, 64),  // the ball's column
    (50, false, 128, 64),  // the left bat
    (51, false, 128, 64),  // the right bat
    (54, false, 128, 64),  // the ball's row
    (56, true, 0, 4),  // the ball's rows a frame
    (58, true, 0, 4),  // the ball's columns a frame
    (59, false, 128, 64),  // the filter of the left paddle
    (60, false, 128, 64),  // the filter of the right paddle
  ]

  /// The game's RAM as a network's inputs, [128].
  public func write(_ game: Game, into inputs: UnsafeMutablePointer<Float>) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.inputCount) { ram in
      game.writeRAM(into: ram)
      switch self {
      case .none:
        for index in 0..<Self.inputCount { inputs[index] = Float(ram[index]) }
      case .unit:
        for index in 0..<Self.inputCount { inputs[index] = Float(ram[index]) / 255 }
      case .pong:
        for index in 0..<Self.inputCount { inputs[index] = 0 }
        for (byte, isSigned, centre, scale) in Self.pongBytes {
          let value = isSigned ? Float(Int8(bitPattern: ram[byte])) : Float(ram[byte])
          inputs[byte] = (value - centre) / scale
        }
      }
    }
  }
}
