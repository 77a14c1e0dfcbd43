import Gateway
import Servers
import Settings
import TestSupport
import Testing
import Upstreams

@testable import openai_mcp

/// What becomes of the settings in the gateway.
@Suite struct MappingTests {
    private func settings(_ text: String, _ environment: [String: String] = [:]) throws -> Settings {
        try Settings.load(flags: [:], environment: environment, file: ("settings.yaml", text)).settings
    }

    @Test func theSimpleWayInIsOneProvider() throws {
        let settings = try Settings.load(
            flags: [:], environment: ["OPENAI_API_KEY": "k", "TIMEOUT": "7", "OPENAI_ORG_ID": "org"]
        ).settings
        let provider = try #require(Provider.all(settings).first)
        #expect(provider.dialect == .openai && provider.keys.keys.map(\.exposed) == ["k"])
        #expect(provider.takesCallerKeys && provider.requiresKey && provider.organisation == "org")
        #expect(provider.timeouts.total == .seconds(7))
        #expect(RoutePlan(settings.gateway, providers: [provider]).auto == .openai)
    }

    @Test func providersKeepWhatTheySay() throws {
        let settings = try settings(
            """
            providers:
              - name: azure
                kind: azure
                base-url: https://a.example/openai
                api-version: 2024-10-21
                keys: [env:A, env:B]
                deployments: {gpt-5.6-luna: luna}
                headers: {X-Team: blue}
                models: ["gpt-*"]
                prices: [{models: "gpt-*", input: 1, output: 2}]
                limits: {requests-per-minute: 5, models: [{models: a*, tokens-per-minute: 9}]}
              - {name: claude, kind: anthropic}
            """, ["A": "a", "B": "b"])
        let providers = Provider.all(settings)
        let azure = providers[0]
        #expect(azure.dialect == .azureDeployments(apiVersion: "2024-10-21"))
        #expect(azure.keys.keys.map(\.exposed) == ["a", "b"] && !azure.takesCallerKeys)
        #expect(azure.modelNames == ["gpt-5.6-luna": "luna"] && azure.headers["x-team"] == "blue")
        #expect(azure.limits.requestsPerMinute == 5 && azure.limits.models[0].tokensPerMinute == 9)
        #expect(azure.prices[0].price == TokenPrice(input: 1, output: 2))
        #expect(providers[1].baseURL == "https://api.anthropic.com/v1" && providers[1].dialect == .anthropic)
    }

    @Test func callersBringLimitsAndBudgetsOfTheirOwn() throws {
        let settings = try settings(
            """
            callers:
              - name: alice
                limits: {requests-per-minute: 3}
                budgets: [{name: daily, period: day, limit: 2.5, alerts: [50]}]
            limits: {requests-per-minute: 9, rules: [{name: all, model: gpt*, each: [caller, model], concurrency: 2}]}
            budgets: {rules: [{name: team, limit: 10, stop: no}]}
            """)
        let limits = LimitRules(settings).rules
        #expect(limits.map(\.name) == ["all", "rate-limit-rpm", "caller-alice"])
        #expect(limits[0].each == [.caller, .model] && limits[0].of.model?.matches("gpt-5") == true)
        #expect(limits[2].of.caller?.matches("alice") == true && limits[2].of.caller?.matches("bob") == false)
        let budgets = BudgetRules(settings.gateway).budgets
        #expect(budgets.map(\.name) == ["team", "alice/daily"] && !budgets[0].stops)
        #expect(budgets[1].limit == Money(dollars: 2.5) && budgets[1].period == .day && budgets[1].alerts == [0.5])
        #expect(budgets[1].of.caller?.matches("alice") == true)
    }

    @Test func completePromisesSixtyAMinute() throws {
        let rule = try #require(LimitRules(Settings()).rules.first)
        #expect(rule.requestsPerMinute == 60 && rule.of.server?.matches("complete") == true)
        #expect(rule.of.server?.matches("chat") == false)
        #expect(LimitRules(try settings("limits: {requests-per-minute: 0}\n")).rules.isEmpty)
    }

