/// The console's 128 colours, as ALE shows them for NTSC (<doc:AtariPicture#Palette>).
public enum Palette {
  /// An RGB colour of 8 bits a channel.
  public struct RGB: Hashable, Sendable {
    /// The red channel.
    public var red: UInt8
    /// The green channel.
    public var green: UInt8
    /// The blue channel.
    public var blue: UInt8

    /// Makes a colour of its channels.
    public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
      self.red = red
      self.green = green
      self.blue = blue
    }

    init(packed: UInt32) {
      self.init(
        UInt8(truncatingIfNeeded: packed >> 16),
        UInt8(truncatingIfNeeded: packed >> 8),
        UInt8(truncatingIfNeeded: packed)
      )
    }

    /// The gray level of ALE's grayscale picture: 0.2989 R + 0.5870 G + 0.1140 B, rounded.
    public var luminance: UInt8 {
      let sum = 2989 * UInt32(red) + 5870 * UInt32(green) + 1140 * UInt32(blue)
      return UInt8(truncatingIfNeeded: (sum + 5000) / 10_000)
    }
  }

  /// The colour of a colour number, whose lowest bit has no effect.
  public static func color(_ number: UInt8) -> RGB {
    RGB(packed: entries[Int(number >> 1)])
  }

  /// The 128 colours as 0xRRGGBB; entry i shows colour numbers 2i and 2i+1.
  private static let entries: [UInt32] = [
    0x00_0000, 0x4A_4A4A, 0x6F_6F6F, 0x8E_8E8E, 0xAA_AAAA, 0xC0_C0C0, 0xD6_D6D6, 0xEC_ECEC,
    0x48_4800, 0x69_690F, 0x86_861D, 0xA2_A22A, 0xBB_BB35, 0xD2_D240, 0xE8_E84A, 0xFC_FC54,
    0x7C_2C00, 0x90_4811, 0xA2_6221, 0xB4_7A30, 0xC3_903D, 0xD2_A44A, 0xDF_B755, 0xEC_C860,
    0x90_1C00, 0xA3_3915, 0xB5_5328, 0xC6_6C3A, 0xD5_824A, 0xE3_9759, 0xF0_AA67, 0xFC_BC74,
    0x94_0000, 0xA7_1A1A, 0xB8_3232, 0xC8_4848, 0xD6_5C5C, 0xE4_6F6F, 0xF0_8080, 0xFC_9090,
    0x84_0064, 0x97_197A, 0xA8_308F, 0xB8_46A2, 0xC6_59B3, 0xD4_6CC3, 0xE0_7CD2, 0xEC_8CE0,
    0x50_0084, 0x68_199A, 0x7D_30AD, 0x92_46C0, 0xA4_59D0, 0xB5_6CE0, 0xC5_7CEE, 0xD4_8CFC,
    0x14_0090, 0x33_1AA3, 0x4E_32B5, 0x68_48C6, 0x7F_5CD5, 0x95_6FE3, 0xA9_80F0, 0xBC_90FC,
    0x00_0094, 0x18_1AA7, 0x2D_32B8, 0x42_48C8, 0x54_5CD6, 0x65_6FE4, 0x75_80F0, 0x84_90FC,
    0x00_1C88, 0x18_3B9D, 0x2D_57B0, 0x42_72C2, 0x54_8AD2, 0x65_A0E1, 0x75_B5EF, 0x84_C8FC,
    0x00_3064, 0x18_5080, 0x2D_6D98, 0x42_88B0, 0x54_A0C5, 0x65_B7D9, 0x75_CCEB, 0x84_E0FC,
    0x00_4030, 0x18_624E, 0x2D_8169, 0x42_9E82, 0x54_B899, 0x65_D1AE, 0x75_E7C2, 0x84_FCD4,
    0x00_4400, 0x1A_661A, 0x32_8432, 0x48_A048, 0x5C_BA5C, 0x6F_D26F, 0x80_E880, 0x90_FC90,
    0x14_3C00, 0x35_5F18, 0x52_7E2D, 0x6E_9C42, 0x87_B754, 0x9E_D065, 0xB4_E775, 0xC8_FC84,
    0x30_3800, 0x50_5916, 0x6D_762B, 0x88_923E, 0xA0_AB4F, 0xB7_C25F, 0xCC_D86E, 0xE0_EC7C,
    0x48_2C00, 0x69_4D14, 0x86_6A26, 0xA2_8638, 0xBB_9F47, 0xD2_B656, 0xE8_CC63, 0xFC_E070,
  ]
}

/// The four colours of a picture (<doc:AtariPicture#Colours>).
public struct CourtColors: Hashable, Sendable {
  /// The left bat and digits.
  public var left: Palette.RGB
  /// The right bat and digits.
  public var right: Palette.RGB
  /// The walls and the ball.
  public var ball: Palette.RGB
  /// The background.
  public var background: Palette.RGB

  /// The colours that the register `hue` leads to.
  init(hue: UInt8) {
    let offset = hue << 4 | hue >> 4
    left = Palette.color((0x38 &+ offset) & 0xFE)
    right = Palette.color((0xC8 &+ offset) & 0xFE)
    ball = Palette.color((0x0F &+ offset) & 0xFE)
    background = Palette.color((0x22 &+ offset) & 0xFE)
  }

  /// The colours of a game in play.
  public static let normal = CourtColors(hue: 0)
}
