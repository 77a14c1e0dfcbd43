import Catalogue
import Testing

@testable import Gateway

@Suite struct RouteTableTests {
    private func provider(_ name: String, _ models: [String] = [], callers: Bool = false) -> Provider {
        var provider = Provider(name: name, dialect: .compatible, baseURL: "http://x", takesCallerKeys: callers)
        provider.models = models.map { Glob($0) }
        return provider
    }

    private func table(_ plan: RoutePlan, callers: Bool = false) throws -> RouteTable {
        try RouteTable(
            plan,
            providers: [
                provider("a", ["gpt-*"], callers: callers), provider("b", ["claude-*"]), provider("c", ["llama*"]),
            ])
    }

    private let plan = RoutePlan(routes: [
        Route(name: "fast", models: [Glob("fast-*")], targets: [.init("b", model: "claude-x"), .init("c", weight: 2)]),
        Route(name: "vectors", endpoints: [Glob("embedding-*")], targets: [.init("c"), .init("a")]),
    ])

    private func names(
        _ table: RouteTable, _ model: String?, endpoint: String = "chat-completion-create", own: Bool = false,
        bound: Bool = false, lacks: Set<Int> = []
    ) throws -> [String] {
        let endpoint = try #require(Catalogue.endpoint(named: endpoint))
        return try table.route(
            .init(endpoint: endpoint, model: model, hasOwnKey: own, isBound: bound)
        ) { provider, _ in !lacks.contains(provider) }
        .candidates.map(\.name)
    }

    @Test(
        arguments: [
            ("gpt-4o", "chat-completion-create", ["a"]), ("claude-3", "chat-completion-create", ["b"]),
            ("fast-1", "chat-completion-create", ["b", "c"]), ("gpt-4o", "embedding-create", ["c", "a"]),
            (nil, "embedding-create", ["c", "a"]), (nil, "file-list", ["a"]), (nil, "model-list", ["a"]),
        ] as [(String?, String, [String])])
    func callsFindTheirProviders(_ model: String?, _ endpoint: String, _ expected: [String]) throws {
        #expect(try names(table(plan), model, endpoint: endpoint) == expected)
    }

    @Test func aProviderThatLacksTheEndpointIsPassedOver() throws {
        #expect(try names(table(plan), "fast-1", lacks: [1]) == ["c"])
        #expect(try names(table(plan), nil, endpoint: "file-list", lacks: [0]) == ["b"])
    }

    @Test func whereNoneHasTheEndpointItSaysWhoDoes() throws {
        do {
            _ = try names(table(plan), "claude-3", endpoint: "image-generate", lacks: [1])
            Issue.record("a route to nowhere")
        } catch let error as APIError {
            #expect(error.kind == .endpointMissing)
            #expect(
                error.message
                    == "OpenAI API error: provider 'b' does not offer 'image-generate' (POST /images/generations), 'a' and 'c' do: name one of its models, or ask whoever runs this server to route the call there."
            )
        }
        let error = #expect(throws: APIError.self) {
            try names(table(plan), "claude-3", endpoint: "image-generate", lacks: [0, 1, 2])
        }
        #expect(error?.message.contains("use another tool") == true)
    }

    @Test func anUnknownModelIsToldWhatThereIs() throws {
        let error = #expect(throws: APIError.self) { try names(table(plan), "mistral") }
        #expect(error?.kind == .modelNotFound)
        #expect(error?.message.contains("a has gpt-*; b has claude-*; c has llama*") == true)
    }

    @Test func whatLiesAtAProviderStaysThere() throws {
        #expect(try names(table(plan), "fast-1", bound: true) == ["b"])
        #expect(try names(table(plan), nil, endpoint: "embedding-create", bound: true) == ["c", "a"])
    }

    @Test func aCallersKeyGoesToOneProviderOnly() throws {
        let table = try table(plan, callers: true)
        #expect(try names(table, "claude-3", own: true) == ["a"])
        #expect(try names(table, "fast-1", own: true) == ["a"])
        #expect(try names(table, "gpt-4o", endpoint: "embedding-create", own: true) == ["a"])
        #expect(try names(table, "fast-1") == ["b", "c"])
        #expect(try names(self.table(plan), "claude-3", own: true) == ["b"], "nobody takes such keys")
    }

    @Test func whatNeedsTheAdminKeyGoesWhereItIs() throws {
        var providers = [provider("a"), provider("b")]
        providers[1].adminKey = SecretString("admin")
        let table = try RouteTable(RoutePlan(), providers: providers)
        #expect(try names(table, nil, endpoint: "project-list", bound: true) == ["b"])
        #expect(try names(table, nil, endpoint: "file-list", bound: true) == ["a"])
    }

    @Test func namesStandForModels() throws {
        let auto = AutoModels(simple: "s", standard: "alias", complex: "x")
        let table = try table(RoutePlan(aliases: ["alias": "gpt-4o"], auto: auto))
        #expect(table.model(for: "alias") { .simple } == "gpt-4o")
        #expect(table.model(for: "auto") { .simple } == "s")
        #expect(table.model(for: "auto") { .standard } == "gpt-4o")
        #expect(table.model(for: "auto") { nil } == nil)
        #expect(table.model(for: "gpt-4o") { .simple } == nil)
        #expect(try self.table(RoutePlan()).model(for: "auto") { .simple } == nil)
    }

    @Test func aCallWithNothingToLookUpGoesStraight() throws {
        let table = try RouteTable(RoutePlan(auto: .openai), providers: [provider("a")])
        #expect(table.isDirect("m") && table.isDirect(nil) && !table.isDirect("auto"))
        #expect(try !self.table(RoutePlan()).isDirect("m"))
        #expect(try !RouteTable(RoutePlan(aliases: ["x": "y"]), providers: [provider("a")]).isDirect("m"))
    }

    @Test func everyFaultOfAPlanIsTold() {
        let plan = RoutePlan(
            routes: [
                Route(name: "empty", targets: []), Route(name: "lost", targets: [.init("nobody")]),
                Route(name: "none", targets: [.init("a", weight: 0)], strategy: .weighted),
                Route(name: "odd", targets: [.init("a", weight: .nan)], strategy: .weighted),
            ], aliases: ["x": "y", "y": "z"])
        let error = #expect(throws: RouteTable.Invalid.self) {
            try RouteTable(plan, providers: [provider("a", callers: true), provider("a", callers: true)])
        }
        #expect(
            error?.faults == [
                "there are two providers called 'a', give each a name of its own",
                "more than one provider takes the keys of callers, choose one", "route 'empty' has no target",
                "route 'lost' names provider 'nobody', which there is not", "the weights of route 'none' are all 0",
                "route 'odd' has a weight that is no number from 0",
                "alias 'x' leads to another alias, name the model itself",
            ])
        #expect(throws: RouteTable.Invalid.self) { try RouteTable(RoutePlan(), providers: []) }
    }
}
