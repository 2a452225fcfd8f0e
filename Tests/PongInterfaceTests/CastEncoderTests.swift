import Foundation
import PongInterface
import TerminalTestSupport
import Testing

struct CastEncoderTests {
  /// An event of a recording.
  private struct Event {
    var time: Double
    var code: String
    var data: String
  }

  private func events(_ cast: String) throws -> (header: [String: Any], events: [Event]) {
    var header: [String: Any] = [:]
    var events: [Event] = []
    for (index, line) in cast.split(separator: "\n").enumerated() {
      let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
      if index == 0 {
        header = try #require(value as? [String: Any])
        continue
      }
      let parts = try #require(value as? [Any])
      #expect(parts.count == 3)
      events.append(
        Event(
          time: try #require(parts[0] as? Double),
          code: try #require(parts[1] as? String),
          data: try #require(parts[2] as? String)
        )
      )
    }
    return (header, events)
  }

  @Test func `a recording is a header and events in order`() throws {
    var encoder = CastEncoder(title: "a \"b\" \\", timestamp: 1_700_000_000)
    var cast = ""
    var surface = Surface(columns: 20, rows: 4)
    surface.write("first", column: 1, row: 1)
    cast += encoder.add(surface, at: .zero, landmark: "0 : 0")
    cast += encoder.add(surface, at: .milliseconds(500), landmark: "0 : 0")
    surface.write("second", column: 1, row: 1)
    cast += encoder.add(surface, at: .nanoseconds(1_016_666_666), landmark: "0 : 1")
    cast += encoder.finish(at: .seconds(3))
    let (header, events) = try events(cast)
    #expect(header["version"] as? Int == 2)
    #expect(header["width"] as? Int == 20 && header["height"] as? Int == 4)
    #expect(header["timestamp"] as? Int == 1_700_000_000)
    #expect(header["title"] as? String == "a \"b\" \\")
    #expect(events.map(\.code) == ["o", "o", "m", "o", "o"])
    #expect(events.map(\.time) == [0, 0, 1.016666, 1.016666, 3])
    #expect(events[2].data == "0 : 1")
    var terminal = TerminalModel(columns: 20, rows: 4)
    for event in events where event.code == "o" { terminal.write(event.data.utf8) }
    #expect(terminal.lines == ["", " second", "", ""])
    #expect(terminal.modes == TerminalModel.initialModes && terminal.isPlain)
  }

  @Test func `another size is told and drawn anew`() throws {
    var encoder = CastEncoder(title: "")
    var cast = encoder.add(Surface(columns: 9, rows: 2), at: .zero)
    var bigger = Surface(columns: 30, rows: 5)
    bigger.write("here", column: 20, row: 4)
    cast += encoder.add(bigger, at: .seconds(1))
    let all = try events(cast).events
    #expect(all.map(\.code) == ["o", "o", "r", "o"])
    #expect(all[2].data == "30x5")
    var terminal = TerminalModel(columns: 9, rows: 2)
    for event in all {
      if event.code == "r" {
        terminal.resize(columns: 30, rows: 5)
      } else {
        terminal.write(event.data.utf8)
      }
    }
    #expect(terminal.lines.last == String(repeating: " ", count: 20) + "here")
  }

  @Test func `a recording without a picture is empty`() {
    var encoder = CastEncoder(title: "")
    #expect(encoder.finish(at: .seconds(1)).isEmpty)
  }
}
