import PongEngine

/// A picture of few tones, resampled to whatever cells there are.
struct TonePicture: Sendable {
  /// How an element looks.
  struct Tone: Hashable, Sendable {
    /// Its colour.
    var color: Color
    /// Its character where there are no colours or no blocks.
    var scalar: Unicode.Scalar
    /// The attributes of the character.
    var attributes: Style.Attributes = []
    /// Which of several elements in one place is shown: the weightiest.
    var weight: Int
  }

  /// The width in elements.
  let width: Int
  /// The height in elements.
  let height: Int
  /// The tones that elements name.
  let palette: [Tone]
  /// The elements, row by row: places in the palette.
  var elements: [UInt8]

  /// A picture full of the palette's first tone.
  init(width: Int, height: Int, palette: [Tone]) {
    self.width = width
    self.height = height
    self.palette = palette
    elements = Array(repeating: 0, count: width * height)
  }

  /// The cells that a square picture fills in `space`, as many as possible, from its top left.
  ///
  /// - Parameters:
  ///   - space: Where there is room.
  ///   - glyphs: The characters it is made of; half a cell is about square.
  /// - Returns: The cells.
  static func frame(in space: Rect, glyphs: GlyphSet) -> Rect {
    let columns = min(space.columns, 2 * space.rows, 80)
    return Rect(column: space.column, row: space.row, columns: columns, rows: (columns + 1) / 2)
  }

  /// Draws the picture into all cells of `frame`.
  func draw(in frame: Rect, isMono: Bool, glyphs: GlyphSet, on surface: inout Surface) {
    let down = glyphs.down
    let sampled = resampled(columns: frame.columns, rows: frame.rows * down)
    for row in 0..<frame.rows {
      for column in 0..<frame.columns {
        let index = row * down * frame.columns + column
        let upper = sampled[index]
        let lower = down == 1 ? upper : sampled[index + frame.columns]
        surface[frame.column + column, frame.row + row] =
          isMono || down == 1
          ? Self.sign(upper.weight >= lower.weight ? upper : lower, isMono: isMono)
          : Cell(halves: upper.color, lower.color)
      }
    }
  }

  private static func sign(_ tone: Tone, isMono: Bool) -> Cell {
    let style =
      isMono
      ? Style(attributes: tone.attributes)
      : Style(foreground: tone.color, attributes: tone.attributes)
    return Cell(scalar: tone.scalar, style: style)
  }

  /// The weightiest tone of each place; places are never empty, if there are fewer elements.
  private func resampled(columns: Int, rows: Int) -> [Tone] {
    var result: [Tone] = []
    result.reserveCapacity(columns * rows)
    for row in 0..<rows {
      let sourceRows = height.part(row, of: rows)
      for column in 0..<columns {
        let sourceColumns = width.part(column, of: columns)
        var best = palette[Int(elements[sourceRows.lowerBound * width + sourceColumns.lowerBound])]
        for y in sourceRows {
          for x in sourceColumns {
            let tone = palette[Int(elements[y * width + x])]
            if tone.weight > best.weight { best = tone }
          }
        }
        result.append(best)
      }
    }
    return result
  }
}

extension Cell {
  /// A cell whose halves have these colours.
  init(halves upper: Color, _ lower: Color) {
    self =
      upper == lower
      ? Cell(style: Style(foreground: upper, background: upper))
      : Cell(scalar: "▀", style: Style(foreground: upper, background: lower))
  }

  /// The colours of the halves of a cell made of blocks; `nil` for one with text in it.
  ///
  /// A half of two quarters counts as lit if one of them is.
  var halves: (upper: Color, lower: Color)? {
    let (text, ground) = (style.foreground, style.background)
    return switch scalar {
    case " ": (ground, ground)
    case "▀", "▘", "▝": (text, ground)
    case "▄", "▖", "▗": (ground, text)
    case "█", "▌", "▐", "▞", "▚", "▙", "▜", "▛", "▟": (text, text)
    default: nil
    }
  }
}

