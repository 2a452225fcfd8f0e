import Testing

@testable import PongCommand

struct CommandWordsTests {
  @Test(arguments: [
    ("play --points -1", "play --points=-1"),
    ("train --until-reward -5.5", "train --until-reward=-5.5"),
    ("--seed -1", "--seed=-1"),
    ("spinup test_policy x -n -1 -nr", "spinup test_policy x -n=-1 -nr"),
    ("spinup vpg --lr -1 --env x", "spinup vpg --lr -1 --env x"),
    ("evaluate -- -1", "evaluate -- -1"), ("trace --seed=3 -1", "trace --seed=3 -1"),
    ("play --ascii --left -inf", "play --ascii --left=-inf"), ("play -1 -2", "play -1 -2"),
    ("help play", "help play"), ("", ""),
  ])
  func `a negative number belongs to the option before it`(words: String, prepared: String) throws {
    let split = words.split(separator: " ").map(String.init)
    #expect(try CommandWords.prepared(split).joined(separator: " ") == prepared)
  }

  @Test(arguments: [
    (["plya"], "Did you mean play?"), (["spinup", "plott"], "Did you mean plot?"),
    (["nosuch"], "There are: menu, play, watch, "), (["help", "nosuch"], "There are: menu, play"),
    (["spinup", "nosuch", "--env", "x"], "There are: vpg, ppo, "),
    ([""], "There is no command \"\""),
  ])
  func `a command that there is not is answered with those that there are`(
    words: [String],
    hint: String
  ) throws {
    let error = try #require(throws: CommandError.self) { try CommandWords.prepared(words) }
    #expect(error.description.contains(hint) && error.exitCode == CommandError.usage)
  }

  @Test func `a command is called by all its names`() {
    #expect(CommandWords.path(to: PlayCommand.self) == "pong play")
    #expect(CommandWords.path(to: SpinupPlotCommand.self) == "pong spinup plot")
  }
}

struct SuggestionTests {
  @Test(arguments: [
    ("chmapion", "champion"), ("champions", "champion"), ("CHAMPION", "champion"),
    ("steay", "steady"),
    ("nobody", nil), ("x", nil), ("", nil), (String(repeating: "champion", count: 1000), nil),
  ])
  func `a name is suggested if it is near`(name: String, nearest: String?) {
    #expect(Suggestion.nearest(to: name, among: ["steady", "champion", "atari"]) == nearest)
  }
}
