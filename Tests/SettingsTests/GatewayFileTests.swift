import Testing

@testable import Settings

/// The structured parts of the settings file.
@Suite struct GatewayFileTests {
    @Test func providersAndRoutes() throws {
        let loaded = try load(
            [:], ["KEY": "topsecret"],
            file: """
                providers:
                  - name: main
                    kind: azure
                    base-url: https://a.example/openai/v1
                    keys: env:KEY
                    deployments: {gpt-5.6-luna: luna}
                    headers: {X-Team: blue}
                    timeouts: {idle: 2m}
                    prices:
                      - {models: "*", input: 0.5, output: 1}
                    limits: {concurrency: 3, models: [{models: gpt-*, requests-per-minute: 7}]}
                  - name: spare
                    kind: embedded
                aliases: {fast: gpt-5.6-luna}
                routes:
                  - models: [gpt-*]
                    strategy: weighted
                    candidates:
                      - {provider: main, weight: 2.5}
                      - {provider: spare, model: other}
                limits:
                  requests-per-minute: 60
                  rules:
                    - {name: all, each: [], concurrency: 9}
                """)
        let gateway = loaded.settings.gateway
        let main = try #require(gateway.providers.first)
        #expect(main.kind == .azure && main.baseURL?.description == "https://a.example/openai/v1")
        #expect(main.keys.map(\.secret.exposed) == ["topsecret"] && main.keys[0].reference == "env:KEY")
        #expect(main.deployments == ["gpt-5.6-luna": "luna"] && main.headers["X-Team"]?.exposed == "blue")
        #expect(main.timeouts.idle == .seconds(120) && main.timeouts.connect == .seconds(10))
        #expect(main.prices[0].models == "*" && main.prices[0].output == 1 && main.prices[0].cachedInput == nil)
        #expect(main.limits.rate.concurrency == 3 && main.limits.models[0].requestsPerMinute == 7)
        #expect(gateway.aliases == ["fast": "gpt-5.6-luna"])
        let route = try #require(gateway.routes.first)
        #expect(route.strategy == .weighted && route.candidates.map(\.weight) == [2.5, 1])
        #expect(route.candidates[1].model == "other")
        #expect(gateway.limits.rules[0].each.isEmpty && gateway.limits.rules[0].rate.concurrency == 9)
        #expect(loaded.settings.limits.requestsPerMinute == 60)
        #expect(loaded.settings.places.of("routes[0].candidates[1].model") == "settings.yaml:20:34")
    }