extension TonePicture {
  /// A network's input as the article shows it: what has come white, what has gone black, the
  /// rest grey; what only the frame shows, and not the difference, a lighter grey.
  init(observed pixels: [(row: Int, column: Int, value: Float, isOfFrame: Bool)]) {
    self.init(
      width: 80,
      height: 80,
      palette: [
        Tone(color: .rgb(108, 108, 108), scalar: " ", weight: 0),
        Tone(color: .rgb(158, 158, 158), scalar: ".", attributes: .dim, weight: 1),
        Tone(color: .rgb(0, 0, 0), scalar: "-", attributes: .dim, weight: 2),
        Tone(color: .rgb(255, 255, 255), scalar: "#", attributes: .bold, weight: 3),
      ]
    )
    for pixel in pixels {
      let place = pixel.row * width + pixel.column
      let tone: UInt8 = pixel.isOfFrame ? 1 : pixel.value < 0 ? 2 : 3
      elements[place] = max(elements[place], tone)
    }
  }

  /// Numbers with a sign in the colours of a scale, the mean of those that fall in one place.
  ///
  /// - Parameters:
  ///   - weights: The numbers, row by row, as many rows as columns.
  ///   - width: The width of the picture in elements.
  ///   - height: The height of the picture in elements.
  ///   - scale: The colours.
  init(weights: [Float], width: Int, height: Int, scale: HeatScale) {
    self.init(width: width, height: height, palette: Self.palette(scale))
    let means = Self.means(weights, width: width, height: height)
    // Bats are in their columns at every moment, a ball is in its place seldom: the colours are scaled
    // to the court. And the few greatest numbers would leave nothing of the others.
    let bats = Self.batElements(width)
    let court = means.indices.filter { !bats.contains($0 % max(width, 1)) }
    let magnitudes = (court.isEmpty ? means[...].indices.map { $0 } : court)
      .map { abs(means[$0]) }.sorted()
    let greatest = magnitudes.isEmpty ? 0 : magnitudes[(magnitudes.count - 1) * 199 / 200]
    for (index, weight) in means.enumerated() where index < elements.count {
      let level = HeatScale.coarseLevel(Double(weight), greatest: Double(greatest))
      elements[index] = UInt8(level + HeatScale.levels)
    }
  }

  /// The tones of a scale's levels, from the lowest on.
  ///
  /// - Parameters:
  ///   - scale: The colours.
  ///   - zero: The character of level 0 where there are no colours.
  /// - Returns: The tones, [2 * levels + 1].
  static func palette(_ scale: HeatScale, zero: Unicode.Scalar = " ") -> [Tone] {
    (-HeatScale.levels...HeatScale.levels).map { level in
      let (scalar, attributes) = scale.sign(level)
      return Tone(
        color: scale.color(level),
        scalar: level == 0 ? zero : scalar,
        attributes: attributes,
        weight: abs(level)
      )
    }
  }

  /// The columns of a picture that show a bat's.
  private static func batElements(_ width: Int) -> Set<Int> {
    let bats = FrameObjects.batColumns
    let columns = [bats.left, bats.left + 1, bats.right, bats.right + 1]
    return Set(
      (0..<width).filter { element in
        columns.contains(where: PreprocessedFrame.side.part(element, of: width).contains)
      }
    )
  }

  /// A square of numbers resampled by the mean.
  private static func means(_ values: [Float], width: Int, height: Int) -> [Float] {
    let side = PreprocessedFrame.side
    var means: [Float] = []
    for row in 0..<height {
      let rows = side.part(row, of: height)
      for column in 0..<width {
        let columns = side.part(column, of: width)
        var sum: Float = 0
        for y in rows {
          for x in columns { sum += values[y * side + x] }
        }
        means.append(sum / Float(rows.count * columns.count))
      }
    }
    return means
  }
}

extension Int {
  /// Part `index` of so many elements cut into `count` parts about as long; never empty.
  func part(_ index: Int, of count: Int) -> Range<Int> {
    let start = index * self / count
    return start..<Swift.max(start + 1, (index + 1) * self / count)
  }
}
