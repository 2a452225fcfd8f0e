import PongTerminal
import Text

// In place of the standard library's `print`, which says nothing of what is lost. These are
// preferred because they take a text and nothing else; what is no text has to be made one.
//
// All text for people leaves the program here: what is not seen is marked, whoever has named it.

/// Prints a result and a line end on standard output.
func print(_ text: String) { StandardStream.output.writeLine(text.printableLines) }

/// Prints a result on standard output.
func print(_ text: String, terminator: String) {
  StandardStream.output.write(text.printableLines + terminator)
}

/// Prints an empty line on standard output.
func print() { StandardStream.output.writeLine() }

/// Tells a person, on standard error and in a line, what they should know; the command goes on.
func warn(_ message: String) { StandardStream.error.writeLine("pong: \(message.printable)") }
