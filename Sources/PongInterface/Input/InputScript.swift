import Text

/// Input written down beforehand, each event at its frame, so that a run can be repeated.
///
/// One event a line: the frame (counted from 0, never falling), then what happens. Empty lines and
/// what follows a `#` that stands first or after a space are left out.
///
///     10 mouse move 30 12       # column and row, from 0; also: mouse press left 30 12,
///     11 mouse release left 30 12    # mouse drag left 30 12, mouse scroll up 30 12
///     120 press up              # also: repeat up, release up, press ctrl-c, press f1
///     180 release up
///     200 type yes              # a press for each character
///     210 focus out
///     220 resize 80 24
///
/// Keys are single characters or `up down left right enter escape tab backspace home end pageup
/// pagedown insert delete space hash f1` to `f35`, with `shift-`, `alt-`, `ctrl-` or `super-`
/// before them. An event at frame n comes before the n-th tick.
public struct InputScript: Hashable, Sendable {
  /// One line of a script.
  public struct Entry: Hashable, Sendable {
    /// The frame before whose tick the event comes in.
    public var frame: Int
    /// What happens.
    public var event: InputEvent
  }

  /// Why a script cannot be read.
  public struct ParseError: Error, Hashable, Sendable {
    /// What is wrong with a line.
    public enum Reason: Hashable, Sendable {
      /// The line does not begin with a frame number.
      case frameExpected(found: String)
      /// The frame lies before that of the line above.
      case frameFalls(from: Int, to: Int)
      /// The word is no event, key, button, direction or number that is known there.
      case unknownWord(String)
      /// The line ends too early.
      case wordExpected
      /// Something follows the end of the event.
      case wordTooMany(String)
    }

    /// The line, counted from 1.
    public var line: Int
    /// What is wrong with it.
    public var reason: Reason
  }

  /// The events in order.
  public let entries: [Entry]

  /// Reads a script.
  ///
  /// - Parameter text: The lines, as described above.
  /// - Throws: `ParseError` with the first line that cannot be read.
  public init(parsing text: String) throws(ParseError) {
    var entries: [Entry] = []
    var line = 0
    for content in text.lines {
      line += 1
      var words = InputScriptLine(content)
      do throws(ParseError.Reason) {
        entries.append(contentsOf: try words.entries(notBefore: entries.last?.frame ?? 0))
      } catch {
        throw ParseError(line: line, reason: error)
      }
    }
    self.entries = entries
  }
}

extension InputScript.ParseError.Reason: Error {}
