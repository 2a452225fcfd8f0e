extension Game {
  /// The console's RAM after the last frame: the 128 bytes of <doc:AtariRAM>, as ALE returns them.
  public func ram() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 128) { buffer, count in
      writeRAM(into: buffer)
      count = 128
    }
  }

  /// Writes what ``ram()`` returns into `ram`, which holds at least 128 bytes.
  public func writeRAM(into ram: UnsafeMutableBufferPointer<UInt8>) {
    precondition(ram.count >= 128, "buffer too small")
    for index in 0..<128 {
      ram[index] = Self.ramTemplate[index]
    }
    writeRules(into: ram)
    writeRegisters(into: ram)
    writeDigits(into: ram)
  }

  /// Writes the bytes that depend on the rules alone.
  private func writeRules(into ram: UnsafeMutableBufferPointer<UInt8>) {
    ram[1] = rules.difficulty & 1
    ram[37] = rules.leftMask
    ram[38] = rules.rightMask
    ram[39] = rules.leftMask | 2
    ram[40] = rules.rightMask | 2
    if rules.mode == .rally {
      ram[22] = 0x01
      ram[23] = 0x98
      ram[24] = 0x00
    }
  }

  private func writeRegisters(into ram: UnsafeMutableBufferPointer<UInt8>) {
    ram[2] = scratch
    ram[4] = Paddle.reading(pairs: pairsUntilCharged)
    ram[8] = tick
    ram[9] = epoch
    ram[10] = hue
    ram[11] = serveWait
    ram[12] = sound
    ram[13] = leftScore
    ram[14] = rightScore
    ram[15] = (hasStepped ? 0x3F : 0x3E) | rules.difficulty << 6
    ram[16] = isPlaying ? 0xFF : 0x00
    ram[17] = hits
    ram[18] = last
    ram[19] = last ^ 2
    ram[20] = bounceFlag
    ram[21] = leftY
    ram[49] = ballX
    ram[50] = leftY
    ram[51] = rightY
    ram[54] = ballY
    ram[56] = UInt8(bitPattern: velocityY)
    ram[58] = UInt8(bitPattern: velocityX)
    ram[59] = leftPaddle.filter
    ram[60] = rightPaddle.filter
    ram[63] = leftPaddle.fire ? 0x00 : 0xC0
    ram[64] = rightPaddle.fire ? 0x00 : 0xC0
    ram[67] = lastFire
    if ballX != 0 {
      // The console's coarse and fine position of the ball.
      let fine = (Int(ballX) - 47) % 15
      ram[121] = 0x34 &+ (fine <= 7 ? 1 : 0x80) &+ (fine == 7 ? 2 : 0)
      ram[122] = 0x55
    }
    let offset = Int8(bitPattern: nextHue << 4 | nextHue >> 4)
    ram[123] = 0x38 + Int(offset) > 127 ? 0x76 : 0x36
  }

  private func writeDigits(into ram: UnsafeMutableBufferPointer<UInt8>) {
    ram[7] = Self.lowestRow[Int(drawnRightScore % 10)]
    ram[69] = 0xCA + 5 * (leftScore % 10)
    ram[71] = 0xCA + 5 * (rightScore % 10)
    ram[73] = 0xCA + 5 * (leftScore / 10 % 10)
    ram[75] = 0xCA + 5 * (rightScore / 10 % 10)
  }

  /// The lowest row of each digit's cells, as a number.
  private static let lowestRow: [UInt8] = (0..<10).map { UInt8(Digits.cells($0) & 0xF) }

  /// The bytes that never change, and zeros in place of the others.
  private static let ramTemplate: [UInt8] = {
    var ram = [UInt8](repeating: 0, count: 128)
    let constants: [(Int, [UInt8])] = [
      (0, [0xC0]),
      (5, [0x26]),
      (23, [0x18, 0x80, 0x20, 0x01]),
      (27, [0x56, 0xF7, 0x56, 0xF7, 0x56, 0xF7, 0x86, 0xF3, 0xF5, 0xF3]),
      (41, [0x20, 0x20, 0x40, 0x40, 0x40, 0xBC, 0x41, 0xBD]),
      (52, [0x25, 0x25]),
      (61, [0x25, 0x25]),
      (65, [0xC0, 0xC0]),
      (68, [0xC0]),
      (70, [0xF7]),
      (72, [0xF7]),
      (74, [0xF7]),
      (76, [0xF7]),
      (124, [0xEC, 0xF2, 0x79, 0xF0]),
    ]
    for (start, bytes) in constants {
      ram.replaceSubrange(start..<start + bytes.count, with: bytes)
    }
    return ram
  }()
}
