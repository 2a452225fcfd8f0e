import PongTerminal
import Text

// In place of the standard library's `print`, which says nothing of what is lost. These are
// preferred because they take a text and nothing else; what is no text has to be made one.
//
// All text for people leaves the program here: what is not seen is marked, whoever has named it.

/// Where results are printed: on standard output, unless a file that was asked for is written there.
private var results: StandardStream { StreamedFile.isOnStandardOutput ? .error : .output }

/// Prints a result and a line end.
func print(_ text: String) { results.writeLine(text.printableLines) }

/// Prints a result.
func print(_ text: String, terminator: String) {
  results.write(text.printableLines + terminator)
}

/// Prints an empty line.
func print() { results.writeLine() }

/// Tells a person, on standard error and in a line, what they should know; the command goes on.
func warn(_ message: String) { StandardStream.error.writeLine("pong: \(message.printable)") }
