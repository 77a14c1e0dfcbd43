import JSON
import Testing

@testable import Settings

/// What `config show`, `config schema` and the documentation make of the one description of the file.
@Suite struct EffectiveTests {
    static let file = """
        log: {level: debug}
        defaults: {model: "on"}
        providers:
          - name: main
            keys: [env:KEY, sk-topsecret]
            headers: {X-Key: topsecret}
            prices: [{models: "*", input: 0.5, output: 1}]
        virtual-tools:
          - {name: t, description: "Do: this.", input: {type: object}, tool: chat-completion, arguments: {a: [1, "2"]}}
        """

    @Test func eachValueHasItsSource() throws {
        let settings = try load(["max-retries": ["1"]], ["KEY": "k", "MAX_TOKENS": "7"], file: Self.file).settings
        let lines = settings.effectiveYAML.split(separator: "\n").map(String.init)
        for line in [
            "  max-retries: 1  # --max-retries", "  max-tokens: 7  # MAX_TOKENS",
            "  level: debug  # settings.yaml:1:14",
            "  model: \"on\"  # settings.yaml:2:19", "  format: text  # default",
            "  - name: main  # settings.yaml:4:11",
            "    keys: [env:KEY, \"<redacted>\"]  # settings.yaml:5:11",
            "      - models: \"*\"  # settings.yaml:7:23",
            "    arguments: {\"a\":[1,\"2\"]}  # settings.yaml:9:98",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
        #expect(!settings.effectiveYAML.contains("topsecret"))
        #expect(!lines.contains("provider:"))
    }

    /// What is shown, without secrets, is a settings file that means the same.
    @Test func itReadsBack() throws {
        let file = Self.file.replacing(", sk-topsecret", with: "").replacing("{X-Key: topsecret}", with: "{}")
        let settings = try load([:], ["KEY": "k"], file: file).settings
        let again = try load([:], ["KEY": "k"], file: settings.effectiveYAML).settings
        #expect(
            again.effectiveYAML.uncommented == settings.effectiveYAML.uncommented)
    }

    @Test func theSchemaKnowsEveryKey() throws {
        let schema = JSONSchema(try JSONDocument(ConfigurationSchema.text).root)
        let right = #"{"log":{"level":"info"},"limits":{"requests-per-minute":3,"rules":[{"name":"a"}]}}"#
        #expect(schema.faults(in: try JSONDocument(right).root) == [])
        for wrong in [
            #"{"lgo":{}}"#, #"{"log":{"level":"loud"}}"#, #"{"providers":[{"kind":"openai"}]}"#,
            #"{"providers":[{"name":"a","kye":1}]}"#, #"{"limits":{"rules":[{"name":"a","concurrency":"x"}]}}"#,
        ] {
            #expect(!schema.faults(in: try JSONDocument(wrong).root).isEmpty, "\(wrong)")
        }
    }

    @Test func everyKeyHasItsSentence() {
        var seen = 0
        func check(_ keys: [KeyFacts], _ path: String) {
            #expect(Set(keys.map(\.name)).count == keys.count, "\(path)")
            for key in keys {
                seen += 1
                #expect(key.name.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil, "\(path).\(key.name)")
                #expect(key.summary.hasSuffix("."), "\(path).\(key.name)")
                if let below = key.shape.below { check(below, "\(path).\(key.name)") }
            }
        }
        check(GatewaySettings.keys.map(\.facts), "")
        #expect(seen > 100)
    }

    @Test func theCallersFileReadsBack() throws {
        let hash = "sha256:" + String(repeating: "a1", count: 32)
        var caller = CallerEntry()
        caller.name = "alice"
        caller.keys = [hash]
        caller.servers = ["images"]
        caller.isReadOnly = true
        var file = CallersFile()
        file.callers = [caller]
        #expect(file.text.split(separator: "\n").count == 6, "\(file.text)")
        let again = try CallersFile(path: "callers.yaml", text: file.text)
        #expect(again.text == file.text && again.callers[0].isReadOnly && again.callers[0].keys == [hash])
    }
}

extension String {
    /// Without what stands behind each value.
    fileprivate var uncommented: String {
        split(separator: "\n").map { line in
            line.firstRange(of: "  # ").map { String(line[..<$0.lowerBound]) } ?? String(line)
        }
        .joined(separator: "\n")
    }
}

extension Shape {
    fileprivate var below: [KeyFacts]? {
        switch self {
        case .group(let keys): keys()
        case .list(let item), .map(let item): item.below
        case .value, .json: nil
        }
    }
}
