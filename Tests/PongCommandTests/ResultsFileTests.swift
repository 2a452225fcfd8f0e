import Foundation
import PongAgents
import PongEngine
import PongInterface
import Testing

@testable import PongCommand

struct ResultsFileTests {
  /// Games that somebody on the right, who never moves, loses against Atari's computer.
  private func games(_ count: Int) throws -> [FinishedGame] {
    var settings = GameSettings()
    settings.points = 1
    let session = try #require(try MatchSession(settings: settings, catalog: .builtIn, seed: 1))
    var screen = MatchScreen(session)
    screen.handle(.resize(columns: 80, rows: 24), at: .zero)
    for tick in 0..<2000 { screen.tick(at: .milliseconds(17 * tick)) }
    return Array(repeating: try #require(screen.session.finishedGames.first), count: count)
  }

  @Test func `is in the data folder, or the home's`() throws {
    let folder = try TemporaryFolder()
    let file = ResultsFile(environment: ["HOME": folder.path, "XDG_DATA_HOME": "relative"])
    #expect(file.read().isEmpty)
    for game in try games(2) { file.add(game, at: Date(timeIntervalSince1970: 12)) }
    #expect(
      FileManager.default.fileExists(atPath: folder.path + "/.local/share/pong/results.json")
    )
    let read = file.read()
    #expect(read.count == 2 && read[1].ended == 12)
    #expect(read[0].opponent == "atari" && read[0].points == [0, 1] && read[0].to == 1)
    let other = ResultsFile(
      environment: ["HOME": folder.path, "XDG_DATA_HOME": folder.path + "/x"]
    )
    #expect(other.read().isEmpty)
  }

  @Test(arguments: ["rubbish", "", "{\"version\":2,\"games\":[]}", "{\"version\":1}"])
  func `a damaged file does no harm and is put aside`(text: String) throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/pong",
      withIntermediateDirectories: true
    )
    _ = try folder.write(text, to: "pong/results.json")
    let file = ResultsFile(environment: ["XDG_DATA_HOME": folder.path])
    #expect(file.read().isEmpty)
    for game in try games(1) { file.add(game) }
    #expect(file.read().count == 1)
    let aside = folder.path + "/pong/results.unreadable.json"
    #expect(try String(contentsOfFile: aside, encoding: .utf8) == text)
  }

  @Test func `no damaged file takes another's place, and none is lost`() throws {
    let folder = try TemporaryFolder()
    let file = ResultsFile(environment: ["XDG_DATA_HOME": folder.path])
    let game = try games(1)[0]
    try FileManager.default.createDirectory(
      atPath: folder.path + "/pong",
      withIntermediateDirectories: true
    )
    for number in 1...10 {
      _ = try folder.write("rubbish \(number)", to: "pong/results.json")
      file.add(game)
    }
    let aside = file.filesPutAside
    #expect(aside.count == 9 && aside[1].hasSuffix("/pong/results.unreadable-2.json"))
    for (number, path) in aside.enumerated() {
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "rubbish \(number + 1)")
    }
    let last = try String(contentsOfFile: folder.path + "/pong/results.json", encoding: .utf8)
    #expect(last == "rubbish 10")
  }

  @Test func `a game that says when it ended ended then`() throws {
    let folder = try TemporaryFolder()
    let file = ResultsFile(environment: ["XDG_DATA_HOME": folder.path])
    var game = try games(1)[0]
    game.ended = 12.4
    file.add(game)
    #expect(file.read().map(\.ended) == [12])
  }

  @Test func `no more than the last games are kept`() throws {
    let folder = try TemporaryFolder()
    let file = ResultsFile(environment: ["XDG_DATA_HOME": folder.path])
    let game = try games(1)[0]
    file.add(game, at: Date(timeIntervalSince1970: 0))
    let path = folder.path + "/pong/results.json"
    let one = try String(contentsOfFile: path, encoding: .utf8)
    let body = try #require(one.firstRange(of: "[{")?.lowerBound)
    let end = try #require(one.lastIndex(of: "]"))
    let entry = one[one.index(after: body)..<end]
    let many = Array(repeating: String(entry), count: ResultsFile.capacity).joined(separator: ",")
    _ = try folder.write("{\"games\":[\(many)],\"version\":1}", to: "pong/results.json")
    file.add(game, at: Date(timeIntervalSince1970: 5))
    let read = file.read()
    #expect(read.count == ResultsFile.capacity && read.last?.ended == 5)
  }

  @Test func `games that are added at once are all kept`() throws {
    let folder = try TemporaryFolder()
    let game = try games(1)[0]
    let environment = ["XDG_DATA_HOME": folder.path]
    DispatchQueue.concurrentPerform(iterations: 40) { _ in
      ResultsFile(environment: environment).add(game)
    }
    #expect(ResultsFile(environment: environment).read().count == 40)
  }
}
