import PongTerminal
import Testing

struct TerminalErrorTests {
  @Test(
    arguments: [
      (.notATerminal(.output), 69), (.typeMissing, 78), (.typeUnknown("x"), 78),
      (.typeIncapable("x"), 78), (.cannotOpen("x"), 69),
    ] as [(TerminalError, Int32)]
  )
  func `the exit status tells what is missing from what is set wrong`(
    error: TerminalError,
    status: Int32
  ) {
    #expect(error.exitCode == status)
    #expect(error.description == "\(error.problem); \(error.advice)")
  }

  @Test func `a type is quoted without what could harm a terminal`() {
    let error = TerminalError.typeUnknown("a\u{1B}[2Jé\n" + String(repeating: "x", count: 500))
    #expect(error.description.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) })
    #expect(error.description.count < 250)
  }
}
