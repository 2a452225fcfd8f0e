import Foundation
import PictureTestSupport
import Pictures
import PongAgents
import PongEngine
import PongInterface
import TerminalTestSupport
import Testing

@Suite(.waits) struct RecordCommandTests {
  private func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  @Test func `the article's two pictures are the game's, step by step`() throws {
    let folder = try TemporaryFolder()
    let (court, input) = (folder.path + "/court.gif", folder.path + "/input.gif")
    let arguments = [
      "record", "--right", "random", "--seed", "7", "--steps", "90", "--gif", court,
      "--input-gif", input,
    ]
    let outcome = try run(arguments)
    #expect(outcome.exitCode == 0 && outcome.errors == "")
    #expect(outcome.output.contains("90 agent steps") && outcome.output.contains("(seed 7)"))

    // The same game, played here.
    let otherSeed = UInt64(7) ^ 0x9E37_79B9_7F4A_7C15
    let random = try #require(try PlayerCatalog.builtIn.seat("random", seed: otherSeed))
    var match = Match(rules: Rules(), left: .computer, right: random)
    var courts: [Bitmap] = []
    var inputs: [Bitmap] = []
    var last: PreprocessedFrame?
    while true {
      if match.isDeciding(.right) {
        if courts.count == 90 { break }
        courts.append(Bitmap(courtOf: match.game))
        let observed = PreprocessedFrame(match.game)
        inputs.append(Bitmap(difference: observed.difference(from: last ?? observed)))
        last = observed
      }
      _ = match.step()
    }
    // A picture that is the same as the one before is shown for longer instead.
    func withoutRepetitions(_ pictures: [Bitmap]) -> [Bitmap] {
      pictures.indices.filter { $0 == 0 || pictures[$0] != pictures[$0 - 1] }.map { pictures[$0] }
    }
    #expect(try GIFDecoder(bytes(court)).frames.map(\.bitmap) == withoutRepetitions(courts))
    #expect(try GIFDecoder(bytes(input)).frames.map(\.bitmap) == withoutRepetitions(inputs))

    let first = [try bytes(court), try bytes(input)]
    #expect(try run(arguments).exitCode == 0)
    #expect(try [bytes(court), bytes(input)] == first)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
  }

  @Test func `a cast replays to the screen of the game, with its points marked`() throws {
    let folder = try TemporaryFolder()
    let (cast, gif) = (folder.path + "/a.cast", folder.path + "/a.gif")
    let outcome = try run([
      "record", "--right", "random", "--seed", "7", "--frames", "400", "--size", "60x20", "--cast",
      cast, "--screen-gif", gif,
    ])
    #expect(outcome.exitCode == 0)
    let replay = try CastReplay(cast)
    #expect(replay.size == [60, 20])
    #expect(replay.markers == ["Atari 1 : 0 Random", "Atari 2 : 0 Random"])
    var settings = GameSettings()
    (settings.left, settings.right) = ("atari", "random")
    var screen = MatchScreen(
      try #require(try MatchSession(settings: settings, catalog: .builtIn, seed: 7))
    )
    screen.handle(.resize(columns: 60, rows: 20), at: .zero)
    for _ in 0..<398 { screen.tick(at: .zero) }
    var surface = Surface(columns: 60, rows: 20)
    screen.draw(on: &surface)
    var lines = surface.lines
    for index in lines.indices {
      while lines[index].last == " " { lines[index].removeLast() }
    }
    #expect(replay.terminal.lines == lines)
    let frames = try GIFDecoder(bytes(gif)).frames
    #expect(frames.last?.bitmap.width == 360 && frames.last?.bitmap.height == 240)
  }

