extension FloatingPoint {
  /// The number, or 0 where it is none or infinite: what a picture can be drawn of.
  ///
  /// Weights of a file may be so great that sums of them are infinite, and differences of those no
  /// numbers.
  public var finiteOrZero: Self { isFinite ? self : 0 }
}
