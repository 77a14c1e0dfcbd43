import Gateway
import Settings
import Testing
import Upstreams

@testable import openai_mcp

/// The order of the stages, with its reasons; and that each is left out where there is nothing for it to do.
@Suite struct StageOrderTests {
    private func generation(_ text: String, environment: [String: String] = [:]) throws -> Generation {
        let settings = try Settings.load(flags: [:], environment: environment, file: ("settings.yaml", text)).settings
        return try Generation(
            settings, accounting: Accounting(settings, file: nil), proxies: ProxySettings(environment: [:]))
    }

    private func names(_ stages: [any Stage]) -> [String] { stages.map { "\(type(of: $0))" } }

    @Test func everythingInItsOrder() throws {
        let all = try generation(
            """
            providers: [{name: main, kind: embedded}]
            cache: {ttl: 1h}
            batching: {window: 5ms}
            guard: {input: {secrets: redact}}
            transforms: [{request: [{remove: /user}]}]
            """)
        #expect(
            names(all.pipeline.stages) == [
                // Every call has its entry, also one that is refused further in.
                "WriteLedger",
                // The guard sees what will be sent, and the caller gets the form that it asked for.
                "Transform",
                // Nothing that is taken out of a call gets into a cache, or into the key of one.
                "Guard",
                // Once, and before anything is decided by the name of a model.
                "ReplaceRetiredModels", "TranslateImageOptions",
                // Who may serve the call and what it costs there is asked by all that follows.
                "Resolve",
                // A hit takes nothing of a limit and reserves no money.
                "Cache",
                // A call that waits for its turn has reserved nothing yet.
                "Admit",
                // Once for all attempts.
                "Charge",
                // Calls that travel together are admitted and paid one by one.
                "Batch",
                // Each attempt may go to another provider.
                "Retry", "Choose",
            ])
    }

    @Test func whatIsNotConfiguredIsLeftOut() throws {
        let plain = try generation(
            "provider: {kind: embedded}\ncache: {ttl: 0}\nlimits: {requests-per-minute: 0}\nstorage: {keep-records: 0}\n"
        )
        #expect(
            names(plain.pipeline.stages) == [
                "ReplaceRetiredModels", "TranslateImageOptions", "Resolve", "Charge", "Retry", "Choose",
            ])
    }

    @Test(arguments: [
        ("{name: a}", [] as [String]), ("{name: a, kind: embedded}", []),
        ("{name: a, kind: azure, base-url: \"https://a.example/openai/v1\"}", []),
        (
            "{name: a, kind: azure, base-url: \"https://a.example/openai\", api-version: \"2024-10-21\"}",
            ["AzureDeployments"]
        ),
        ("{name: a, kind: anthropic}", ["AnthropicMessages"]),
    ])
    func aProviderHasStagesOfItsOwn(entry: String, dialect: [String]) throws {
        let settings = try Settings.load(
            flags: [:], environment: [:], file: ("settings.yaml", "providers: [\(entry)]\n")
        ).settings
        let provider = try #require(Provider.all(settings).first)
        // What is not sent needs no fitting; the fields are fitted by OpenAI's names; and nobody sees the key but the one
        // who sends.
        #expect(names(Stages.own(provider)) == ["Limit", "Adapt"] + dialect + ["Authorise"])
    }
}
