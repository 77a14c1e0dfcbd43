import Testing

@testable import Settings

@Suite struct ValueTests {
    /// Values that are taken, and the text that the table would show for them.
    @Test(arguments: [
        ("30", "30s"), ("0.5", "500ms"), ("500ms", "500ms"), ("90s", "90s"), ("120", "2m"), ("1h", "1h"),
        ("1.5 H", "90m"),
    ])
    func time(text: String, written: String) throws {
        let time = try #require(Duration(setting: text))
        #expect(time.asSetting == written)
        #expect(Duration(setting: written) == time)
    }

    @Test(arguments: [
        ("1", 1), ("1024", 1024), ("16MiB", 16 << 20), ("16MB", 16_000_000), ("500 kb", 500_000), ("1.5KiB", 1536),
        ("7B", 7),
    ])
    func size(text: String, bytes: Int) throws {
        #expect(try load(["body-limit": [text]]).settings.http.bodyLimit == bytes)
    }

    @Test(arguments: [
        (":8080", "0.0.0.0", 8080, false), ("127.0.0.1:0", "127.0.0.1", 0, true), ("[::1]:443", "::1", 443, true),
        ("localhost:1", "localhost", 1, true), ("127.0.0.1.example:1", "127.0.0.1.example", 1, false),
        ("0.0.0.0:65535", "0.0.0.0", 65535, false),
    ])
    func address(text: String, host: String, port: Int, isLoopback: Bool) throws {
        let address = try #require(ListenAddress(text))
        #expect((address.host, address.port, address.isLoopback) == (host, port, isLoopback))
    }

    @Test(arguments: [
        ("https://api.openai.com/v1///", "https://api.openai.com/v1"),
        ("HTTP://LocalHost:8080", "http://localhost:8080"),
        ("https://[2001:db8::1]:8443/x", "https://[2001:db8::1]:8443/x"), ("https://a.example/", "https://a.example"),
    ])
    func baseURL(text: String, normalised: String) { #expect(BaseURL(text)?.description == normalised) }

    @Test func lists() throws {
        let flags = ["allowed-origins": ["https://A.example, *", "http://b.example:1"], "files": ["/", "/etc:/usr"]]
        let settings = try load(flags, ["OPENAI_MCP_ALLOWED_HOSTS": "a.example,b.example:8080,"]).settings
        #expect(settings.http.allowedOrigins == ["https://a.example", "*", "http://b.example:1"])
        #expect(settings.http.allowedHosts == ["a.example", "b.example:8080"])
        #expect(settings.files.roots == ["/", "/etc", "/usr"])
    }

    @Test(arguments: [("true", true), ("YES", true), ("1", true), ("off", false)])
    func toggles(text: String, value: Bool) throws {
        #expect(try load([:], ["OPENAI_MCP_STRICT_MODELS": text]).settings.defaults.strictModels == value)
    }

    @Test func homeIsWrittenOut() throws {
        let settings = try load([:], ["HOME": "/home/me", "OPENAI_MCP_OUTPUT": "~/pictures"]).settings
        #expect(settings.files.output == "/home/me/pictures")
    }

    @Test func storage() throws {
        let environment = ["HOME": "/home/me", "OPENAI_MCP_DATA_DIR": "~/data", "OPENAI_MCP_KEEP_RECORDS": "0"]
        let storage = try load([:], environment).settings.storage
        #expect(storage.dataFolder == "/home/me/data" && storage.keepRecords == 0)
        #expect(try load(["keep-records": ["7"]], environment).settings.storage.keepRecords == 7)
        #expect(try load().settings.storage.dataFolder == nil)
    }

    /// Every kind of value, with what it refuses.
    static let refused: [(flag: String, values: [String], reason: String)] = [
        ("provider", ["azure", "openai,embedded"], "is not one of openai, embedded"),
        (
            "base-url",
            [
                "ftp://a.example", "a.example/v1", "https://", "https://a b", "https://a.example?x",
                "https://a.example#x",
                "https://a.example:0", "https://a.example:99999", "https://[::1", "https://-é.example", "https:///v1",
            ],
            "is not an http or https URL"
        ),
        (
            "timeout",
            ["0", "-1", "abc", "1e3", "nan", "inf", "0x10", "1.2.3", "3d", "99999999999999999999", "s", "0.0001"],
            "is not a time above 0"
        ),
        ("drain-time", ["-1", "367d", "9000h"], "is not a time from 0"),
        ("max-retries", ["-1", "21", "three", "1.0", "9223372036854775808"], "is not a whole number from 0 to 20"),
        ("max-tokens", ["0", "-5", ""], "is not a whole number from 1"),
        ("keep-records", ["-1", "3651", "1.5", "ten", "30d"], "is not a whole number of days"),
        ("temperature", ["2.1", "-0.1", "nan", "hot", "1e0"], "is not a number from 0.0 to 2.0"),
        ("body-limit", ["0", "16XB", "MB", "-1", "2TiB", "1e9", "0.5"], "is not a size above 0"),
        (
            "http", ["8080", "host", "host:", "host:x", "host:65536", "::1:80", "a b:1", "user@host:1", "[]:1"],
            "is not HOST:PORT"
        ),
        ("allowed-origins", ["a.example", "https://a.example/path"], "is not an origin"),
        ("allowed-hosts", ["https://a.example", "a b"], "is not a host name"),
        ("path-keys", ["maybe"], "is not one of on, off, insecure"),
        ("log-level", ["loud"], "is not one of trace, debug"),
        ("strict-models", ["maybe"], "is not true or false"),
        ("organization", ["a b", "é", "a\nb"], "is not visible ASCII"),
        ("default-model", ["a\u{1b}[31mb"], "is not text on one line"),
        ("ca-file", ["/nowhere/ca.pem"], "cannot be read: No such file or directory"),
        ("tls-cert", ["/"], "is a folder, not a file"),
        ("files", ["/nowhere"], "cannot be opened: No such file"),
    ]

    @Test(arguments: refused.flatMap { row in row.values.map { (row.flag, $0, row.reason) } })
    func refuses(flag: String, value: String, reason: String) throws {
        let told = complaints([flag: [value]])
        guard !value.isEmpty else { return #expect(told.isEmpty) }
        let first = try #require(told.first)
        #expect(first.hasPrefix("--\(flag): ") && first.contains(reason), "\(first)")
        #expect(!first.unicodeScalars.contains { $0.isControl })
    }

    @Test(arguments: [
        (["http": ["a:1", "b:2"]], "--http: given 2 times, but has one value"),
        (["timeoot": ["1"]], "--timeoot: no setting has this flag; the nearest is --timeout"),
        (["tls-cert": ["/dev/null"]], "--tls-cert: needs --tls-key beside it"),
        (["tls-key": ["/dev/null"]], "--tls-key: needs --tls-cert beside it"),
        (
            ["config": ["/nowhere/x.yaml"]],
            "/nowhere/x.yaml: the settings file cannot be read: No such file or directory"
        ),
        (["config": ["/"]], "/: the settings file cannot be read: Is a directory"),
    ])
    func refusesFlags(flags: [String: [String]], told: String) { #expect(complaints(flags) == [told]) }

    @Test func aLongValueIsCut() throws {
        let told = try #require(complaints(["timeout": [String(repeating: "x", count: 100_000)]]).first)
        #expect(told.utf8.count < 300)
    }
}
