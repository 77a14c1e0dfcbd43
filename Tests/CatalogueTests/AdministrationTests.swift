import Catalogue
import JSON
import Testing

/// The servers of the administration: which key they need, what they are called, and what they cost a model.
@Suite struct AdministrationTests {
    static let domains = Catalogue.domains.filter { $0.name.hasPrefix("administration") }

    @Test func theyHoldWhatNeedsTheAdminKeyAndNothingElse() throws {
        #expect(
            Self.domains.map(\.name) == [
                "administration", "administration-projects", "administration-project-members", "administration-usage",
                "administration-spend", "administration-security", "administration-workload-identity",
            ])
        for endpoint in Self.domains.flatMap(\.endpoints) {
            #expect(endpoint.key == .admin, "\(endpoint.name)")
            #expect(endpoint.treatment == .forward && !endpoint.isBillable, "\(endpoint.name)")
        }
        let others = Catalogue.domains.filter { !$0.name.hasPrefix("administration") }.flatMap(\.endpoints)
        let areas = ["/organization/", "/projects/"]
        for endpoint in others { #expect(!areas.contains { endpoint.path.hasPrefix($0) }, "\(endpoint.name)") }
    }

    /// Bytes over four of what `tools/list` says: 150 of frame and annotations for each tool, 33 of output schema.
    @Test(arguments: domains.map(\.name)) func eachFitsItsBudget(_ name: String) throws {
        let domain = try #require(Self.domains.first { $0.name == name })
        let bytes = domain.endpoints.reduce(0) {
            $0 + SchemaRenderer.inputSchema(of: $1.signature).count + $1.name.utf8.count + $1.summary.utf8.count + 183
        }
        #expect(bytes / 4 < 6_000)
    }

    /// A name begins with whose the thing is where both the organisation and its projects have one.
    @Test func namesSayWhoseAThingIs() {
        let names = Set(Self.domains.flatMap(\.endpoints).map(\.name))
        for name in names where name.hasPrefix("organization-") {
            let bare = name.dropFirst("organization-".count)
            #expect(!names.contains(String(bare)), "\(name)")
        }
        for endpoint in Self.domains.flatMap(\.endpoints) where endpoint.path.contains("{project_id}") {
            #expect(endpoint.name.hasPrefix("project-"), "\(endpoint.name)")
        }
    }

    /// Verbs come in pairs: what can be added can be removed, what can be assigned can be taken again.
    @Test func eachVerbHasItsOpposite() {
        let names = Set(Self.domains.flatMap(\.endpoints).map(\.name))
        for (verb, opposite) in [("-add", "-remove"), ("-assign", "-unassign"), ("-activate", "-deactivate")] {
            let ending = names.filter { $0.hasSuffix(verb) }
            #expect(!ending.isEmpty)
            for name in ending { #expect(names.contains(name.dropLast(verb.count) + opposite), "\(name)") }
            for name in names where name.hasSuffix(opposite) {
                #expect(names.contains(name.dropLast(opposite.count) + verb), "\(name)")
            }
        }
    }

    @Test func usageTellsItsPageAndItsBeginning() {
        let usage = Self.domains.flatMap(\.endpoints).filter { $0.name.hasPrefix("usage-") || $0.name == "cost-list" }
        #expect(usage.count == 12)
        for endpoint in usage {
            #expect(endpoint.fields.filter(\.isAsked).map(\.name) == ["start_time"], "\(endpoint.name)")
            #expect(endpoint.fields.last?.name == "page", "\(endpoint.name)")
        }
    }

    @Test func anEventThatWeDoNotKnowCanBeAskedFor() throws {
        let table = FieldTable(try endpoint("audit-log-list"))
        let asked = try JSONDocument(Array(#"{"event_types":["login.failed","moon.risen"]}"#.utf8)).root
        let arguments = try table.check(asked)
        #expect(arguments.query.map(\.name) == ["event_types"])
        let known = try endpoint("audit-log-list").fields.first { $0.name == "event_types" }
        guard case .array(.string(let values, true, _), _)? = known?.shape else {
            Issue.record("not a list of open texts")
            return
        }
        #expect(Set(values).count == values.count && values.count > 140)
    }
}
