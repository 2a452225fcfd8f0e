import ArgumentParser
import Foundation
import Pictures
import PongAgents
import PongEngine
import PongInterface
import PongTerminal
import Training

/// `pong inspect`: what is in a network, without a game.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Look into a trained policy: layers, units and receptive fields.",
    discussion: """
      On a terminal the receptive fields are shown page by page: the weights from every pixel to a \
      hidden unit, each times how often its pixel is lit (--raw: as they are), the unit that moves \
      the bat most first. Elsewhere, and with --plain, figures \
      and the first fields are printed as text.

      What units do is measured in play: the policy takes --decisions decisions on the right of \
      Pong-v0 against Atari's computer. A unit is dead if it was active at none of them. To look \
      inside during a game, use --inspect or the key n in pong watch and pong play.

      JSON
        policy, observation, actions, activation; metadata: the file's strings;
        layers: name, shape [outputs, inputs], weights (how many), weight_norm, greatest_weight,
        bias_norm; decisions, seed; dead_units; units, by falling mean_influence: unit,
        active_share, mean_activation, mean_influence (on log P(up) - log P(down)), weight_norm,
        logit_weights. Numbers that are not finite are "Infinity", "-Infinity" and "NaN". decisions \
        is 0 and units is empty for a policy that sees the RAM.

      EXAMPLES
        pong inspect runs/article/2026-01-31_20-00-00_s0/policy.safetensors
        pong inspect mine.safetensors --png fields.png
        pong inspect mine.safetensors --json | jq .dead_units
      """
  )

  @Argument(help: "A policy that comes with the program, or a file.", completion: .policy)
  var policy: String

  @Option(help: "How many decisions are played to see what units do.")
  var decisions = 2000

  @Option(help: "The seed of the decisions that are played.")
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp("Write all receptive fields as a picture.", valueName: "file"),
    completion: .file(extensions: ["png"])
  )
  var png: String?

  @Flag(
    help: """
      Draw weights as they are; else each counts as often as its pixel is lit in play, so that places \
      where no ball comes do not hide what a unit looks for.
      """
  )
  var raw = false

  @Flag(help: "Print one JSON object.")
  var json = false

  @Flag(help: "Print text, even on a terminal.")
  var plain = false

  @Option(help: "The colours; those chosen in the menu if left out.")
  var theme: Theme.Name?

  @OptionGroup(title: "Terminal") var terminal: TerminalArguments

  func validate() throws {
    guard 1...1_000_000 ~= decisions else {
      throw ValidationError("--decisions is 1 to 1000000, not \(decisions).")
    }
  }

  func run() throws {
    let (trained, metadata) = try PolicyLocator.read(policy)
    switch trained {
    case .pixels(let policy):
      let figures = PolicyFigures(policy, decisions: decisions, seed: seed)
      if let png { try write(policy, figures, to: png) }
      let report = report(figures, of: trained, metadata)
      if json {
        print(try json(report))
      } else if plain || png != nil || isatty(STDOUT_FILENO) == 0 {
        printText(report, figures, of: policy)
      } else {
        try show(policy, figures)
      }
    case .ram(let policy):
      guard png == nil else {
        throw CommandError(
          "\(self.policy) sees the RAM: it has no receptive fields to draw.",
          exitCode: CommandError.badData
        )
      }
      let report = report(PolicyFigures(policy), of: trained, metadata)
      print(json ? try self.json(report) : report.text)
    }
  }

  private func report(
    _ figures: PolicyFigures,
    of policy: TrainedPolicy,
    _ metadata: [String: String]
  ) -> InspectionReport {
    InspectionReport(
      figures,
      of: policy,
      name: self.policy,
      metadata: metadata,
      seed: seed
    )
  }

  private func json(_ report: InspectionReport) throws -> String {
    try report.json([.prettyPrinted, .withoutEscapingSlashes], keys: .convertToSnakeCase)
  }

  private func write(_ policy: PongPolicy, _ figures: PolicyFigures, to path: String) throws {
    let bitmap = FieldGallery.bitmap(of: policy, units: figures.units.map(\.unit), isRaw: raw)
    try StreamedFile.write(PNG.encode(bitmap), to: path)
  }

  private func printText(
    _ report: InspectionReport,
    _ figures: PolicyFigures,
    of policy: PongPolicy
  ) {
    print(report.text)
    guard png == nil else { return }
    let units = figures.units.prefix(8).map { unit in
      let share = Int((100 * unit.activeShare).rounded())
      return (unit: unit.unit, title: "unit \(unit.unit), active \(share)%")
    }
    print()
    for line in FieldGallery.lines(of: policy, units: units, columns: 80, isRaw: raw) {
      print(line)
    }
  }

  private func show(_ policy: PongPolicy, _ figures: PolicyFigures) throws {
    let run = GameRun(arguments: terminal, catalog: PlayerCatalog(entries: []), seed: seed)
    let loop = try terminal.makeLoop()
    let opened = try run.openTerminal()
    var settings = SettingsFile().read()
    settings.theme = theme ?? settings.theme
    var screen = GalleryScreen(
      policy: policy,
      name: URL(fileURLWithPath: self.policy).deletingPathExtension().lastPathComponent,
      figures: figures,
      settings: settings.adapted(to: opened.capabilities),
      isRaw: raw
    )
    try run.finish(run.run(&screen, loop, on: opened))
  }
}
