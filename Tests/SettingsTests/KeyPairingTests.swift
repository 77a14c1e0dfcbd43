import Testing

@testable import Settings

/// No key may reach a host that it was not meant for.
@Suite struct KeyPairingTests {
    struct Case: Sendable {
        let name: String
        var flags: [String: [String]] = [:]
        var environment: [String: String] = [:]
        var file = ""
        let key: String?
        /// Places that are warned about.
        var warned: [String] = []
    }

    static let generic = ["API_BASE_URL": "https://other.example/v1"]
    static let pair = "provider:\n  base-url: https://file.example/v1\n  key: file-key\n"

    static let cases: [Case] = [
        Case(name: "OpenAI's key to OpenAI", environment: ["OPENAI_API_KEY": "o"], key: "o"),
        Case(name: "generic key alone", environment: ["API_KEY": "g"], key: "g"),
        Case(
            name: "OpenAI's key beats the generic one", environment: ["OPENAI_API_KEY": "o", "API_KEY": "g"], key: "o",
            warned: ["API_KEY"]),
        Case(name: "the same key twice", environment: ["OPENAI_API_KEY": "o", "API_KEY": "o"], key: "o"),
        Case(
            name: "generic URL takes the generic key",
            environment: generic.with("OPENAI_API_KEY", "o").with("API_KEY", "g"),
            key: "g", warned: ["OPENAI_API_KEY"]),
        Case(
            name: "generic URL never takes OpenAI's key", environment: generic.with("OPENAI_API_KEY", "o"), key: nil,
            warned: ["OPENAI_API_KEY"]),
        Case(
            name: "generic URL that is OpenAI's",
            environment: ["API_BASE_URL": "https://api.openai.com/v1", "OPENAI_API_KEY": "o"],
            key: "o"),
        Case(
            name: "a host that only looks like OpenAI's",
            environment: ["API_BASE_URL": "https://api.openai.com.example/v1", "OPENAI_API_KEY": "o"], key: nil,
            warned: ["OPENAI_API_KEY"]),
        Case(
            name: "OPENAI_BASE_URL takes OpenAI's key",
            environment: ["OPENAI_BASE_URL": "https://proxy.example/v1", "OPENAI_API_KEY": "o"], key: "o"),
        Case(
            name: "both pairs: OpenAI's",
            environment: generic.with("API_KEY", "g").with("OPENAI_API_KEY", "o")
                .with("OPENAI_BASE_URL", "https://proxy.example/v1"), key: "o", warned: ["API_BASE_URL", "API_KEY"]),
        Case(
            name: "the generic key stays with its URL",
            environment: generic.with("API_KEY", "g")
                .with("OPENAI_BASE_URL", "https://proxy.example/v1"), key: nil, warned: ["API_BASE_URL", "API_KEY"]),
        Case(
            name: "the same URL twice",
            environment: generic.with("API_KEY", "g")
                .with("OPENAI_BASE_URL", "HTTPS://other.example/v1/"), key: "g", warned: ["API_BASE_URL"]),
        Case(
            name: "flag URL without the generic key", flags: ["base-url": ["https://flag.example/v1"]],
            environment: generic.with("API_KEY", "g"), key: nil, warned: ["API_KEY"]),
        Case(
            name: "flag URL with OpenAI's key", flags: ["base-url": ["https://flag.example/v1"]],
            environment: ["OPENAI_API_KEY": "o"], key: "o"),
        Case(
            name: "flag key wins everywhere", flags: ["api-key": ["env:MINE"]],
            environment: generic.with("API_KEY", "g").with("OPENAI_API_KEY", "o").with("MINE", "m"), key: "m"),
        Case(name: "the file's pair", file: pair, key: "file-key"),
        Case(
            name: "the file's host takes no other key", environment: ["OPENAI_API_KEY": "o", "API_KEY": "g"],
            file: pair,
            key: "file-key", warned: ["OPENAI_API_KEY", "API_KEY"]),
        Case(
            name: "the file's key stays with its URL", environment: ["OPENAI_BASE_URL": "https://proxy.example/v1"],
            file: pair, key: nil, warned: ["settings.yaml:3:8"]),
        Case(
            name: "environment beats a lone key in the file", environment: ["OPENAI_API_KEY": "o"],
            file: "provider:\n  key: file-key\n", key: "o"),
        Case(
            name: "a lone key in the file is not for a generic URL", environment: generic,
            file: "provider:\n  key: file-key\n", key: nil, warned: ["settings.yaml:2:8"]),
        Case(
            name: "the file names a host without a key", environment: ["OPENAI_API_KEY": "o"],
            file: "provider:\n  base-url: https://file.example/v1\n", key: "o"),
    ]

    @Test(arguments: cases)
    func choice(of example: Case) throws {
        let loaded = try load(example.flags, example.environment, file: example.file)
        #expect(loaded.settings.provider.key?.exposed == example.key)
        #expect(Set(loaded.warnings.map { $0.components(before: ": ") }) == Set(example.warned))
        #expect(loaded.warnings.count == example.warned.count)
    }
}

extension [String: String] {
    fileprivate func with(_ name: String, _ value: String) -> Self { merging([name: value]) { $1 } }
}

extension String {
    fileprivate func components(before separator: String) -> String {
        firstRange(of: separator).map { String(self[..<$0.lowerBound]) } ?? self
    }
}
