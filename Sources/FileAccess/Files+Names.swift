public import Foundation

// The system takes any bytes for a name. Swift's strings do not: a name that is not UTF-8 would be
// repaired, and stand for another file from then on. Such names are left out.

extension Files {
  /// The names of all that is in a directory, in order; none if it cannot be read.
  ///
  /// Names that are not UTF-8 are left out; see ``illegibleNames(in:)``.
  public static func names(in url: URL) -> [String] { entries(url.path).legible.sorted() }

  /// The names in a directory that are not UTF-8, as the bytes that they are.
  public static func illegibleNames(in url: URL) -> [[UInt8]] { entries(url.path).illegible }

  static func entries(_ path: String) -> (legible: [String], illegible: [[UInt8]]) {
    var legible: [String] = []
    var illegible: [[UInt8]] = []
    guard let directory = opendir(path) else { return ([], []) }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: 256) { name in
          if let text = String(validatingCString: name) {
            if text != ".", text != ".." { legible.append(text) }
          } else {
            illegible.append((0..<strlen(name)).map { UInt8(bitPattern: name[$0]) })
          }
        }
      }
    }
    return (legible, illegible)
  }
}
