public import Pictures
public import PongAgents
import PongEngine

/// Receptive fields side by side: the weights from every pixel to a hidden unit, as pictures.
///
/// Source: A. Karpathy, "Deep Reinforcement Learning: Pong from Pixels", 2016.
public enum FieldGallery {
  /// The fields that stand side by side in a picture.
  public static let across = 10

  /// All units' receptive fields as a picture: zero is grey, positive weights are brighter and
  /// negative ones darker, each unit by its own greatest weight.
  ///
  /// - Parameters:
  ///   - policy: The policy.
  ///   - units: The units, row by row; with two pictures, the frame's weights stand to the right
  ///     of the difference's.
  ///   - isRaw: Whether weights are drawn as they are; else each counts times the share of decisions at
  ///     which its pixel is lit (``/PongAgents/PixelShares``), by the greatest product of a place that is
  ///     no bat's.
  /// - Returns: The picture, ten units to a row, with a line of one pixel between fields.
  public static func bitmap(of policy: PongPolicy, units: [Int], isRaw: Bool) -> Bitmap {
    let side = PreprocessedFrame.side
    let pictures = policy.observation.pictures.indices
    let cell = (columns: side * pictures.count + 1, rows: side + 1)
    let rows = (units.count + across - 1) / across
    var bitmap = Bitmap(
      width: cell.columns * min(across, units.count) + 1,
      height: cell.rows * rows + 1
    )
    for (index, unit) in units.enumerated() {
      let fields = pictures.map { picture in
        FieldView(picture: picture, isRaw: isRaw).values(of: policy, unit: unit)
      }
      let greatest = fields.map { Self.greatest(of: $0, isRaw: isRaw) }.max() ?? 0
      guard greatest > 0 else { continue }
      for (picture, field) in fields.enumerated() {
        let left = index % across * cell.columns + 1 + picture * side
        let top = index / across * cell.rows + 1
        for (place, weight) in field.enumerated() {
          let part = max(-1, min(1, weight / greatest))
          let level = UInt8(clamping: 128 + Int((part * 127).rounded()))
          bitmap[left + place % side, top + place / side] = Bitmap.Pixel(level, level, level)
        }
      }
    }
    return bitmap
  }

  /// The magnitude that is drawn the strongest.
  private static func greatest(of field: [Float], isRaw: Bool) -> Float {
    let bats = FrameObjects.batColumns
    return field.enumerated().reduce(0) { greatest, next in
      let column = next.offset % PreprocessedFrame.side
      let isBat = column >> 1 == bats.left >> 1 || column >> 1 == bats.right >> 1
      return isBat && !isRaw ? greatest : max(greatest, abs(next.element))
    }
  }

  /// Some units' receptive fields as lines of text: + and - where weights are strong.
  ///
  /// - Parameters:
  ///   - policy: The policy.
  ///   - units: The units, with what to write above each.
  ///   - columns: The width of the text, at least 40; a field takes 38 columns and 19 rows.
  ///   - isRaw: Whether weights are shown as they are, as for
  ///     ``bitmap(of:units:isRaw:)``.
  /// - Returns: The lines.
  public static func lines(
    of policy: PongPolicy,
    units: [(unit: Int, title: String)],
    columns: Int,
    isRaw: Bool
  ) -> [String] {
    let (width, height) = (38, 19)
    let across = max(1, columns / (width + 2))
    let scale = HeatScale(Theme(.mono))
    var lines: [String] = []
    for start in stride(from: 0, to: units.count, by: across) {
      let row = units[start..<min(units.count, start + across)]
      var surface = Surface(columns: row.count * (width + 2), rows: height + 2)
      for (place, unit) in row.enumerated() {
        let column = place * (width + 2)
        surface.write(unit.title, column: column, row: 0)
        TonePicture(
          weights: FieldView(isRaw: isRaw).values(of: policy, unit: unit.unit),
          width: width,
          height: height,
          scale: scale
        )
        .draw(
          in: Rect(column: column, row: 1, columns: width, rows: height),
          isMono: true,
          glyphs: .ascii,
          on: &surface
        )
      }
      lines += surface.plainLines()
    }
    return lines
  }
}
