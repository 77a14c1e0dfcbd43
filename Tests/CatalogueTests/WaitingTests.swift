import JSON
import Testing

@testable import Catalogue

/// The table of what goes on after a call, against the endpoints that it names.
@Suite struct WaitingTests {
    @Test(
        "every entry names endpoints that there are, with the arguments that they take", arguments: Waiting.all.indices)
    func names(_ position: Int) throws {
        let waiting = Waiting.all[position]
        let reader = try #require(Catalogue.endpoint(named: waiting.reader))
        #expect(reader.isReadOnly && reader.method == .get)
        let needed = [waiting.ownerArgument, waiting.idArgument].compactMap { $0 }
        #expect(reader.fields.filter(\.isRequired).map(\.name) == needed)
        for name in waiting.creators {
            let creator = try #require(Catalogue.endpoint(named: name), "\(name)")
            #expect(creator.method == .post && creator.waiting?.noun == waiting.noun)
            #expect(creator.signature.fields.contains { $0.name == "wait" })
            if let only = waiting.onlyWith { #expect(creator.fields.contains { $0.name == only }) }
        }
        guard let canceller = waiting.canceller else { return }
        let endpoint = try #require(Catalogue.endpoint(named: canceller.endpoint))
        var members = needed.map { JSONValue.Member($0, "x") }
        if let more = canceller.arguments, case .object(let further) = JSONValue(try JSONDocument(more).root) {
            members += further
        }
        _ = try FieldTable(endpoint).check(JSONDocument(JSONValue.object(members).encoded).root)
    }

    @Test("nouns and creators are used once")
    func unique() {
        let creators = Waiting.all.flatMap(\.creators)
        #expect(Set(creators).count == creators.count)
        #expect(Set(Waiting.all.map(\.noun)).count == Waiting.all.count)
    }

    @Test(
        "an id tells what it stands for",
        arguments: [
            ("batch_1", nil, "batch"), ("ftjob-1", nil, "fine-tuning job"), ("resp_1", nil, "response"),
            ("run_1", "thread_1", "run"), ("vs_1", nil, "vector store"), ("vsfb_1", "vs_1", "batch of files"),
            ("file-1", "vs_1", "file in a store"), ("file-1", nil, nil), ("evalrun_1", "eval_1", "run of an eval"),
            ("video_1", nil, "video"), ("model", nil, nil), ("", nil, nil),
        ] as [(String, String?, String?)])
    func ids(_ id: String, _ owner: String?, _ noun: String?) {
        #expect(Waiting.of(id: id, owner: owner)?.noun == noun)
    }
}
