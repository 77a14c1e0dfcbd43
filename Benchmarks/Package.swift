// swift-tools-version:6.2
import PackageDescription

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "openai-mcp", path: "..")],
    targets: [
        .executableTarget(
            name: "GuardBenchmark",
            dependencies: [
                .product(name: "Catalogue", package: "openai-mcp"), .product(name: "Gateway", package: "openai-mcp"),
                .product(name: "JSON", package: "openai-mcp"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]),
        .executableTarget(
            name: "JSONBenchmark",
            dependencies: [.product(name: "JSON", package: "openai-mcp")],
            swiftSettings: [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]),
        .executableTarget(
            name: "VectorsBenchmark",
            dependencies: [.product(name: "Vectors", package: "openai-mcp")],
            swiftSettings: [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]),
    ]
)