    @Test func singleKindsGoBeforeTheirGroup() throws {
        let rules = GuardRules(
            try settings("guard: {input: {personal-data: redact, kinds: {phone: block, email: \"off\"}}}\n").gateway
                .guard)
        #expect(rules.input[.card] == .redact && rules.input[.phone] == .block && rules.input[.email] == .off)
        #expect(rules.output.isEmpty)
    }

    /// The settings know kinds, effects and products by name, without the parts that give them a meaning.
    @Test func namesAreThoseOfTheGateway() {
        #expect(Set(GuardSide.kindNames) == Set(FindingKind.allCases.map(\.rawValue)))
        #expect(
            Set(CapabilitySettings.Product.allCases.map(\.rawValue))
                == Set(CapabilityRules.Product.allCases.map(\.rawValue)))
        #expect(
            Set(RouteEntry.Strategy.allCases.map(\.rawValue)) == Set(Route.Strategy.allCases.map(\.rawValue)))
        #expect(Set(BudgetEntry.Period.allCases.map(\.rawValue)) == Set(BudgetRule.Period.allCases.map(\.rawValue)))
        #expect(Set(CallFacetName.allCases.map(\.rawValue)) == Set(CallFacet.allCases.map(\.rawValue)))
        #expect(Set(GuardSide.Action.allCases.map(\.rawValue)) == Set(GuardAction.allCases.map(\.rawValue)))
    }

    // MARK: What only the whole program can check

    @Test(arguments: [
        (
            "routes: [{strategy: weighted, candidates: [{provider: a, weight: 0}]}]\nproviders: [{name: a}]\n",
            "settings.yaml:1:9: the weights of route '1' are all 0"
        ),
        ("callers: [{name: a, servers: [imges]}]\n", "settings.yaml:1:31: There is no server \"imges\"; there are "),
        ("transforms: [{models: [a]}]\n", "settings.yaml:1:14: changes nothing"),
        ("transforms: [{request: [{set: /a, value: 1}, {template: /b, text: \"{{a\"}]}]\n", "settings.yaml:1:46: "),
        (
            "virtual-tools: [{name: t, description: D., input: {type: object}, tool: no-such-tool}]\n",
            "settings.yaml:1:73: "
        ),
        (
            "virtual-tools: [{name: t, description: D., input: {type: array}, tool: chat-completion}]\n",
            "settings.yaml:1:51: "
        ),
    ])
    func everyFaultHasItsPlace(text: String, told: String) throws {
        let findings = ConfigurationCheck.findings(try settings(text))
        #expect(findings.count == 1 && findings[0].description.hasPrefix(told), "\(findings)")
    }

    @Test func faultsAreToldTogether() throws {
        let findings = ConfigurationCheck.findings(
            try settings(
                """
                transforms:
                  - request: [{set: /a, value: 1}, {template: /b, text: "{{a"}]
                    response: [{template: /c, text: "{{c"}]
                  - models: [x]
                callers: [{name: a, servers: [x, images, y]}]
                """))
        #expect(findings.count == 5)
    }

    // MARK: Examples

    /// Each example of the documentation becomes a gateway.
    @Test(arguments: Examples.names)
    func anExampleIsAGateway(name: String) throws {
        let text = try Examples.text(name)
        let names = text.matches(of: /env:([A-Z_]+)/).map { (String($0.1), "https://example.com/key") }
        let settings = try settings(text, Dictionary(names, uniquingKeysWith: { $1 }))
        #expect(ConfigurationCheck.findings(settings) == [])
        var inMemory = settings
        inMemory.gateway.ledger.auditFile = nil
        let generation = try Generation(
            inMemory, accounting: Accounting(inMemory, file: nil), proxies: ProxySettings(environment: [:]))
        #expect(generation.providers.providers.count == settings.gateway.providers.count)
        _ = try VirtualTools(settings.gateway.virtualTools.map { VirtualTool($0) })
        _ = try CallerDirectory(settings)
    }
}
