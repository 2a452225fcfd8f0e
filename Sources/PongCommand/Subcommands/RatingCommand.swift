import ArgumentParser
import Foundation
import PongInterface

/// `pong rating`: how strong a person is.
struct RatingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rating",
    abstract: "Tell how strong you are, from the games you have finished.",
    discussion: """
      The rating is one of Glicko-2 on the ladder's scale, where Atari's computer stands at 1000; \
      ± is half of a 95 % interval, which grows with the days without a game. Each point counts: \
      400 more are ten points won for one.

      Finished games count against opponents with an Elo, Atari's computer and the follower among \
      them, in the classic game with bats of the usual size, never slower than the console. Others \
      do not: random, still, sweeper and person, agents of your own, programs, and players with \
      traits as in champion:reaction=12.

      Nothing leaves this machine: the games are in $XDG_DATA_HOME/pong/results.json.

      EXAMPLES
        pong rating
        pong rating --name Anna --json
        pong rating --svg rating.svg
      """
  )

  @OptionGroup var person: PersonArguments

  @Flag(help: "Print one JSON object instead of a table and a chart.")
  var json = false

  @OptionGroup(title: "Chart") var output: ChartArguments

  func run() throws {
    let file = ResultsFile()
    let games = try file.checkedGames()
    for path in file.filesPutAside {
      warn("\(path): holds older games that could not be understood.")
    }
    let report = RatingReport(
      RatingHistory(of: games, by: person.person, ladder: PolicyLocator.ladder),
      of: person.person,
      at: Date()
    )
    print(json ? try report.json() : report.text)
    // A curve has two points or more.
    let isShown = !json && !output.hasFiles && report.history.entries.count > 1
    if isShown { print() }
    if isShown || output.hasFiles { try output.draw(report.history.chart, rows: 16) }
  }
}
