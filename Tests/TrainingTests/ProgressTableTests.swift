import Foundation
import Reinforcement
import Testing

@testable import Training

struct ProgressTableTests {
  @Test func `columns are found by name, gaps and broken lines left out`() {
    let table = ProgressTable("update,episodes,loss\r\n1,0,\n8,64,-0.5\n9,65,1e-3\n10,66")
    #expect(table.columns == ["update", "episodes", "loss"])
    #expect(table.rowCount == 3)
    #expect(table.values(of: "loss") == [nil, -0.5, 0.001])
    #expect(table.values(of: "reward") == nil)
    #expect(ProgressTable("").rowCount == 0 && ProgressTable("\n\n,,\n").rowCount == 0)
  }

  @Test func `a row that is written is read again`() throws {
    let trainer = try Trainer(TrainerTests.configuration(.fast), pool: ThreadPool(workerCount: 1))
    let iteration = trainer.iterate()
    var event = TrainingEvent()
    event.advance(iteration.episodes, iteration.terms, progress: trainer.progress, seconds: 1.5)
    let row = ProgressRow(event, rate: 100)
    let table = ProgressTable(ProgressRow.columns.joined(separator: ",") + "\n" + row.line + "\n")
    #expect(table.rowCount == 1)
    #expect(table.values(of: "seconds") == [1.5])
    #expect(table.values(of: "agent_steps") == [Double(trainer.progress.agentSteps)])
  }

  @Test func `numbers stand as they are, and nothing stands for none`() {
    var row = ProgressRow(TrainingEvent(), rate: 1)
    row.values = [1, nil, -0.5, 1e15, 1.0 / 3, nil]
    #expect(row.line == "1,,-0.5,1e+15,0.333333,")
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `a table that was edited on any system is read`(end: String) {
    let lines = ["\u{FEFF}update,loss", "1,2.5", "", "2,", "3"]
    let table = ProgressTable(lines.joined(separator: end))
    #expect(table.columns == ["update", "loss"])
    #expect(table.values(of: "update") == [1, 2] && table.values(of: "loss") == [2.5, nil])
  }

  @Test func `columns that are not wanted are known by name alone`() {
    var table = ProgressTable(keeping: ["c", "a", "x"])
    for line in ["a\tb\tc", "1\t2\tnan", "4\t5\t"] {
      table.add(line: Array(line.utf8)[...], separator: "\t")
    }
    #expect(table.columns == ["a", "b", "c"] && table.rowCount == 2)
    #expect(table.values(of: "a") == [1, 4] && table.values(of: "b") == nil)
    let last = table.values(of: "c")
    #expect(last?[0]?.isNaN == true && last?.last == .some(nil))
  }
}
