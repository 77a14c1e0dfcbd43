#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Testing

@testable import Settings

@Suite struct SecretTests {
    /// Writes a file for the time of one test.
    private func withFile<Result>(_ content: String, mode: mode_t = 0o600, _ body: (String) throws -> Result) throws
        -> Result
    {
        var template = Array("\(P_tmpdir)/settings-test-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        try #require(descriptor >= 0)
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(path) }
        let bytes = Array(content.utf8)
        try #require(write(descriptor, bytes, bytes.count) == bytes.count)
        fchmod(descriptor, mode)
        close(descriptor)
        return try body(path)
    }

    @Test func referencesToVariables() throws {
        let loaded = try load([:], ["OPENAI_API_KEY": "env:TEAM_KEY", "TEAM_KEY": " team-secret\n"])
        #expect(loaded.settings.provider.key?.exposed == "team-secret")
        #expect(loaded.warnings.isEmpty)
    }

    @Test(arguments: [(mode_t(0o600), false), (mode_t(0o640), false), (mode_t(0o644), true)])
    func referencesToFiles(mode: mode_t, warns: Bool) throws {
        try withFile("file-secret\n", mode: mode) { path in
            let loaded = try load([:], ["OPENAI_API_KEY": "file:\(path)"])
            #expect(loaded.settings.provider.key?.exposed == "file-secret")
            let warning = "OPENAI_API_KEY: file \"\(path)\" can be read by everyone on this machine"
            #expect(loaded.warnings == (warns ? [warning] : []))
        }
    }

    @Test(arguments: [
        ("env:NO_SUCH", "refers to variable \"NO_SUCH\", which is not set"),
        ("env:", "is not a reference"), ("env:topsecret value", "is not a reference"),
        ("env:9topsecret", "is not a reference"),
        ("file:/nowhere/key", "refers to file \"/nowhere/key\", which cannot be read: No such file or directory"),
        ("file:/dev/null", "which is empty"),
        ("file:/", "which cannot be read: Is a directory"),
        ("file:/dev/zero", "which is larger than 65536 bytes"),
        ("topsecret with spaces", "is not visible ASCII"), ("topsecrét", "is not visible ASCII"),
        ("topsecret\r\nX-Injected: 1", "is not visible ASCII"),
    ])
    func refusals(value: String, reason: String) throws {
        let told = complaints([:], ["OPENAI_API_KEY": value])
        #expect(told.count == 1)
        let first = try #require(told.first)
        #expect(first.hasPrefix("OPENAI_API_KEY: the value (not shown) ") && first.contains(reason), "\(first)")
        #expect(!first.contains("topsecr"))
    }

    @Test func aShortSessionKeyIsRefused() throws {
        #expect(
            complaints([:], ["OPENAI_MCP_SESSION_KEY": "topsecret"]) == [
                "OPENAI_MCP_SESSION_KEY: the value (not shown) is not at least 32 characters long"
            ])
        let long = String(repeating: "k", count: 32)
        #expect(try load([:], ["OPENAI_MCP_SESSION_KEY": long]).settings.http.sessionKey == Secret(long))
    }

    @Test func aKeyOnTheCommandLineIsVisible() throws {
        #expect(try load(["api-key": ["topsecret"]]).warnings.map { $0.hasPrefix("--api-key: every user") } == [true])
        #expect(try load(["api-key": ["env:K"]], ["K": "topsecret"]).warnings.isEmpty)
    }

    @Test(arguments: [
        (mode_t(0o600), "topsecret", false), (mode_t(0o644), "topsecret", true), (mode_t(0o644), "env:K", false),
    ])
    func aFileWithAKeyForEveryone(mode: mode_t, key: String, warns: Bool) throws {
        try withFile("provider:\n  key: \(key)\n", mode: mode) { path in
            let loaded = try load(["config": [path]], ["K": "topsecret"])
            #expect(loaded.settings.configFile == path)
            #expect(loaded.settings.provider.key?.exposed == "topsecret")
            #expect(loaded.warnings.map { $0.hasPrefix("\(path): holds a secret") } == (warns ? [true] : []))
        }
    }

    @Test func theVariableNamesTheFileToo() throws {
        try withFile("log:\n  format: json\n") { path in
            let settings = try load([:], ["OPENAI_MCP_CONFIG": path]).settings
            #expect(settings.log.format == .json)
        }
    }

    @Test func descriptionsHideIt() throws {
        let settings = try load(
            ["session-key": ["topsecret-topsecret-topsecret-topsecret"]], ["OPENAI_API_KEY": "topsecret"]
        ).settings
        var dumped = ""
        dump(settings, to: &dumped)
        for text in ["\(settings)", String(reflecting: settings), dumped] {
            #expect(!text.contains("topsecret"))
            #expect(text.contains("redacted") || text == dumped)
        }
    }

    /// A key in the wrong place: whatever goes wrong, the key stays out of every message.
    @Test(
        arguments: [
            ([:], ["TIMEOUT": "sk-topsecret"], nil),
            ([:], ["OPENAI_BASE_URL": "https://user:topsecret@a.example/v1"], nil),
            (["http": ["sk-topsecret"]], [:], nil),
            ([:], [:], "provider:\n  key: [topsecret]\n"),
            ([:], [:], "provider:\n  key: {a: topsecret}\n"),
            ([:], [:], "provider:\n  key: topsecret\n  key: topsecret2\n"),
            ([:], [:], "provider:\n  key: \"topsecret\n"),
            ([:], [:], "provider:\n  key: topsecret: more: even\n"),
            ([:], [:], "provider:\n  key: *topsecret\n"),
            ([:], [:], "provider:\n  sk-topsecret: x\n"),
            ([:], [:], "sk-topsecret\n"),
            ([:], [:], "provider: sk-topsecret\n"),
            ([:], [:], "provider:\n\tkey: topsecret\n"),
            ([:], [:], "provider:\n  key: topsecret\u{7}\n"),
        ] as [([String: [String]], [String: String], String?)])
    func messagesHideIt(flags: [String: [String]], environment: [String: String], file: String?) {
        let told = complaints(flags, environment, file: file)
        #expect(!told.isEmpty)
        for line in told { #expect(!line.contains("topsecret"), "\(line)") }
    }
}