  @Test func `people's keys are replayed from a script`() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write("80 press up\n140 release up\n", to: "keys")
    func court(_ more: [String]) throws -> [UInt8] {
      let gif = folder.path + "/court.gif"
      let arguments = [
        "record", "--right", "human", "--seed", "1", "--frames", "200", "--gif", gif,
      ]
      #expect(try run(arguments + more).exitCode == 0)
      return try bytes(gif)
    }
    let held = try court(["--input-script", script])
    let nothing = try folder.write("", to: "none")
    #expect(try held != court(["--input-script", nothing]))
    #expect(try held == court(["--input-script", script]))
  }

  @Test func `every option of the game and of the recording makes another one`() throws {
    let folder = try TemporaryFolder()
    let usual = ["record", "--left", "follower", "--right", "random", "--frames", "300"]
    func files(_ more: [String]) throws -> [[UInt8]] {
      let paths = ["court", "input", "screen"].map { "\(folder.path)/\($0).gif" }
      let targets = ["--gif", paths[0], "--input-gif", paths[1], "--screen-gif", paths[2]]
      let seed = more.contains("--seed") ? [] : ["--seed", "7"]
      let outcome = try run(usual + seed + targets + more)
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      return try paths.map(bytes)
    }
    // Which of court, input and screen are others.
    let options: [([String], [Bool])] = [
      (["--seed", "8"], [true, true, true]), (["--mode", "rally"], [true, true, true]),
      (["--small-bats", "left"], [true, true, true]),
      (["--small-bats", "right"], [true, true, true]),
      (["--small-bats", "both"], [true, true, true]), (["--points", "1"], [true, true, true]),
      (["--scale", "2"], [true, true, false]), (["--size", "60x20"], [false, false, true]),
      (["--theme", "contrast"], [false, false, true]),
      (["--glyphs", "ascii"], [false, false, true]),
      (["--side", "left"], [true, true, false]),
    ]
    let first = try files([])
    var seen = Set(first)
    for (option, differs) in options {
      let other = try files(option)
      #expect(zip(first, other).map(!=) == differs, "\(option)")
      for (file, isOther) in zip(other, differs) where isOther {
        #expect(seen.insert(file).inserted, "\(option)")
      }
    }
  }

  @Test func `the screen looks inside a network if that is asked for`() throws {
    let folder = try TemporaryFolder()
    let cast = folder.path + "/a.cast"
    for (more, isInside) in [(["--inspect"], true), ([], false)] {
      let outcome = try run(
        ["record", "--right", "one-second", "--frames", "8", "--size", "120x40", "--cast", cast]
          + more
      )
      #expect(outcome.exitCode == 0)
      #expect(try CastReplay(cast).terminal.shows("Inside right") == isInside)
    }
  }

  @Test func `a court that changes with every frame lasts as long as its game, as it is said`()
    throws
  {
    let folder = try TemporaryFolder()
    let gif = folder.path + "/a.gif"
    let outcome = try run(["record", "--right", "follower", "--frames", "900", "--gif", gif])
    let pictures = try GIFDecoder(bytes(gif)).frames
    #expect(pictures.map(\.delay).reduce(0, +) == 1500)
    #expect(outcome.output.contains("\(pictures.count) pictures, 15.0 s"), "\(outcome.output)")
  }

  @Test func `pictures are shown for the time of their frames, and the last one for a second`()
    throws
  {
    let folder = try TemporaryFolder()
    let gif = folder.path + "/a.gif"
    func delays(_ more: [String]) throws -> [Int] {
      let outcome = try run(["record", "--seed", "7", "--screen-gif", gif] + more)
      #expect(outcome.exitCode == 0)
      return try GIFDecoder(bytes(gif)).frames.map(\.delay)
    }
    // 100 frames are 166.67 hundredths of a second, and every fourth frame is a picture.
    let some = try delays(["--frames", "100"])
    #expect(some.reduce(0, +) == 167)
    #expect(some.allSatisfy { $0 >= 6 })
    let whole = try delays(["--left", "follower", "--points", "1"])
    #expect(whole.dropLast().allSatisfy { $0 < 100 })
    #expect(try #require(whole.last) >= 100)
  }

  @Test(arguments: [
    (["--steps", "5"], 64, "Say what to record"),
    (["--gif", "/nowhere/at/all.gif"], 73, "/nowhere/at/all.gif: cannot be made"),
    (["--gif", "/tmp"], 73, "there is a directory"), (["--gif", "/dev/full"], 74, "No space left"),
    (["--gif", "a.gif", "--cast", "a.gif"], 64, "a file of its own"),
    (["--gif", "a.gif", "--cast", "./a.gif"], 64, "a file of its own"),
    (["--gif", "a.gif", "--scale", "0"], 64, "1 to 8"),
    (["--gif", "a.gif", "--size", "0x24"], 64, "a size is columns and rows, as in 100x30"),
    (["--screen-gif", "a.gif", "--size", "1x1"], 64, "or more, not 1x1"),
    (["--cast", "a.cast", "--size", "20x500"], 64, "or more, not 20x500"),
    (["--gif", "a.gif", "--right", "human"], 64, "--input-script"),
    (["--gif", "a.gif", "--speed", "2"], 64, "--speed"),
    (["--gif", "a.gif", "--from", "soon"], 64, "as in 1:12"),
    (["--gif", "a.gif", "--frames", "-3"], 64, "not -3"),
    (["--gif", "a.gif", "--right", "nobody"], 64, "nobody"),
    (["--gif", "a.gif", "--input-script", "/nowhere/keys"], 66, "/nowhere/keys"),
  ])
  func `what cannot be is said, and nothing is left behind`(
    arguments: [String],
    exitCode: Int32,
    hint: String
  ) throws {
    let folder = try TemporaryFolder()
    let outcome = try run(["record"] + arguments, directory: folder.path)
    #expect(outcome.exitCode == exitCode)
    #expect(outcome.errors.contains(hint), "\(outcome.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}

/// A recording read and played on a terminal.
struct CastReplay {
  private(set) var size: [Int] = []
  private(set) var terminal = TerminalModel(columns: 1, rows: 1)
  private(set) var markers: [String] = []
  private(set) var times: [Double] = []

  init(_ path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    for (index, line) in text.split(separator: "\n").enumerated() {
      let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
      if index == 0 {
        let header = try #require(value as? [String: Any])
        size = try [#require(header["width"] as? Int), #require(header["height"] as? Int)]
        terminal = TerminalModel(columns: size[0], rows: size[1])
        continue
      }
      let event = try #require(value as? [Any])
      times.append(try #require(event[0] as? Double))
      let data = try #require(event[2] as? String)
      switch event[1] as? String {
      case "o": terminal.write(data.utf8)
      case "m": markers.append(data)
      case "r":
        let sides = data.split(separator: "x").compactMap { Int($0) }
        terminal.resize(columns: sides[0], rows: sides[1])
      default: Issue.record("an event of no known kind")
      }
    }
  }
}
