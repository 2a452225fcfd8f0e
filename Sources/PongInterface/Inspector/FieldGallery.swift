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
  /// - Returns: The picture, ten units to a row, with a line of one pixel between fields.
  public static func bitmap(of policy: PongPolicy, units: [Int]) -> Bitmap {
    let side = PreprocessedFrame.side
    let pictures = policy.observation.pictures.indices
    let cell = (columns: side * pictures.count + 1, rows: side + 1)
    let rows = (units.count + across - 1) / across
    var bitmap = Bitmap(
      width: cell.columns * min(across, units.count) + 1,
      height: cell.rows * rows + 1
    )
    for (index, unit) in units.enumerated() {
      let fields = pictures.map { policy.receptiveField(ofUnit: unit, picture: $0) }
      let greatest = fields.joined().reduce(0) { max($0, abs($1)) }
      guard greatest > 0 else { continue }
      for (picture, field) in fields.enumerated() {
        let left = index % across * cell.columns + 1 + picture * side
        let top = index / across * cell.rows + 1
        for (place, weight) in field.enumerated() {
          let level = UInt8(clamping: 128 + Int((weight / greatest * 127).rounded()))
          bitmap[left + place % side, top + place / side] = Bitmap.Pixel(level, level, level)
        }
      }
    }
    return bitmap
  }

  /// Some units' receptive fields as lines of text: + and - where weights are strong.
  ///
  /// - Parameters:
  ///   - policy: The policy.
  ///   - units: The units, with what to write above each.
  ///   - columns: The width of the text, at least 40; a field takes 38 columns and 19 rows.
  /// - Returns: The lines.
  public static func lines(
    of policy: PongPolicy,
    units: [(unit: Int, title: String)],
    columns: Int
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
          weights: policy.receptiveField(ofUnit: unit.unit),
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
