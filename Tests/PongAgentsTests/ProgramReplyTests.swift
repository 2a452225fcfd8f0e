import PongEngine
import Testing

@testable import PongAgents

struct ProgramReplyTests {
  private func input(_ line: String) throws(ProgramReply.Fault) -> PaddleInput {
    var input = PaddleInput.idle
    var fault: ProgramReply.Fault?
    Array(line.utf8).withUnsafeBufferPointer { bytes in
      do throws(ProgramReply.Fault) {
        input = try ProgramReply.input(line: bytes)
      } catch {
        fault = error
      }
    }
    if let fault { throw fault }
    return input
  }

  private func greeting(_ line: String) throws(ProgramReply.Fault) -> ProgramReply.Greeting {
    var greeting = ProgramReply.Greeting()
    var fault: ProgramReply.Fault?
    Array(line.utf8).withUnsafeBufferPointer { bytes in
      do throws(ProgramReply.Fault) {
        greeting = try ProgramReply.Greeting(line: bytes)
      } catch {
        fault = error
      }
    }
    if let fault { throw fault }
    return greeting
  }

  @Test(arguments: Action.allCases)
  func `every action of ALE's is understood`(action: Action) throws {
    #expect(try input(#"{"action":"\#(action.name)"}"#) == PaddleInput(action))
  }

  @Test(arguments: [
    (#"{"turn":-23000,"fire":true}"#, PaddleInput(turn: -23_000, fire: true)),
    (#"{"turn":5}"#, PaddleInput(turn: 5)),
    (#"{"fire":true}"#, PaddleInput(fire: true)),
    (#" { "fire" : false , "turn" : 1.5e3 } "#, PaddleInput(turn: 1500)),
    (#"{"turn":-0.6}"#, PaddleInput(turn: -1)),
    (#"{"turn":-23000.0}"#, PaddleInput(turn: -23_000)),
    (#"{"turn":12345678901234567890}"#, PaddleInput(turn: 762_746)),
    (#"{"turn":-1e300}"#, PaddleInput(turn: -762_746)),
    (#"{"why":{"a":[1,"}"],"b":null},"action":"FIRE","t":"\"}"}"# + "\r", PaddleInput(.fire)),
  ])
  func `knob and button are numbers, other members are nobody's business`(
    line: String,
    expected: PaddleInput
  ) throws {
    #expect(try input(line) == expected)
  }

  @Test(arguments: [
    ("", ProgramReply.Fault.notAnObject), ("RIGHT", .notAnObject), ("[]", .notAnObject),
    (#"{"action":"RIGHT""#, .notAnObject), (#"{"action":"RIGHT"}}"#, .notAnObject),
    (#"{"action" "RIGHT"}"#, .notAnObject), (#"{"action":"RIGHT",}"#, .notAnObject),
    (#"{"turn":NaN}"#, .notAnObject), (#"{"turn":-}"#, .notAnObject),
    (#"{"turn":1.2.3}"#, .notAnObject),
    (#"{"a":[1"#, .notAnObject), (#"{"a":"\"#, .notAnObject), ("{\"a\":\"\u{1}\"}", .notAnObject),
    ("{}", .notOneMove), (#"{"move":"RIGHT"}"#, .notOneMove),
    (#"{"action":"RIGHT","turn":1}"#, .notOneMove),
    (#"{"action":"right"}"#, .unknownAction("right")), (#"{"action":3}"#, .unknownAction("")),
    (#"{"turn":"1"}"#, .badTurn), (#"{"turn":1e999}"#, .badTurn),
    (#"{"turn":1,"fire":1}"#, .notTrueOrFalse("fire")),
  ])
  func `what is no answer is said to be none`(line: String, fault: ProgramReply.Fault) {
    #expect(throws: fault) { try input(line) }
  }

  @Test func `a greeting says the name, the frames of a decision and what is to be seen`() throws {
    let line =
      #"{"name":"M\u00fcller \ud83c\udfd3 \"x\"","every":3,"observation":"pixels","seed":true}"#
    let greeting = try greeting(line)
    #expect(greeting.name == "Müller 🏓 \"x\"")
    #expect(greeting.frames == 3 && greeting.observation == .pixels && greeting.wantsSeed)
    #expect(try self.greeting("{}") == ProgramReply.Greeting())
    #expect(try self.greeting(#"{"every":16.0}"#).frames == 16)
  }

  @Test(arguments: [
    (#"{"every":0}"#, ProgramReply.Fault.badFrames), (#"{"every":17}"#, .badFrames),
    (#"{"every":"3"}"#, .badFrames), (#"{"every":2.5}"#, .badFrames),
    (#"{"every":-1}"#, .badFrames),
    (#"{"observation":"screen"}"#, .unknownObservation("screen")),
    (#"{"observation":null}"#, .unknownObservation("")),
    (#"{"seed":1}"#, .notTrueOrFalse("seed")), ("hello", .notAnObject),
  ])
  func `a greeting that asks for what there is not is refused`(
    line: String,
    fault: ProgramReply.Fault
  ) {
    #expect(throws: fault) { try greeting(line) }
  }

  @Test func `no line, however broken, is read beyond its end`() {
    let line =
      #"{"name":"\u00e4\\","x":[{"y":"z"}],"action":"LEFT","turn":-12.5e1,"fire":true,"every":3}"#
    let bytes = Array(line.utf8)
    for length in 0..<bytes.count {
      #expect(throws: ProgramReply.Fault.self) {
        try input(String(decoding: bytes[..<length], as: UTF8.self))
      }
    }
    for index in bytes.indices {
      for other in Array("\"\\{}[],:-9x".utf8) {
        var broken = bytes
        broken[index] = other
        // Fine or not, it must come to an end.
        _ = try? input(String(decoding: broken, as: UTF8.self))
        _ = try? greeting(String(decoding: broken, as: UTF8.self))
      }
    }
  }
}
