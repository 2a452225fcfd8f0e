import Testing

@testable import PongInterface

struct KeyEventTests {
  @Test func `a command is a letter, or its place where there are no such letters`() {
    let latin = KeyEvent(.character("l"), baseKey: .character("p"))
    #expect(latin.commandKey == .character("l"))
    let cyrillic = KeyEvent(.character("з"), baseKey: .character("p"))
    #expect(cyrillic.commandKey == .character("p"))
    #expect(KeyEvent(.character("é")).commandKey == .character("é"))
    #expect(KeyEvent(.enter).commandKey == .enter)
  }

  @Test(
    arguments: [
      ("йцукенгшщзхъ", "qwertyuiop[]"), ("фывапролджэ", "asdfghjkl;'"), ("ячсмитьбю", "zxcvbnm,."),
      ("іїўљњј", "s]oqwj"), ("ςερτυθιοπ", "wertyuiop"), ("ασδφγηξκλ", "asdfghjkl"),
      ("ζχψωβνμ", "zxcvbnm"),
    ]
  )
  func `Cyrillic and Greek letters stand for the Latin ones at their places`(
    letters: String,
    latin: String
  ) {
    for (letter, place) in zip(letters.unicodeScalars, latin.unicodeScalars) {
      let event = KeyEvent(.character(letter))
      #expect(event.placeKey == .character(place))
      #expect(event.commandKey == .character(place))
      // What is typed as a name is the letter itself.
      #expect(event.key == .character(letter))
    }
  }

  @Test func `a place that the terminal tells counts more, and Latin letters are what they are`() {
    let told = KeyEvent(.character("ш"), baseKey: .character("["))
    #expect(told.placeKey == .character("["))
    for letter in "wzqaéüß".unicodeScalars {
      #expect(KeyEvent(.character(letter)).placeKey == .character(letter))
    }
    #expect(KeyEvent(.up).placeKey == .up)
  }
}
