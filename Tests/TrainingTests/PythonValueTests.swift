import Testing

@testable import Training

/// The expressions of Spinning Up's command line, which hands every word to Python's `eval`.
struct PythonValueTests {
  private static let arithmetic: [(String, PythonValue)] = [
    ("[32]*2", .list([.int(32), .int(32)])), ("2*[8]+[4]", .list([.int(8), .int(8), .int(4)])),
    ("64,32", .tuple([.int(64), .int(32)])), ("(8,)*2", .tuple([.int(8), .int(8)])),
    ("200,", .tuple([.int(200)])), ("()", .tuple([])), ("((1, 2))", .tuple([.int(1), .int(2)])),
    ("99/100", .double(0.99)), ("6/3", .double(2)), ("7//2", .int(3)), ("-7//2", .int(-4)),
    ("-7%3", .int(2)), ("2**10", .int(1024)), ("-2**2", .int(-4)), ("2**-1", .double(0.5)),
    ("(1+2)*3", .int(9)), ("1-1/4", .double(0.75)), ("1 - -2", .int(3)), ("1.", .double(1)),
    (".5", .double(0.5)), ("1_000", .int(1000)), ("int(1e3)", .int(1000)),
    ("float(2)", .double(2)), ("1/0", .string("1/0")), ("64x32", .string("64x32")),
  ]

  private static let others: [(String, PythonValue)] = [
    ("9999999999*9999999999", .string("9999999999*9999999999")), ("1+", .string("1+")),
    ("1,,2", .string("1,,2")), (",", .string(",")), ("1,2)", .string("1,2)")),
    ("a,b", .string("a,b")), ("[0]*100000", .string("[0]*100000")), ("'a'+1", .string("'a'+1")),
    ("--1", .int(1)),
    ("torch.nn.Tanh", .function("torch.nn.Tanh")), ("os.system", .string("os.system")),
    ("torch.nn.Tanh()", .string("torch.nn.Tanh()")), ("torch.", .string("torch.")),
    ("dict(a=1, b=[2])", .dictionary([.init("a", .int(1)), .init("b", .list([.int(2)]))])),
    ("{'a': 1,}", .dictionary([.init("a", .int(1))])), ("dict()", .dictionary([])),
    ("dict(1)", .string("dict(1)")), ("{1: 2}", .string("{1: 2}")),
    ("__import__('os')", .string("__import__('os')")),
    // Too great, whatever is in what.
    ("[[0]*4096]*4096", .string("[[0]*4096]*4096")), ("[0]*4096+[0]", .string("[0]*4096+[0]")),
    (
      "2**(-9223372036854775807-1)", .string("2**(-9223372036854775807-1)")
    ), ("0**-1", .string("0**-1")),
    // What CPython 3.11 prints.
    ("1//0.1", .double(9)), ("1%0.1", .double(0.09999999999999995)),
    ("-1%0.3", .double(0.19999999999999996)),
    ("7.5//-2", .double(-4)), ("1.1**10", .double(2.5937424601000023)), ("2**-2", .double(0.25)),
  ]

  @Test(arguments: arithmetic)
  func `arithmetic is Python's`(word: String, value: PythonValue) {
    #expect(PythonValue(word) == value)
  }

  @Test(arguments: others)
  func `what is no expression of settings is a text, and no code`(word: String, value: PythonValue)
  {
    #expect(PythonValue(word) == value)
  }

  @Test(arguments: [("(", ")"), ("[", "]"), ("-", ""), ("{'a':", "}"), ("int(", ")")])
  func `what goes too deep is a text`(open: String, close: String) {
    func nested(_ depth: Int) -> String {
      String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
    }
    #expect(PythonValue(nested(3)) != .string(nested(3)))
    #expect(PythonValue(nested(5000)) == .string(nested(5000)))
  }

  @Test(arguments: [
    ("[1, 'a', torch.nn.ReLU]", "[1, 'a', 'ReLU']"), ("torch.nn.ReLU", "ReLU"),
    ("dict(b=[2], a='x')", "{'b': [2], 'a': 'x'}"), ("'it'", "it"), ("1e3", "1000.0"),
    ("[\"it's\"]", "[\"it's\"]"), ("None", "None"), ("(64,)", "(64,)"), ("64, 32", "(64, 32)"),
    ("[True, 1e-05]", "[True, 1e-05]"),
  ])
  func `values are printed as Python prints them`(word: String, text: String) {
    #expect(PythonValue(word).text == text)
  }
}
