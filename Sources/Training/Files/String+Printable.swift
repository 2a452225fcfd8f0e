extension StringProtocol {
  /// The text with a mark in place of each control character: C0, DEL and C1.
  ///
  /// For whatever comes from a file and goes to a terminal, which obeys those characters.
  public var printable: String {
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      let isControl = scalar.properties.generalCategory == .control
      scalars.append(isControl ? "\u{FFFD}" : scalar)
    }
    return String(scalars)
  }
}
