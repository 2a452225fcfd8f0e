// Where letters are on a keyboard, for terminals that tell only what a key writes.

extension Key {
  /// The key of a US keyboard at the place of this one, for letters that are no Latin ones.
  ///
  /// Without kitty's protocol a terminal does not tell a key's place, but Cyrillic and Greek letters
  /// have one place each: that of the layouts Russian (ЙЦУКЕН), with the letters that only its
  /// Ukrainian, Belarusian and Serbian relatives have, and Greek. Latin letters are taken as they
  /// are: a W may come from any of three places, but whoever has one can find it.
  var keyAtLatinPlace: Key? {
    guard case .character(let scalar) = self, scalar.value >= 0x370, scalar.value < 0x530 else {
      return nil
    }
    return Self.latinPlaces[scalar].map { .character($0) }
  }

  private static let latinPlaces: [Unicode.Scalar: Unicode.Scalar] = {
    let rows = [
      ("йцукенгшщзхъ", "qwertyuiop[]"), ("фывапролджэ", "asdfghjkl;'"), ("ячсмитьбю", "zxcvbnm,."),
      ("ёіїєґўѓ", "`s]'\\o]"),
      // Serbian and Macedonian, where the Russian layout has no such letter.
      ("љњђјћџѕќ", "qw]j'xy'"),
      ("ςερτυθιοπ", "wertyuiop"), ("ασδφγηξκλ", "asdfghjkl"), ("ζχψωβνμ", "zxcvbnm"),
      ("άέήίόύώϊϋΐΰ", "aehioyviyiy"),
    ]
    var places: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (letters, latin) in rows {
      for (letter, place) in zip(letters.unicodeScalars, latin.unicodeScalars) {
        places[letter] = place
      }
    }
    return places
  }()
}
