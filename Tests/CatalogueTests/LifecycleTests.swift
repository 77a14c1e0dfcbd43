import Catalogue
import JSON
import Testing

@Suite struct LifecycleTests {
    /// A day on which the table was checked.
    static let day = "2026-11-21"

    @Test func noDefaultIsRetiredOrRetiring() {
        // Speech and translation have no model that stays.
        let leaving = [Models.speech, Models.translation]
        for model in Models.all where !leaving.contains(model) {
            #expect(ModelLifecycle.status(of: model, on: Self.day) == .alive, "\(model)")
        }
        for model in leaving {
            guard case .retiring = ModelLifecycle.status(of: model, on: Self.day) else {
                Issue.record("\(model) is retired")
                continue
            }
        }
    }

    @Test func everySuccessorIsAlive() {
        for entry in ModelLifecycle.shutdowns {
            guard let successor = entry.successor else { continue }
            #expect(ModelLifecycle.status(of: successor, on: "9999-12-31") == .alive, "\(entry.model)")
        }
        #expect(Set(ModelLifecycle.shutdowns.map(\.model)).count == ModelLifecycle.shutdowns.count)
    }

    @Test func noDefaultValueOfAFieldIsRetired() {
        for endpoint in endpoints {
            guard case .string(let model)? = endpoint.fields.first(where: { $0.name == "model" })?.defaultValue else {
                continue
            }
            #expect(ModelLifecycle.status(of: model, on: Self.day) == .alive, "\(endpoint.name)")
        }
    }

    @Test func noModelThatIsShownIsRetired() {
        for endpoint in endpoints {
            for (path, field) in allFields(endpoint.fields, under: endpoint.name) {
                guard case .string(let values, _, _) = field.shape else { continue }
                for value in values {
                    if case .retired = ModelLifecycle.status(of: value, on: Self.day) {
                        Issue.record("\(path) shows \(value)")
                    }
                }
            }
        }
    }

    @Test(arguments: [
        ("gpt-4o", "2027-01-13", ModelLifecycle.Status.retiring(date: "2027-01-14", successor: "gpt-5.6-terra")),
        ("gpt-4o", "2027-01-14", .retired(date: "2027-01-14", successor: "gpt-5.6-terra")),
        ("dall-e-3", "2026-11-21", .retired(date: nil, successor: "gpt-image-2")),
        ("gpt-4-vision-preview", "2026-11-21", .retired(date: "2024-12-06", successor: "gpt-5.6-terra")),
        ("sora-2", "2026-11-21", .retired(date: "2026-09-24", successor: nil)),
        ("llama-3", "2026-11-21", .alive), ("", "2026-11-21", .alive),
    ])
    func statusOnADay(_ model: String, _ day: String, _ expected: ModelLifecycle.Status) {
        #expect(ModelLifecycle.status(of: model, on: day) == expected)
    }

    @Test(arguments: [
        ("gpt-5.6-luna", false), ("gpt-5", false), ("o3-mini", false), ("o1", false), ("gpt-6.1-sol", false),
        ("ft:o4-mini-2025-04-16:org::id", false), ("gpt-4o", true), ("gpt-4.1", true), ("gpt-50", true),
        ("o1ama", true), ("llama-3", true), ("gpt-5-search-api", true), ("", true),
    ])
    func samplingByModel(_ model: String, _ accepted: Bool) {
        #expect(ModelTraits.acceptsSampling(model) == accepted)
        #expect(ModelTraits.usesMaxCompletionTokens(model) == !accepted)
    }

    @Test func eachEndpointWithAModelHasADefaultOfItsKind() throws {
        #expect(try endpoint("chat-completion-create").defaultModel == Models.chat)
        #expect(try endpoint("response-compact").defaultModel == Models.chat)
        #expect(try endpoint("embedding-create").defaultModel == Models.embedding)
        #expect(try endpoint("image-edit").defaultModel == Models.image)
        #expect(try endpoint("moderation-check").defaultModel == Models.moderation)
        for name in ["model-get", "image-variation-create", "chat-completion-list"] {
            #expect(try endpoint(name).defaultModel == nil, "\(name)")
        }
    }

    @Suite(.enabled(if: Facts.arePresent, Facts.absent)) struct AgainstTheFacts {
        @Test func datesEqualThoseOfTheSDK() throws {
            let root = try JSONDocument(Facts.bytes("prices.json")).root
            let table = Dictionary(ModelLifecycle.shutdowns.map { ($0.model, $0.date) }) { first, _ in first }
            let official = try #require(root["sdk_shutdown_dates"])
            for (model, date) in official.members { #expect(table[model] == date.string, "\(model)") }
            for (model, entry) in try #require(root["models"]).members {
                guard entry["provider"]?.string?.hasSuffix("openai") == true, official[model] == nil,
                    !model.contains("/"), !model.hasPrefix("ft:"), let date = entry["deprecation_date"]?.string
                else { continue }
                #expect(table[model] == date, "\(model)")
            }
        }

        @Test func noEntryIsInvented() throws {
            let root = try JSONDocument(Facts.bytes("prices.json")).root
            let known = try #require(root["sdk_model_ids"]).members.flatMap { $0.value.elements.compactMap(\.string) }
            let ids = Set(known).union(try #require(root["models"]).members.map(\.key))
            for entry in ModelLifecycle.shutdowns {
                #expect(ids.contains(entry.model), "\(entry.model)")
                if let successor = entry.successor { #expect(ids.contains(successor), "\(successor)") }
            }
            for model in Models.all { #expect(ids.contains(model), "\(model)") }
        }

        @Test func reasoningModelsAreToldByTheirNames() throws {
            let root = try JSONDocument(Facts.bytes("prices.json")).root
            for (model, entry) in try #require(root["models"]).members {
                guard entry["provider"]?.string == "openai", let mode = entry["mode"]?.string,
                    ["chat", "responses"].contains(mode)
                else { continue }
                let thinks = entry["capabilities"]?.elements.contains { $0.string == "reasoning" } ?? false
                #expect(ModelTraits.isReasoning(model) == thinks, "\(model)")
            }
        }
    }
}
