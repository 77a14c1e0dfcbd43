import Catalogue
import Gateway
import JSON
import Synchronization
import Testing

@testable import Servers

/// Tools that the configuration defines.
@Suite struct VirtualToolTests {
    /// Answers requests from a script and keeps them.
    private final class Endpoint: HTTPSender {
        private let answer: @Sendable (OutboundRequest) throws -> Answer
        private let log = Mutex<[OutboundRequest]>([])

        init(_ answer: @escaping @Sendable (OutboundRequest) throws -> Answer) { self.answer = answer }

        var requests: [OutboundRequest] { log.withLock { $0 } }

        func send(_ request: OutboundRequest) async throws -> Answer {
            log.withLock { $0.append(request) }
            return try answer(request)
        }
    }

    private static let schema: JSONValue = [
        "type": "object",
        "properties": [
            "city": ["type": "string", "description": "Name of the city."],
            "days": ["type": "integer", "description": "How many days.", "minimum": 1, "maximum": 7],
        ],
        "required": ["city"],
    ]

    private static func weather(_ change: (inout VirtualTool) -> Void = { _ in }) -> VirtualTool {
        var tool = VirtualTool(
            name: "weather-get", description: "Get the weather of a city.", inputSchema: schema, effect: .reads,
            action: .http(
                HTTPAction(
                    method: "GET", url: "https://weather.example.com/v1/{{/city}}?days={{/days|3}}",
                    headers: [("X-Unit", "celsius")],
                    auth: .init(header: "X-Key", prefix: "", secret: { SecretString("top-secret-1") }),
                    timeout: .seconds(5), maxSize: 1_000)),
            result: .init(pointer: "/now", template: "{{/text}}, {{/temperature}} degrees"))
        change(&tool)
        return tool
    }

    private static func bench(
        _ tools: [VirtualTool], _ endpoint: Endpoint? = nil, servers: [String] = [], policy: ToolPolicy = ToolPolicy(),
        provider: String = #"{"data":[]}"#
    ) async throws -> Workbench {
        let virtual = try VirtualTools(tools)
        return try await Workbench(
            provider,
            with: .init(
                servers: servers, policy: policy,
                adjust: {
                    $0.virtualTools = virtual
                    $0.http = endpoint
                }))
    }

    private static func fault(_ tool: VirtualTool) -> VirtualTools.Fault? {
        do throws(VirtualTools.Fault) {
            _ = try VirtualTools([tool])
            return nil
        } catch {
            return error
        }
    }

    // MARK: HTTP endpoints

