import CKernels

/// A fixed number of plain values at one address, aligned for the kernels, zero at first.
///
/// Arrays are values and check every access for it; weights, gradients and observations are
/// written by several threads at once, each in its own part. Whoever hands a buffer to threads sees
/// to it that no two of them write one element, and none reads what another writes: that is what
/// `@unchecked Sendable` rests on.
public final class Buffer<Element: BitwiseCopyable>: @unchecked Sendable {
  /// The first element's address, valid as long as the buffer lives.
  public let base: UnsafeMutablePointer<Element>

  /// How many elements there are.
  public let count: Int

  /// Makes a buffer of `count` elements whose bits are all zero.
  public init(count: Int) {
    let bytes = count * MemoryLayout<Element>.stride
    guard let memory = ck_allocate(bytes) else { fatalError("no memory for \(bytes) bytes") }
    base = memory.bindMemory(to: Element.self, capacity: count)
    self.count = count
  }

  deinit { ck_free(base) }

  /// The elements, to read or write in bulk.
  public var elements: UnsafeMutableBufferPointer<Element> {
    UnsafeMutableBufferPointer(start: base, count: count)
  }

  /// Copies all elements of a buffer of the same count.
  public func copy(from other: Buffer<Element>) {
    precondition(count == other.count, "buffers of \(count) and \(other.count) elements")
    base.update(from: other.base, count: count)
  }
}
