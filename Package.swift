// swift-tools-version: 6.2

import PackageDescription

// The manifest is the architecture: a target may import only what stands in its list here.
// Pure targets know no clock, no file, no terminal and no Foundation.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// Code that tests run by the million is optimised in debug builds too.
let fast: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
  name: "pong",
  products: [
    .executable(name: "pong", targets: ["PongCommand"])
  ],
  traits: [
    .trait(name: "MPI", description: "Spinning Up's workers as MPI ranks; needs libopenmpi-dev.")
  ],
  dependencies: [
    // The version that is tested: help, errors and completions are its.
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    // MARK: Pure
    // Optimised in debug builds too: its results are the same, and tests that learn need its speed.
    .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3"])]),
    .target(name: "Randomness", dependencies: ["CKernels"], swiftSettings: fast),
    .target(
      name: "NeuralNetwork",
      dependencies: ["CKernels", "Randomness"],
      swiftSettings: fast
    ),
    .target(
      name: "Reinforcement",
      dependencies: ["CKernels", "NeuralNetwork", "Randomness"],
      swiftSettings: fast
    ),
    .target(name: "Checksums", swiftSettings: fast),
    .target(name: "Text", swiftSettings: strict),
    .target(name: "Pictures", dependencies: ["Checksums"], swiftSettings: fast),
    .target(name: "PongEngine", swiftSettings: fast),
    .target(
      name: "PongAgents",
      dependencies: [
        "CKernels", "Checksums", "NeuralNetwork", "PongEngine", "Randomness", "Reinforcement",
      ],
      swiftSettings: fast
    ),
    .target(
      name: "PongInterface",
      dependencies: ["Pictures", "PongAgents", "PongEngine", "Reinforcement", "Text"],
      swiftSettings: fast
    ),

    // MARK: Effects
    .target(name: "FileAccess", swiftSettings: strict),
    .target(
      name: "CTerm",
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]
    ),
    .target(
      name: "PongTerminal",
      dependencies: ["CTerm", "PongInterface", "Text"],
      swiftSettings: strict
    ),
    .target(
      name: "Training",
      dependencies: [
        "Checksums", "FileAccess", "NeuralNetwork", "Pictures", "PongAgents", "PongEngine",
        "Randomness",
        "Reinforcement", "Text",
      ],
      swiftSettings: fast
    ),

    .target(name: "CProcess"),
    .target(
      name: "PongPrograms",
      dependencies: ["CProcess", "PongAgents", "PongEngine", "Randomness", "Text"],
      swiftSettings: fast
    ),

    // Empty without the trait.
    .target(
      name: "CMPI",
      cSettings: [.define("PONG_MPI", .when(traits: ["MPI"]))],
      linkerSettings: [.linkedLibrary("mpi", .when(traits: ["MPI"]))]
    ),
    .target(
      name: "MessagePassing",
      dependencies: [.target(name: "CMPI"), "Reinforcement"],
      swiftSettings: fast
    ),

    // MARK: Command line
    .executableTarget(
      name: "PongCommand",
      dependencies: [
        "FileAccess", "NeuralNetwork", "Pictures", "PongAgents", "PongEngine", "PongInterface",
        "PongPrograms",
        "PongTerminal", "Randomness", "Reinforcement", "Text", "Training",
        .target(name: "MessagePassing", condition: .when(traits: ["MPI"])),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [.copy("../../weights")],
      swiftSettings: strict
    ),

    // MARK: Tests
    .testTarget(
      name: "NeuralNetworkTests",
      dependencies: ["CKernels", "NeuralNetwork", "Randomness"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ReinforcementTests",
      dependencies: ["EnvironmentTestSupport", "NeuralNetwork", "Randomness", "Reinforcement"],
      resources: [.copy("Golden")],
      swiftSettings: strict
    ),
    .testTarget(name: "RandomnessTests", dependencies: ["Randomness"], swiftSettings: strict),
    .testTarget(name: "ChecksumsTests", dependencies: ["Checksums"], swiftSettings: strict),
    .testTarget(name: "TextTests", dependencies: ["Text"], swiftSettings: strict),
    .testTarget(name: "FileAccessTests", dependencies: ["FileAccess"], swiftSettings: strict),
    .testTarget(
      name: "PicturesTests",
      dependencies: ["Checksums", "PictureTestSupport", "Pictures"],
      swiftSettings: strict
    ),
    .testTarget(name: "PongEngineTests", dependencies: ["PongEngine"], swiftSettings: strict),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "Checksums", "FileAccess", "NeuralNetwork", "Pictures", "PolicyTestSupport", "PongAgents",
        "PongEngine",
        "Randomness", "Reinforcement", "Training",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "PongProgramsTests",
      dependencies: ["PongAgents", "PongEngine", "PongPrograms", "Training"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "PongAgentsTests",
      dependencies: [
        "Checksums", "EnvironmentTestSupport", "NeuralNetwork", "PolicyTestSupport", "PongAgents",
        "PongEngine", "Randomness", "Reinforcement",
      ],
      resources: [.copy("Golden")],
      swiftSettings: strict
    ),
    .testTarget(
      name: "PongInterfaceTests",
      dependencies: [
        "NeuralNetwork", "Pictures", "PolicyTestSupport", "PongAgents", "PongEngine",
        "PongInterface", "Randomness", "Reinforcement", "TerminalTestSupport",
      ],
      exclude: ["Snapshots"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "PongCommandTests",
      dependencies: [
        "FileAccess", "PictureTestSupport", "Pictures", "PongAgents", "PongCommand", "PongEngine",
        "PongInterface", "TerminalTestSupport", "Training",
      ],
      swiftSettings: strict
    ),
    .target(
      name: "EnvironmentTestSupport",
      dependencies: ["Randomness", "Reinforcement"],
      path: "Tests/EnvironmentTestSupport",
      swiftSettings: fast
    ),
    .target(
      name: "PictureTestSupport",
      dependencies: ["Pictures"],
      path: "Tests/PictureTestSupport",
      swiftSettings: strict
    ),
    .target(
      name: "PolicyTestSupport",
      dependencies: ["NeuralNetwork", "PongAgents", "PongEngine", "Randomness"],
      path: "Tests/PolicyTestSupport",
      swiftSettings: strict
    ),
    .target(
      name: "CPseudoTerminal",
      path: "Tests/CPseudoTerminal",
      linkerSettings: [.linkedLibrary("util")]
    ),
    .target(
      name: "TerminalTestSupport",
      dependencies: ["CPseudoTerminal"],
      path: "Tests/TerminalTestSupport",
      swiftSettings: strict
    ),
    .executableTarget(
      name: "TerminalProbe",
      dependencies: ["PongInterface", "PongTerminal"],
      path: "Tests/TerminalProbe",
      swiftSettings: strict
    ),
    .testTarget(
      name: "PongTerminalTests",
      dependencies: ["PongInterface", "PongTerminal", "TerminalProbe", "TerminalTestSupport"],
      swiftSettings: strict
    ),
  ],
  swiftLanguageModes: [.v6]
)
