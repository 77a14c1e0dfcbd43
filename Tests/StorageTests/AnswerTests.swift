import Gateway
import Storage
import Testing

@Suite struct AnswerTests {
    private let folder = TemporaryFolder()
    private var answers: SQLiteAnswers { SQLiteAnswers(SQLiteFile(folder: folder.path)) }

    private func key(_ text: String, scope: String = "caller alice") -> CacheKey {
        CacheKey(scope: scope, bytes: Array(text.utf8))
    }

    private func answer(_ text: String, isStream: Bool = false, type: String? = "application/json") -> KeptAnswer {
        KeptAnswer(contentType: type, body: Array(text.utf8), isStream: isStream, provider: nil)
    }

    @Test func outliveTheProcess() async throws {
        try await answers.put(answer("one", isStream: true), for: key("k"), at: 5, within: 1000)
        let found = try #require(try await answers.get(key("k")))
        #expect(found.time == 5)
        #expect(found.answer.body == Array("one".utf8))
        #expect(found.answer.isStream)
        #expect(found.answer.contentType == "application/json")
        #expect(try await answers.get(key("K")) == nil)
        #expect(try await answers.get(key("k", scope: "caller bob")) == nil)
    }

    @Test func takeThePlaceOfEarlierOnes() async throws {
        let answers = answers
        for text in ["one", "two"] { try await answers.put(answer(text, type: nil), for: key("k"), at: 5, within: 50) }
        #expect(try await answers.get(key("k"))?.answer.body == Array("two".utf8))
        #expect(try await answers.get(key("k"))?.answer.contentType == nil)
        #expect(try await answers.purge(before: 6) == 1)
    }

    @Test func theOldestGoWhereThereIsNoRoom() async throws {
        let answers = answers
        let body = String(repeating: "x", count: 100)
        for number in 0..<10 {
            try await answers.put(answer(body), for: key("k\(number)"), at: Double(number), within: 400)
        }
        #expect(try await answers.get(key("k9")) != nil)
        #expect(try await answers.get(key("k6")) == nil)
        try await answers.put(answer(body), for: key("large"), at: 11, within: 10)
        #expect(try await answers.get(key("large")) == nil)
    }

    @Test func areErasedByScope() async throws {
        let answers = answers
        try await answers.put(answer("a"), for: key("k"), at: 1, within: 1000)
        try await answers.put(answer("b"), for: key("k", scope: "caller bob"), at: 1, within: 1000)
        #expect(try await answers.erase(scope: "caller alice") == 1)
        #expect(try await answers.get(key("k", scope: "caller bob")) != nil)
    }
}
