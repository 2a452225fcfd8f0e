import PongAgents

/// How strong the person at the menu is, and who is about as strong.
struct PersonStanding: Hashable, Sendable {
  /// The person's rating.
  var rating: Glicko2.Rating
  /// The id of the opponent whose rating is the nearest.
  var nearest: String?

  /// What there is to say beside an opponent: the rating and the score to expect, in one line if both
  /// fit there.
  ///
  /// - Parameters:
  ///   - item: The opponent.
  ///   - settings: The game; one that the ladder was not measured by has no score to expect.
  ///   - width: The width of the lines.
  /// - Returns: One line or two.
  func lines(for item: MenuList.Item, _ settings: GameSettings, width: Int) -> [StyledText] {
    let isNearest = item.choice.id == nearest
    let own = rating.text(settings.glyphs)
    let theme = Theme(settings.theme)
    let you = StyledText(isNearest ? "nearest to you (" : "you: ", theme.faint)
      .adding(own, theme.strong).adding(isNearest ? ")" : "", theme.faint)
    guard let expected = expected(against: item, settings) else { return [you] }
    let gap = StyledText("   ", theme.text)
    let both = StyledText([you, expected], gap: gap, fitting: .max)
    return both.width <= width ? [both] : [you, expected]
  }

  /// The same in one line, as much as fits.
  func line(for item: MenuList.Item, _ settings: GameSettings, width: Int) -> StyledText {
    let theme = Theme(settings.theme)
    let you = StyledText("you: ", theme.faint).adding(rating.text(settings.glyphs), theme.text)
    let parts = [you, expected(against: item, settings)].compactMap { $0 }
    return StyledText(parts, gap: StyledText("   ", theme.text), fitting: width)
  }

  private func expected(against item: MenuList.Item, _ settings: GameSettings) -> StyledText? {
    guard let elo = item.known?.elo, RatingHistory.Exclusion(of: settings) == nil else {
      return nil
    }
    let score = rating.expectedScore(against: elo, to: settings.points)
    let theme = Theme(settings.theme)
    return StyledText("expected ", theme.faint)
      .adding("\(score.own) : \(score.other)", theme.strong)
  }
}
