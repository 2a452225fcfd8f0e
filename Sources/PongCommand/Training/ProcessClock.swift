import ArgumentParser
import Foundation
import PongPrograms
import PongTerminal
import Text
import Training

/// Seconds since the machine started, and when this process did.
enum ProcessClock {
  /// Now.
  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// When the system started this process (to a hundredth of a second); now, if it does not say.
  static var start: Double {
    guard let text = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
      // The name of the program, in parentheses, may hold anything: count from its end.
      let end = text.lastIndex(of: ")")
    else { return now }
    let fields = text[end...].split(separator: " ")
    guard fields.count > 20, let ticks = Double(fields[20]) else { return now }
    return min(now, ticks / Double(sysconf(Int32(_SC_CLK_TCK))))
  }
}

extension RunContext {
  /// This process: its command line, version and clock.
  static var process: RunContext {
    RunContext(
      // The log is read by people, who may run it again.
      command: (["pong"] + CommandLine.arguments.dropFirst().map(\.shellQuoted))
        .joined(separator: " "),
      version: Pong.configuration.version,
      now: { ProcessClock.now },
      date: { Date().timeIntervalSince1970 },
      failure: { Players.programs.failure },
      takeSavingRequest: { SavingRequest.take() }
    )
  }
}
