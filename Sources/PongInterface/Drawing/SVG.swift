import Pictures
import Text

/// How numbers, colours and texts are written in an SVG file.
enum SVG {
  /// A number to the nearest tenth.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let (whole, part) = abs(tenths).quotientAndRemainder(dividingBy: 10)
    return part == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(part)"
  }

  /// A colour as in `#ff8000`.
  static func color(_ pixel: Bitmap.Pixel) -> String {
    let digits = String(pixel.packed, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// The text as the content of an element; what is not seen or not allowed becomes a question mark.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case _ where scalar.isUnprintable || 0xFFFE...0xFFFF ~= scalar.value: result += "?"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
