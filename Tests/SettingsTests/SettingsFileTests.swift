import Testing

@testable import Settings

@Suite struct SettingsFileTests {
    @Test func aWholeFile() throws {
        let settings = try load(
            [:], ["KEY": "k"],
            file: """
                # A comment with *stars* and & signs.
                provider:
                  base-url: "https://a.example/v1/"
                  key: env:KEY
                  timeout: 2m
                retry: {max-retries: 1, maybe-billed: Allow}
                defaults:
                  temperature: 0.5
                  strict-models: yes
                http:
                  address: ':8080'
                  allowed-origins: [https://a.example, "*"]
                  allowed-hosts: a.example, b.example
                  path-keys: off
                files:
                  roots:
                    - /
                    - /usr
                """
        ).settings
        #expect(settings.provider.baseURL.description == "https://a.example/v1")
        #expect(settings.provider.key?.exposed == "k")
        #expect(settings.provider.timeout == .seconds(120))
        #expect(settings.retry.maxRetries == 1 && settings.retry.maybeBilled == .allow)
        #expect(settings.defaults.temperature == 0.5 && settings.defaults.strictModels)
        #expect(settings.http.address?.port == 8080 && settings.http.pathKeys == .off)
        #expect(settings.http.allowedOrigins == ["https://a.example", "*"])
        #expect(settings.http.allowedHosts == ["a.example", "b.example"])
        #expect(settings.files.roots == ["/", "/usr"])
    }

    private static let structured =
        "providers, aliases, routes, auto, breaker, callers, access, limits, budgets, cache, batching, guard, transforms, virtual-tools, ledger"

    @Test(arguments: ["", "\n\n", "# nothing\n", "---\n", "~\n", "{}\n", "log:\n", "log: {}\n", "\u{FEFF}log: {}\n"])
    func nothingInIt(file: String) { #expect(complaints(file: file) == []) }

    @Test func aFewAliasesAreFine() throws {
        let file = "http: {body-limit: &a 2MB}\nfiles: {max-file-size: *a}\n"
        #expect(try load(file: file).settings.files.maxFileSize == 2_000_000)
    }

    @Test(arguments: [
        ("retry:\n  max-retries: lots\n", "settings.yaml:2:16: \"lots\" is not a whole number from 0 to 20"),
        (
            "retry:\n  max-retries: [1]\n",
            "settings.yaml:2:16: retry.max-retries expects a whole number from 0 to 20, not a list"
        ),
        (
            "retry:\n  max-retries: {a: 1}\n",
            "settings.yaml:2:16: retry.max-retries expects a whole number from 0 to 20, not a group"
        ),
        ("files:\n  roots: [[/]]\n", "settings.yaml:2:10: files.roots expects plain values in its list"),
        ("files:\n  roots: {a: b}\n", "settings.yaml:2:10: files.roots expects a folder, not a group"),
        ("retry: 3\n", "settings.yaml:1:8: retry expects settings below it, not a single value"),
        ("log: [text]\n", "settings.yaml:1:6: log expects settings below it, not a list"),
        ("- log\n", "settings.yaml:1:1: expects groups of settings at the top"),
        ("log\n", "settings.yaml:1:1: expects groups of settings at the top"),
        (
            "retry:\n  max-retrys: 3\n",
            "settings.yaml:2:3: no setting in retry is called \"max-retrys\"; the nearest is max-retries"
        ),
        ("log:\n  colour: red\n", "settings.yaml:2:3: no setting in log is called \"colour\"; known are level, format"),
        ("provder: {}\n", "settings.yaml:1:1: no group is called \"provder\"; the nearest is provider"),
        (
            "config: x\n",
            "settings.yaml:1:1: no group is called \"config\"; known are provider, retry, defaults, cache, limits, http, files, storage, tools, log, \(structured)"
        ),
        ("log: {[a]: b}\n", "settings.yaml:1:7: no setting in log is called \"\"; known are level, format"),
        ("log:\n  level: info\n  level: debug\n", "settings.yaml:2:3: given more than once: \"level\""),
        ("log: {}\nretry: {}\nlog: {}\n", "settings.yaml:1:1: given more than once: \"log\""),
        ("log: [\n", "settings.yaml:2:1: is not YAML: did not find expected node content"),
        ("log:\n\tlevel: info\n", "settings.yaml:2:1: is not YAML: found character that cannot start any token"),
        ("log: *nothing\n", "settings.yaml:1:6: is not YAML: found undefined alias"),
        ("log: {}\n---\nlog: {}\n", "settings.yaml:2:1: is not YAML: but found another document"),
        ("log:\n  level: \u{1}\n", "settings.yaml:2:10: is not YAML: control characters are not allowed"),
    ])
    func isRefused(file: String, told: String) { #expect(complaints(file: file) == [told]) }

    @Test func everyMistakeHasItsLine() {
        let file = "log:\n  level: loud\n  colour: red\nretry:\n  max-retries: -1\n"
        #expect(
            complaints(file: file).map { $0.prefix(18) }.sorted() == [
                "settings.yaml:2:10", "settings.yaml:3:3:", "settings.yaml:5:16",
            ])
    }

    /// Files made to take time or stack: refused or read at once.
    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "a: &a [x, x, x, x, x, x, x, x, x]\n"
                + "bcdefghijklmnop".reduce(into: ("", Character("a"))) { bomb, letter in
                    bomb.0 +=
                        "\(letter): &\(letter) [\(Array(repeating: "*\(bomb.1)", count: 9).joined(separator: ", "))]\n"
                    bomb.1 = letter
                }.0 + "? *p\n: x\n",
            String(repeating: "[", count: 100_000),
            String(repeating: "- ", count: 100_000),
            String(repeating: "{a: ", count: 60_000),
            "log: " + String(repeating: "x", count: 300_000),
            String(repeating: "? ", count: 50_000),
        ])
    func bombs(file: String) { #expect(!complaints(file: file).isEmpty) }
}