    @Test(arguments: [
        ("providers: 3\n", "settings.yaml:1:12: providers expects a list, not a single value"),
        ("providers: [3]\n", "settings.yaml:1:13: providers[0] expects a group of keys, not a single value"),
        (
            "providers:\n  - {name: a, kind: openay}\n",
            "settings.yaml:2:21: \"openay\" is not one of openai, azure, anthropic, compatible, embedded"
        ),
        (
            "providers:\n  - kind: openai\n",
            "settings.yaml:2:5: name is missing: a name of up to 64 letters, digits and . _ - @"
        ),
        (
            "providers:\n  - {name: a, kye: env:KEY}\n",
            "settings.yaml:2:15: no key in providers[0] is called \"kye\"; the nearest is keys"
        ),
        ("providers:\n  - {name: a, kind: azure}\n", "settings.yaml:2:21: azure needs a base-url"),
        (
            "providers:\n  - {name: a, api-version: x}\n",
            "settings.yaml:2:28: api-version is for kind azure only"
        ),
        (
            "providers:\n  - {name: a, headers: {Authorization: x}}\n",
            "settings.yaml:2:40: this header is set by the gateway; give the key in keys"
        ),
        (
            "providers:\n  - name: a\n  - name: a\n",
            "settings.yaml:3:11: \"a\" is the name of another one already"
        ),
        (
            "providers:\n  - {name: a, takes-caller-keys: yes}\n  - {name: b, takes-caller-keys: yes}\n",
            "settings.yaml:3:34: keys of callers go to one provider only, and \"a\" takes them already"
        ),
        (
            "providers:\n  - name: openai\nroutes:\n  - candidates: [{provider: opnai}]\n",
            "settings.yaml:4:29: no provider is called \"opnai\"; the nearest is openai"
        ),
        (
            "routes:\n  - candidates: [{provider: opnai}]\n",
            "settings.yaml:2:29: no provider is called \"opnai\"; providers has none"
        ),
        ("routes:\n  - candidates: []\n", "settings.yaml:2:5: candidates is missing: a list"),
        ("aliases: {a: b, b: c}\n", "settings.yaml:1:14: \"b\" is an alias, too; name the model itself"),
        (
            "limits:\n  rules:\n    - name: none\n",
            "settings.yaml:3:13: limits nothing; give requests-per-minute, tokens-per-minute or concurrency"
        ),
        (
            "limits:\n  request-per-minute: 3\n",
            "settings.yaml:2:3: no key in limits is called \"request-per-minute\"; the nearest is requests-per-minute"
        ),
        (
            "callers:\n  - {name: a, keys: [short]}\n",
            "settings.yaml:2:22: \"short\" is not the hash that `openai-mcp callers add` prints, sha256: and 64 digits"
        ),
        (
            "guard:\n  input: {kinds: {emial: redact}}\n",
            "settings.yaml:2:26: no kind of finding is called \"emial\"; the nearest is email"
        ),
        (
            "transforms:\n  - request: [{set: /a, remove: /b}]\n",
            "settings.yaml:2:15: a step is one of set, remove, rename, default and template"
        ),
        ("transforms:\n  - request: [{set: /a}]\n", "settings.yaml:2:21: set needs value beside it"),
        (
            "access:\n  trusted-proxy: {header: X-User, peers: [10.0.0.0/33]}\n",
            "settings.yaml:2:43: \"10.0.0.0/33\" is not an IP address or a network such as 10.0.0.0/8"
        ),
        (
            "provider: {key: k}\nproviders: [{name: a}]\n",
            "settings.yaml:1:17: provider describes a single one; with providers, put it in that list"
        ),
    ])
    func isRefused(file: String, told: String) { #expect(complaints(file: file) == [told]) }

    /// All mistakes of a file come at once, each with its line, those of structure and those of sense alike.
    @Test func everyMistakeHasItsLine() {
        let file = """
            log: {level: loud}
            providers:
              - name: main
                kind: azure
                timeouts: {conect: 3}
              - name: main
                max-answer-size: huge
            routes:
              - strategy: fastest
                candidates: [{provider: mian}]
            bugets: {}
            """
        let told = complaints(file: file)
        let lines = told.compactMap { $0.split(separator: ":").dropFirst().first.flatMap { Int($0) } }
        #expect(lines.sorted() == [1, 4, 5, 6, 7, 9, 10, 11], "\(told)")
    }

    @Test(arguments: [
        "providers:\n  - {name: a, keys: [\"topsecret with spaces\"]}\n",
        "providers:\n  - {name: a, keys: {a: topsecret}}\n",
        "providers:\n  - {name: a, keys: [env:topsecret value]}\n",
        "providers:\n  - {name: a, headers: {X: \"topsecr\u{e9}t\"}}\n",
        "budgets: {webhook: topsecret}\n",
    ])
    func messagesHideSecrets(file: String) {
        let told = complaints(file: file)
        #expect(!told.isEmpty)
        for line in told { #expect(!line.contains("topsecr"), "\(line)") }
    }

    @Test func aHeaderEndsWithAReference() throws {
        let file = "providers:\n  - {name: a, headers: {X-Auth: \"Token env:T\"}}\n"
        let loaded = try load([:], ["T": "topsecret"], file: file)
        #expect(loaded.settings.gateway.providers[0].headers["X-Auth"]?.exposed == "Token topsecret")
    }
}
