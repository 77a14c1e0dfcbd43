import Testing

@testable import Servers

@Suite struct TermsTests {
    @Test(
        "forms of a word have one stem",
        arguments: [
            ["file", "files"], ["tune", "tuning", "tuned"], ["create", "created", "creating", "creation"],
            ["query", "queries"], ["stop", "stopped", "stopping"], ["delete", "deleted", "deletion"],
            ["batch", "batches"], ["upload", "uploaded", "uploading"],
        ])
    func stems(_ words: [String]) { #expect(Set(words.map(Terms.stem)).count == 1, "\(words.map(Terms.stem))") }

    @Test(
        "different words keep different stems",
        arguments: [("class", "clas"), ("status", "statu"), ("user", "use"), ("model", "mode"), ("call", "cal")])
    func apart(_ one: String, _ other: String) { #expect(Terms.stem(one) != Terms.stem(other)) }

    @Test func words() {
        #expect(
            Terms.words("listModels: vector_store-file's Übung") == [
                "list", "models", "vector", "store", "files", "übung",
            ])
        #expect(Terms.of("what is the file") == ["fil"])
    }

    @Test("every saying leads to words that some tool has")
    func synonyms() {
        let index = SearchIndex(
            Family.members.flatMap { member in
                member.offers.map {
                    SearchDocument(Reach.Entry(offer: $0, server: member.name, title: member.title))
                }
            })
        var unknown: Set<String> = []
        for (said, meant) in Synonyms.table {
            #expect(!said.isEmpty && !meant.isEmpty)
            unknown.formUnion(meant.filter { !Terms.of($0).allSatisfy { index.rarity($0) > 0 } })
        }
        #expect(unknown.isEmpty)
    }
}
