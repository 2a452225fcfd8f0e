import PongEngine
import Testing

@testable import PongInterface

struct PaddleControlsTests {
  @Test func `a click shorter than a frame fires once`() {
    var controls = PaddleControls(side: .right, sharesKeyboard: false, mode: .mouse)
    controls.press(true)
    controls.press(false)
    #expect(controls.takeInput(at: .zero).fire)
    #expect(!controls.takeInput(at: .zero).fire)
  }

  @Test func `the pointer moves the knob once`() {
    var controls = PaddleControls(side: .right, sharesKeyboard: false, mode: .mouse)
    #expect(controls.takeKnob() == nil)
    controls.point(at: 100_000)
    #expect(controls.takeKnob() == 100_000)
    #expect(controls.takeKnob() == nil)
  }

  @Test func `up turns the knob as ALE's RIGHT, down as its LEFT`() {
    var controls = PaddleControls(side: .left, sharesKeyboard: true, mode: .automatic)
    controls.handle(.key(KeyEvent(.character("w"))), at: .zero)
    #expect(controls.takeInput(at: .zero) == PaddleInput(.right))
    controls.clear()
    controls.handle(.key(KeyEvent(.character("d"))), at: .seconds(1))
    controls.handle(.key(KeyEvent(.character("s"))), at: .seconds(1))
    #expect(controls.takeInput(at: .seconds(1)) == PaddleInput(.leftFire))
  }

  @Test func `a shared keyboard is read by presses until there are releases`() {
    var controls = PaddleControls(side: .left, sharesKeyboard: true, mode: .automatic)
    #expect(controls.reading == .toggle)
    controls.handle(.key(KeyEvent(.up, phase: .release)), at: .zero)
    #expect(controls.reading == .releases)
    #expect(
      PaddleControls(side: .left, sharesKeyboard: false, mode: .automatic).reading == .adaptive
    )
  }

  @Test func `its keys are bound by place and by letter`() {
    let controls = PaddleControls(side: .left, sharesKeyboard: true, mode: .automatic)
    #expect(controls.binds(KeyEvent(.character("w"))))
    #expect(controls.binds(KeyEvent(.character(","), baseKey: .character("w"))))
    #expect(controls.binds(KeyEvent(.character("d"), baseKey: .character("h"))))
    #expect(!controls.binds(KeyEvent(.character(","))))
    #expect(!controls.binds(KeyEvent(.up)))
  }

  @Test func `losing the keyboard lets go of all`() {
    var controls = PaddleControls(side: .right, sharesKeyboard: false, mode: .automatic)
    controls.handle(.key(KeyEvent(.up)), at: .zero)
    controls.press(true)
    controls.point(at: 100_000)
    controls.handle(.focus(false), at: .zero)
    #expect(controls.takeInput(at: .zero) == .idle)
    #expect(controls.takeKnob() == nil)
  }
}
