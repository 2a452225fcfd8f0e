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
    .target(name: "Randomness", swiftSettings: strict),
    .target(name: "PongEngine", swiftSettings: strict),
    .target(
      name: "PongAgents",
      dependencies: ["PongEngine", "Randomness"],
      swiftSettings: strict
    ),
    // MARK: Command line
    .executableTarget(
      name: "PongCommand",
      dependencies: [
        "PongAgents", "PongEngine", "Randomness",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict
    ),

    // MARK: Tests
  ],
  swiftLanguageModes: [.v6]
)
