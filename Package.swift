// swift-tools-version:6.2
import PackageDescription

/// Warnings are errors in our own targets only: a dependency's warning is not ours to fix.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    // An asynchronous function goes on where its caller runs, without asking on each call which executor that is.
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.init(stringLiteral: name)] + dependencies, exclude: exclude,
        swiftSettings: strict)
}

extension Target.Dependency {
    static let httpClient = product(name: "AsyncHTTPClient", package: "async-http-client")
    static let lifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let signals = product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let nio = product(name: "NIOCore", package: "swift-nio")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let nioHTTP = product(name: "NIOHTTP1", package: "swift-nio")
    static let nioTLS = product(name: "NIOSSL", package: "swift-nio-ssl")
    static let nioTLSCore = product(name: "NIOTLS", package: "swift-nio")
    static let crypto = product(name: "Crypto", package: "swift-crypto")
    static let logging = product(name: "Logging", package: "swift-log")
    static let arguments = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let yams = product(name: "Yams", package: "Yams")
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
}

let package = Package(
    name: "openai-mcp",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Catalogue", targets: ["Catalogue"]),
        .library(name: "Gateway", targets: ["Gateway"]),
        .library(name: "JSON", targets: ["JSON"]),
        .library(name: "Vectors", targets: ["Vectors"]),
        .executable(name: "openai-mcp", targets: ["openai-mcp"]),
        .executable(name: "spec-check", targets: ["spec-check"]),
    ],
    dependencies: [
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        library("JSON"),
        library("Catalogue", ["JSON"]),
        library("MCP", ["JSON"]),
        library("Sealing", ["MCP", "JSON", .crypto]),
        library("Gateway", ["Catalogue", "Vectors", "JSON"]),
        library("Upstreams", ["Gateway", "Catalogue", "JSON", .nio, .nioPosix, .nioTLS, .nioTLSCore]),
        library("Imaging"),
        library("Vectors", ["JSON"]),
        library("Storage", ["Gateway", "JSON", .grdb]),
        library("Embedded", ["Gateway", "Catalogue", "Imaging", "JSON"]),
        library(
            "HTTPTransport",
            [
                "MCP", "Sealing", "JSON", .lifecycle, .nio, .nioPosix, .nioHTTP, .nioTLS, .nioTLSCore, .crypto,
                .logging,
            ]),
        library("ConformanceFixtures", ["MCP", "JSON"]),
        .executableTarget(
            name: "mcp-fixtures",
            dependencies: ["ConformanceFixtures", "HTTPTransport", "Sealing", "MCP", .arguments, .logging],
            swiftSettings: strict),
        library("Servers", ["Catalogue", "Gateway", "MCP", "Imaging", "Vectors", "JSON", .crypto]),
        library("Settings", ["JSON", .yams]),
        .executableTarget(
            name: "openai-mcp",
            dependencies: [
                "Servers", "Upstreams", "Embedded", "Storage", "HTTPTransport", "Sealing", "Settings", "MCP",
                "Gateway", "Catalogue", "Imaging", "JSON",
                .arguments, .httpClient, .nio, .logging, .signals,
            ],
            swiftSettings: strict),
        library("Parity", ["Catalogue", "JSON"]),
        .executableTarget(
            name: "spec-check", dependencies: ["Parity", "Catalogue", "JSON", .arguments], swiftSettings: strict),
        library("TestSupport", ["Gateway", "MCP", "JSON", .nio, .nioPosix, .nioHTTP]),

        tests("JSON", ["TestSupport"]),
        tests("Catalogue", ["Parity", "JSON"]),
        tests("MCP", ["JSON", "TestSupport", "ConformanceFixtures"]),
        tests("Sealing"),
        tests("Gateway", ["Catalogue", "JSON", "TestSupport"], exclude: ["Guard/labelled-texts.txt"]),
        tests("Upstreams", ["TestSupport", "Gateway", "Catalogue", "JSON", .nio, .nioPosix, .nioTLS]),
        .testTarget(
            name: "ServersTests",
            dependencies: [
                "Servers", "Catalogue", "Gateway", "MCP", "Imaging", "Vectors", "JSON", "Embedded", "TestSupport",
            ],
            exclude: ["Goldens"], swiftSettings: strict),
        tests("Imaging", ["TestSupport"]),
        tests("Vectors", ["JSON", "TestSupport"]),
        tests("Storage", ["Gateway", "JSON", "TestSupport"]),
        tests("Settings", ["JSON", "TestSupport", .yams]),
        .testTarget(
            name: "WiringTests",
            dependencies: [
                "openai-mcp", "Servers", "Settings", "HTTPTransport", "Gateway", "Upstreams", "Catalogue", "MCP",
                "JSON", "TestSupport", .logging, .arguments,
            ], swiftSettings: strict),
        tests("Embedded", ["Gateway", "Catalogue", "Imaging", "JSON"]),
        tests(
            "HTTPTransport",
            [
                "ConformanceFixtures", "Sealing", "MCP", "JSON", "TestSupport", .httpClient, .lifecycle, .nio,
                .nioPosix, .nioHTTP,
                .nioTLS,
                .crypto, .logging,
            ]),
        .testTarget(
            name: "TranscriptTests",
            dependencies: [
                "ConformanceFixtures", "MCP", "HTTPTransport", "Sealing", "JSON", "TestSupport", .httpClient, .nio,
                .logging,
            ],
            exclude: ["Transcripts"], swiftSettings: strict),
        .testTarget(
            name: "DocumentationTests", dependencies: ["Settings", "Servers", "MCP", "JSON", "TestSupport"],
            swiftSettings: strict),
    ]
)
