import Catalogue
import JSON
import Testing

/// What must hold of every entry, so that a new one cannot break it.
@Suite struct CatalogueRules {
    @Test func namesAreUniqueAndWellFormed() {
        let names = endpoints.flatMap { [$0.name] + $0.aliases }
        #expect(Set(names).count == names.count)
        for endpoint in endpoints {
            #expect(endpoint.name.wholeMatch(of: /[a-z][a-z0-9_-]*/) != nil, "\(endpoint.name)")
            #expect(endpoint.name.utf8.count <= 40, "\(endpoint.name)")
        }
    }

    @Test func namesOfShownFieldsAreTakenByEveryProvider() {
        for endpoint in endpoints {
            for (path, field) in allFields(endpoint.fields, under: endpoint.name) where field.isListed {
                #expect(field.name.wholeMatch(of: /[a-zA-Z0-9_-]{1,64}/) != nil, "\(path)")
            }
        }
    }

    @Test func filtersOfThisServerStandOnListsAndSaySo() {
        for endpoint in endpoints {
            for field in endpoint.fields where field.traits.contains(.local) {
                #expect(endpoint.effect == .reads, "\(endpoint.name) \(field.name)")
                #expect(field.summary.hasPrefix("Filters the result by "), "\(endpoint.name) \(field.name)")
                #expect(!field.isRequired, "\(endpoint.name) \(field.name)")
            }
        }
    }

    @Test func namesOfTheFirstSixDomainsStay() {
        let names = [
            "model-list", "model-get", "model-delete", "chat-completion-create", "chat-completion-list",
            "chat-completion-get", "chat-completion-modify", "chat-completion-delete", "chat-completion-messages",
            "response-create", "response-get", "response-delete", "response-cancel", "response-input-items",
            "response-input-tokens", "response-compact", "embedding-create", "moderation-check", "image-generate",
            "image-edit",
        ]
        #expect(Set(names).isSubset(of: endpoints.map(\.name)))
    }

    @Test func placeholdersAreExactlyThePathFields() {
        for endpoint in endpoints {
            let placeholders = endpoint.path.matches(of: /\{([^}]*)\}/).map { String($0.output.1) }
            let fields = endpoint.fields.filter { endpoint.location(of: $0) == .path }
            #expect(placeholders == fields.map(\.name), "\(endpoint.name)")
            #expect(fields.filter { !$0.isAsked }.isEmpty, "\(endpoint.name)")
        }
    }

    @Test func effectAgreesWithMethod() {
        for endpoint in endpoints {
            switch endpoint.method {
            case .get: #expect(endpoint.effect == .reads, "\(endpoint.name)")
            case .delete: #expect(endpoint.effect == .deletes, "\(endpoint.name)")
            case .post: #expect(endpoint.effect != .reads && endpoint.effect != .deletes, "\(endpoint.name)")
            }
            #expect(!(endpoint.isReadOnly && endpoint.isDestructive), "\(endpoint.name)")
        }
    }

    @Test func namesOfFieldsAreUniqueAtEachLevel() {
        for endpoint in endpoints {
            #expect(Set(endpoint.fields.map(\.name)).count == endpoint.fields.count, "\(endpoint.name)")
            #expect(!endpoint.fields.contains { $0.name == SchemaRenderer.extraBody }, "\(endpoint.name)")
            let paths = allFields(endpoint.fields, under: endpoint.name).map(\.path)
            let doubled = Dictionary(grouping: paths, by: \.self).filter { $0.value.count > 1 }.keys
            #expect(doubled.isEmpty, "\(endpoint.name)")
        }
    }

    /// Other names are refused by some model providers, the whole tool with them.
    @Test func namesOfFieldsAreThoseThatEveryClientTakes() {
        for endpoint in endpoints {
            for (path, field) in allFields(endpoint.fields, under: endpoint.name) {
                #expect(field.name.wholeMatch(of: /[A-Za-z0-9_.-]{1,64}/) != nil, "\(path)")
            }
        }
    }

    @Test func aliasesAreNamesOfNothingElse() {
        let names = endpoints.map(\.name) + endpoints.flatMap(\.aliases)
        let doubled = Dictionary(grouping: names, by: \.self).filter { $0.value.count > 1 }.keys
        #expect(doubled.isEmpty)
        for name in names { #expect(name.wholeMatch(of: /[a-z][a-z0-9_-]{0,39}/) != nil, "\(name)") }
    }

    @Test func everyDescriptionIsOnePlainSentence() {
        for endpoint in endpoints {
            expectSentence(endpoint.summary, endpoint.name)
            for (path, field) in allFields(endpoint.fields, under: endpoint.name) {
                expectSentence(field.summary, path)
            }
        }
        for domain in Catalogue.domains {
            #expect(!domain.title.isEmpty && domain.instructions.hasSuffix("."), "\(domain.name)")
            #expect(domain.instructions.utf8.count <= 400, "\(domain.name)")
        }
    }

    private func expectSentence(_ text: String, _ place: String) {
        #expect(text.hasSuffix(".") && text.count > 2, "\(place): \(text)")
        #expect(text.first?.isUppercase == true, "\(place): \(text)")
        #expect(!text.dropLast().contains(". ") && !text.contains("\n"), "\(place): \(text)")
        #expect(text.count <= 120, "\(place): \(text)")
    }

    @Test func onlyLongWorkIsSlowAndOnlyPaidWorkIsBillable() {
        let billable = endpoints.filter(\.isBillable).map(\.name)
        #expect(
            Set(billable) == [
                "chat-completion-create", "response-create", "response-compact", "embedding-create", "image-generate",
                "image-edit", "image-variation-create",
                "agent-session-create", "agent-session-event-create", "agent-environment-create",
                "agent-automation-invocation-create", "live-session-create", "live-session-accept",
                "live-session-fork", "realtime-call-create", "realtime-call-accept", "decision-create",
                "container-create", "video-create", "video-edit", "video-extend", "video-remix",
                "audio-speech-create", "audio-transcribe", "audio-translate", "batch-create", "completion-create",
                "eval-run-create", "fine-tune-create", "fine-tune-grader-run", "fine-tune-resume", "run-create",
                "run-submit-tool-outputs", "thread-run-create",
            ])
        #expect(endpoints.filter { $0.isSlow && !$0.isBillable }.isEmpty)
    }

    @Test func eachFoldIsUsedAndHasItsFields() {
        for fold in Fold.all {
            let users = endpoints.filter { $0.fold?.header == fold.header }
            #expect(users.count == 7)
            for name in fold.fields { #expect(users.contains { $0.fields.contains { $0.name == name } }, "\(name)") }
            #expect(!fold.reason.isEmpty)
        }
    }
}
