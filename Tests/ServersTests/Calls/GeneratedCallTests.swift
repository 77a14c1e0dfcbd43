import Catalogue
import Gateway
import JSON
import Testing

private let endpoints = Catalogue.domains.flatMap(\.endpoints)

/// Every endpoint, called with arguments made up from its field table.
@Suite struct GeneratedCallTests {
    @Test("a call says exactly what its arguments say", arguments: endpoints.map(\.name))
    func call(_ name: String) async throws {
        let endpoint = try #require(endpoints.first { $0.name == name })
        let bench = try await Workbench(Sample.anyAnswer)
        for (position, example) in Example.all(of: endpoint).enumerated() {
            let outcome = try await bench.call(name, example.json)
            #expect(!outcome.isError, "\(example): \(outcome.texts)")
            try #require(bench.upstream.calls.count == position + 1, "\(example)")
            try check(bench.upstream.calls[position], example)
        }
    }

    private func check(_ call: Call, _ example: Example) throws {
        #expect(call.endpoint === example.endpoint, "\(example)")
        #expect(call.path == example.expectedPath, "\(example)")
        #expect(call.query.map { "\($0.name)=\($0.value)" } == (try example.expectedQuery), "\(example)")
        let headers = Dictionary(uniqueKeysWithValues: call.headers.fields.map { ($0.name, $0.value) })
        #expect(headers == (try example.expectedHeaders), "\(example)")
        let follows = example.endpoint.method == .get && example.endpoint.treatment == .events
        #expect(call.streams == (follows || example.arguments.contains { $0.field.name == "stream" }), "\(example)")
        switch call.body {
        case .none:
            #expect(!example.endpoint.hasBody, "\(example)")
        case .json(let members):
            #expect(!example.isMultipart, "\(example)")
            let sent = members.all.map { ($0.name, String(decoding: $0.value, as: UTF8.self)) }
            #expect(Dictionary(uniqueKeysWithValues: sent) == example.expectedMembers, "\(example)")
        case .multipart(let parts):
            #expect(example.isMultipart, "\(example)")
            #expect(try parts.map(Self.describe).sorted() == (example.expectedParts), "\(example)")
        }
    }

    private static func describe(_ part: Part) throws -> String {
        let bytes = try part.content.bytes()
        guard let filename = part.filename else {
            let type = part.contentType.map { " \($0)" } ?? ""
            return "\(part.name)\(type)=\(String(decoding: bytes, as: UTF8.self))"
        }
        let content = bytes == Example.fileContent ? "" : " with other content"
        return "\(part.name) \(filename) \(part.contentType ?? "")\(content)"
    }

    @Test("an unknown argument is refused with the name that was meant", arguments: endpoints.map(\.name))
    func unknownArgument(_ name: String) async throws {
        let endpoint = try #require(endpoints.first { $0.name == name })
        let bench = try await Workbench("{}")
        let meant = endpoint.signature.fields.first { $0.name.count > 4 }?.name
        let outcome = try await bench.call(name, "{\"\(meant.map { String($0.dropLast()) } ?? "xyzzy")\": 1}")
        #expect(outcome.isError)
        let hint = meant.map { "did you mean `\($0)`?" } ?? "it takes \(endpoint.fields.first?.name ?? "none")"
        #expect(outcome.texts[0].contains(hint), "\(outcome.texts)")
        #expect(bench.upstream.calls.isEmpty)
    }
}
