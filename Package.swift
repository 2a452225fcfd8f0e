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

let package = Package(
  name: "pong",
  products: [
    .executable(name: "pong", targets: ["PongCommand"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // MARK: Pure
    // Optimised in debug builds too: its results are the same, and tests that learn need its speed.
    .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3"])]),
    .target(name: "Randomness", dependencies: ["CKernels"], swiftSettings: strict),
    .target(
      name: "NeuralNetwork",
      dependencies: ["CKernels", "Randomness"],
      swiftSettings: strict
    ),
    .target(
      name: "Reinforcement",
      dependencies: ["CKernels", "NeuralNetwork", "Randomness"],
      swiftSettings: strict
    ),
    .target(name: "PongEngine", swiftSettings: strict),
    .target(
      name: "PongAgents",
      dependencies: ["NeuralNetwork", "PongEngine", "Randomness", "Reinforcement"],
      swiftSettings: strict
    ),

    // MARK: Effects
    .target(
      name: "Training",
      dependencies: [
        "NeuralNetwork", "PongAgents", "PongEngine", "Randomness", "Reinforcement",
      ],
      swiftSettings: strict
    ),

    // MARK: Command line
    .executableTarget(
      name: "PongCommand",
      dependencies: [
        "PongAgents", "PongEngine", "Randomness", "Reinforcement", "Training",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict
    ),

    // MARK: Tests
    .testTarget(
      name: "RandomnessTests",
      dependencies: ["Randomness"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "NeuralNetworkTests",
      dependencies: ["NeuralNetwork", "Randomness"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ReinforcementTests",
      dependencies: ["NeuralNetwork", "Randomness", "Reinforcement"],
      swiftSettings: strict
    ),
  ],
  swiftLanguageModes: [.v6]
)
