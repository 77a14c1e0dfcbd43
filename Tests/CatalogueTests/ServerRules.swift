import Catalogue
import JSON
import Testing

/// What must hold of the servers as a whole.
@Suite struct ServerRules {
    /// Bytes over four, as every definition is counted.
    @Test(arguments: Catalogue.domains.map(\.name))
    func aServerStaysWithinSixThousandTokens(_ name: String) throws {
        let domain = try #require(Catalogue.domains.first { $0.name == name })
        let tokens = domain.endpoints.reduce(0) { $0 + Self.bytes(of: $1) } / 4
        #expect(tokens <= 6_000)
    }

    /// A definition in tools/list: the frame, four annotations and the output schema take 220 bytes.
    private static func bytes(of endpoint: Endpoint) -> Int {
        var description = endpoint.summary.utf8.count
        if case .deprecated(let shutdown, let successor) = endpoint.lifecycle {
            description += "Deprecated by OpenAI (ends ); use  instead.".utf8.count + successor.utf8.count
            description += shutdown?.utf8.count ?? 0
        }
        return SchemaRenderer.inputSchema(of: endpoint.signature).count + endpoint.name.utf8.count + description + 220
    }

    @Test func serversHaveNamesOfTheirOwn() {
        #expect(Set(Catalogue.domains.map(\.name)).count == Catalogue.domains.count)
    }

    @Test func theAgentsAreaIsInBeta() {
        let area = endpoints.filter { $0.path.hasPrefix("/agents") || $0.path.hasPrefix("/vaults") }
        #expect(area.count == 57)
        #expect(area.filter { $0.beta != "agents=v1" }.map(\.name) == [])
    }

    @Test func contentIsSavedAndNotShown() throws {
        let names = [
            "agent-session-artifact-content", "live-session-content", "skill-content", "skill-version-content",
            "container-file-content", "video-content", "realtime-call-create",
        ]
        for name in names { #expect(try endpoint(name).treatment == .saveFile, "\(name)") }
    }

    @Test func typedPartsAreFieldsOfMultipartBodies() {
        for endpoint in endpoints where !endpoint.partTypes.isEmpty {
            #expect(endpoint.encoding == .multipart, "\(endpoint.name)")
            #expect(Set(endpoint.partTypes.keys).isSubset(of: endpoint.fields.map(\.name)), "\(endpoint.name)")
        }
    }

    @Test func aFileGivenForAnObjectMakesTheBodyMultipart() throws {
        let cases: [(tool: String, arguments: String, form: Endpoint.Encoding)] = [
            ("video-create", #"{"prompt":"p"}"#, .json),
            ("video-create", #"{"prompt":"p","input_reference":"a.png"}"#, .multipart),
            ("video-create", #"{"prompt":"p","input_reference":{"file_id":"file-1"}}"#, .json),
            ("video-edit", #"{"prompt":"p","video":"a.mp4"}"#, .multipart),
            ("video-edit", #"{"prompt":"p","video":{"id":"video-1"}}"#, .json),
            ("container-file-create", #"{"container_id":"c","file":"a.csv"}"#, .multipart),
            ("container-file-create", #"{"container_id":"c","file_id":"file-1"}"#, .json),
            ("skill-create", #"{"files":["SKILL.md","run.py"]}"#, .multipart),
        ]
        for (tool, arguments, form) in cases {
            let checked = try FieldTable(endpoint(tool)).check(JSONDocument(Array(arguments.utf8)).root)
            #expect(checked.encoding == form, "\(tool) \(arguments)")
        }
    }
}

@Suite(.enabled(if: Facts.arePresent, Facts.absent)) struct UnreachedTests {
    @Test func theListEqualsTheWebSocketsOfTheFacts() throws {
        let root = try JSONDocument(Facts.bytes("operations.json")).root
        let theirs = try #require(root["websockets"]).elements.map {
            "\($0["sdk_accessor"]?.string ?? "") \($0["path"]?.string ?? "")"
        }
        #expect(theirs.count == 8)
        #expect(Set(theirs) == Set(Unreached.all.map { "\($0.accessor) \($0.path)" }))
        #expect(Unreached.all.allSatisfy { !$0.reason.isEmpty })
    }
}