    @Test func aRequestIsMadeOfTheArguments() async throws {
        let endpoint = Endpoint { _ in .text(#"{"now":{"text":"sunny","temperature":21.5},"x":1}"#) }
        let bench = try await Self.bench([Self.weather()], endpoint)
        let outcome = try await bench.call("weather-get", #"{"city":"São Paulo/../x?"}"#)
        #expect(outcome.texts == ["sunny, 21.5 degrees"])
        #expect(outcome.structuredText == #"{"text":"sunny","temperature":21.5}"#)
        let request = try #require(endpoint.requests.first)
        #expect(request.method == "GET" && request.body == nil)
        #expect(request.url == "https://weather.example.com/v1/S%C3%A3o%20Paulo%2F..%2Fx%3F?days=3")
        #expect(request.headers["x-key"] == "top-secret-1" && request.headers["x-unit"] == "celsius")
        #expect(request.timeout == .seconds(5) && request.maxSize == 1_000)
    }

    @Test func aBodyIsMadeOfATemplateOrIsTheArguments() async throws {
        let endpoint = Endpoint { _ in .text("[1,2]") }
        func action(_ body: JSONValue?) -> VirtualTool {
            Self.weather {
                $0.action = .http(HTTPAction(url: "https://example.com/", body: body))
                $0.result = .init()
            }
        }
        for body in [["place": "{{/city}}", "n": "{{/days}}", "q": "in {{/city}}"], nil] as [JSONValue?] {
            let outcome = try await Self.bench([action(body)], endpoint).call(
                "weather-get", #"{"city":"Ulm","days":2}"#)
            #expect(outcome.texts == ["[1,2]"] && outcome.structuredText == #"{"answer":[1,2]}"#)
        }
        let bodies = endpoint.requests.map { String(decoding: $0.body ?? [], as: UTF8.self) }
        #expect(bodies == [#"{"place":"Ulm","n":2,"q":"in Ulm"}"#, #"{"city":"Ulm","days":2}"#])
        #expect(endpoint.requests.allSatisfy { $0.headers["content-type"] == "application/json" })
    }

    @Test func failuresNameTheToolAndNoSecret() async throws {
        let answers: [@Sendable (OutboundRequest) throws -> Answer] = [
            { _ in .text(#"{"error":"bad key top-secret-1"}"#, status: 401) },
            { _ in throw UpstreamFailure(.timeout, mayHaveBeenSent: true, "no answer came with top-secret-1") },
            { _ in .text(#"{"later":{}}"#) },
            { _ in .text("<html>") },
        ]
        for answer in answers {
            let outcome = try await Self.bench([Self.weather()], Endpoint(answer)).call(
                "weather-get", #"{"city":"Ulm"}"#)
            #expect(outcome.isError)
            let text = outcome.texts.joined()
            #expect(text.hasPrefix("weather-get: ") && !text.contains("OpenAI"), "\(text)")
            #expect(!text.contains("top-secret") && !outcome.structuredText.contains("top-secret"))
        }
    }

    @Test func argumentsAreCheckedByTheSchema() async throws {
        let endpoint = Endpoint { _ in .text("{}") }
        let bench = try await Self.bench([Self.weather()], endpoint)
        for arguments in ["{}", #"{"city":1}"#, #"{"city":"a","days":9}"#, #"{"city":"a","x":1}"#] {
            #expect(try await bench.call("weather-get", arguments).isError, "\(arguments)")
        }
        #expect(endpoint.requests.isEmpty)
    }

    // MARK: Tools that are there already

    private static func lister(_ change: (inout VirtualTool) -> Void = { _ in }) -> VirtualTool {
        var tool = VirtualTool(
            name: "my-files", description: "List my newest files.", servers: ["files", "openai"],
            inputSchema: [
                "type": "object", "properties": ["count": ["type": "integer", "description": "How many."]],
            ],
            action: .tool(name: "file-list", arguments: ["limit": "{{/count}}", "order": "desc"]),
            result: .init(pointer: "/data"))
        change(&tool)
        return tool
    }

    @Test func anotherToolIsCalled() async throws {
        let bench = try await Self.bench(
            [Self.lister()], servers: ["files"], provider: #"{"object":"list","data":[{"id":"file-1"}]}"#)
        let outcome = try await bench.call("my-files", #"{"count":3}"#)
        #expect(outcome.structuredText == #"{"answer":[{"id":"file-1"}]}"#)
        let call = try #require(bench.upstream.calls.first)
        #expect(call.endpoint.name == "file-list")
        #expect(call.query.map { "\($0.name)=\($0.value)" } == ["limit=3", "order=desc"])
        _ = try await bench.call("my-files")
        #expect(bench.upstream.calls.last?.query.map(\.name) == ["order"])
    }

    @Test func policyHoldsForWhatIsBehind() async throws {
        let deleter = Self.lister {
            $0.name = "my-delete"
            $0.inputSchema = ["type": "object", "properties": ["id": ["type": "string", "description": "Its id."]]]
            $0.action = .tool(name: "file-delete", arguments: ["file_id": "{{/id}}"])
            $0.result = .init()
        }
        var readOnly = ToolPolicy()
        readOnly.isReadOnly = true
        let bench = try await Self.bench([deleter, Self.lister()], policy: readOnly)
        let tools = try await bench.client.listTools().compactMap { $0["name"]?.string }
        #expect(tools.contains("my-files") && !tools.contains("my-delete"))
        #expect(try await bench.call("api-call", #"{"name":"my-delete","arguments":{"id":"file-1"}}"#).isError)
        var excluding = ToolPolicy()
        excluding.except = [Glob("file-delete")]
        let other = try await Self.bench([deleter], policy: excluding)
        #expect(try await other.call("my-delete", #"{"id":"file-1"}"#).isError)
        #expect(other.upstream.calls.isEmpty && bench.upstream.calls.isEmpty)
        // A list of names says what is offered, not what may be used for it.
        var only = ToolPolicy()
        only.only = [[Glob("my-*")]]
        #expect(try await !Self.bench([Self.lister()], policy: only).call("my-files").isError)
    }

    // MARK: Where they are found

    @Test func listedSearchedDescribedAndCalled() async throws {
        let tool = Self.weather { $0.servers = ["images"] }
        let endpoint = Endpoint { _ in .text(#"{"now":{"text":"rain","temperature":9}}"#) }
        let images = try await Self.bench([tool], endpoint, servers: ["images"])
        let definition = try #require(try await images.client.listTools().first { $0["name"]?.string == "weather-get" })
        #expect(definition["annotations"]?["readOnlyHint"]?.bool == true)
        #expect(definition.value(at: "/inputSchema/properties/days/maximum")?.int == 7)
        #expect(definition.value(at: "/inputSchema/required/0")?.string == "city")
        // The default server does not list it, and finds it.
        let main = try await Self.bench([tool], endpoint)
        #expect(try await !main.client.listTools().contains { $0["name"]?.string == "weather-get" })
        let found = try await main.call("api-search", #"{"query":"weather of a city"}"#)
        #expect(found.structuredText.contains("weather-get"))
        let described = try await main.call("api-describe", #"{"name":"weather-get"}"#)
        #expect(described.texts.joined().contains("Name of the city."))
        let called = try await main.call("api-call", #"{"name":"weather-get","arguments":{"city":"Ulm"}}"#)
        #expect(called.texts == ["rain, 9 degrees"])
        #expect(try await main.call("weather-get", #"{"city":"Ulm"}"#).texts == ["rain, 9 degrees"])
        let proxy = try await Self.bench([tool], endpoint, servers: ["proxy"])
        #expect(
            try await proxy.call("callTool", #"{"name":"weather-get","arguments":{"city":"Ulm"}}"#).texts
                == ["rain, 9 degrees"])
    }

    // MARK: At load

    @Test func namesAndTextsAreChecked() {
        let cases: [(String, (inout VirtualTool) -> Void)] = [
            ("name", { $0.name = "Weather" }), ("name", { $0.name = String(repeating: "a", count: 41) }),
            ("name", { $0.name = "file-list" }), ("name", { $0.name = "api-call" }),
            ("name", { $0.name = "result-get" }),
            ("description", { $0.description = "no stop" }),
            ("description", { $0.description = String(repeating: "a", count: 200) + "." }),
            ("servers", { $0.servers = ["imagse"] }),
            ("result", { $0.result.pointer = "now" }), ("result", { $0.result.template = "{{" }),
            ("inputSchema", { $0.inputSchema = ["type": "string"] }),
            (
                "inputSchema/properties/a",
                { $0.inputSchema = ["type": "object", "properties": ["a": ["type": "string"]]] }
            ),
            (
                "inputSchema/properties/a/oneOf",
                { $0.inputSchema = ["type": "object", "properties": ["a": ["description": "A.", "oneOf": []]]] }
            ),
            (
                "inputSchema/properties/a-b",
                {
                    $0.inputSchema = [
                        "type": "object", "properties": ["a-b": ["description": "A.", "type": "string"]],
                    ]
                }
            ),
            ("inputSchema/required", { $0.inputSchema = ["type": "object", "required": ["a"]] }),
            ("inputSchema/allOf", { $0.inputSchema = ["type": "object", "allOf": []] }),
        ]
        for (place, change) in cases {
            #expect(Self.fault(Self.weather(change))?.place == "tools[0].\(place)", "\(place)")
        }
        #expect(Self.fault(Self.weather()) == nil)
        #expect(throws: VirtualTools.Fault.self) { try VirtualTools([Self.weather(), Self.weather()]) }
    }

    @Test func requestsAreChecked() {
        let actions: [(HTTPAction, String)] = [
            (HTTPAction(url: "/path"), "absolute"), (HTTPAction(url: "ftp://host/"), "absolute"),
            (HTTPAction(url: "https://{{/city}}.example.com/"), "without placeholders"),
            (HTTPAction(url: "https://user:pass@example.com/"), "user name"),
            (HTTPAction(method: "TRACE", url: "https://example.com/"), "TRACE"),
            (HTTPAction(method: "GET", url: "https://example.com/", body: [:]), "no body"),
            (HTTPAction(url: "https://example.com/{{/town}}"), "names no argument"),
            (HTTPAction(url: "https://example.com/", headers: [("X", "{{/town}}")]), "names no argument"),
            (HTTPAction(url: "https://example.com/", body: ["a": ["{{/town}}"]]), "names no argument"),
            (HTTPAction(url: "https://example.com/", timeout: .zero), "timeout"),
        ]
        for (action, message) in actions {
            let fault = Self.fault(Self.weather { $0.action = .http(action) })
            #expect(fault?.place == "tools[0].http" && fault?.message.contains(message) == true, "\(message)")
        }
    }

    @Test func targetsAreChecked() {
        func fault(_ name: String, _ arguments: JSONValue, _ effect: Effect? = nil) -> String? {
            Self.fault(
                Self.lister {
                    $0.action = .tool(name: name, arguments: arguments)
                    $0.effect = effect
                })?.description
        }
        #expect(fault("file-lst", [:])?.contains("did you mean 'file-list'?") == true)
        #expect(fault("file-list", ["size": 1])?.contains("takes no 'size'") == true)
        #expect(fault("file-list", ["limit": "{{/n}}"])?.contains("names no argument") == true)
        #expect(fault("file-list", "{{/count}}")?.contains("must be an object") == true)
        #expect(fault("file-delete", [:], .reads)?.contains("is less than file-delete does") == true)
        #expect(fault("file-list", [:], .updates) == nil)
    }
}
