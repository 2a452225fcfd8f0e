/// Something that people choose by name: a player, or what shall be trained.
public struct Choice: Hashable, Sendable {
  /// What the command line and the settings call it.
  public var id: String
  /// What the screens call it.
  public var title: String
  /// What there is to say about it, in a few words.
  public var detail: String

  /// Makes a choice.
  public init(id: String, title: String, detail: String) {
    self.id = id
    self.title = title
    self.detail = detail
  }
}
