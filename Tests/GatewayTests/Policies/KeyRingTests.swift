import Testing

@testable import Gateway

@Suite struct KeyRingTests {
    private let keys = ["a", "b", "c"].map { SecretString($0) }

    private func taken(_ ring: inout KeyRing, _ count: Int, at now: Double = 0) -> [String] {
        (0..<count).compactMap { _ in ring.next(at: now)?.exposed }
    }

    @Test func keysTakeTurns() {
        var ring = KeyRing(keys)
        #expect(taken(&ring, 5) == ["a", "b", "c", "a", "b"])
    }

    @Test func oneThatIsRefusedIsSetAsideAndComesBack() {
        var ring = KeyRing(keys)
        ring.report(.aside(seconds: 10), of: keys[1], at: 0)
        #expect(taken(&ring, 4, at: 1) == ["a", "c", "a", "c"])
        #expect(taken(&ring, 3, at: 11) == ["a", "b", "c"])
        ring.report(.good, of: keys[1], at: 11)
        #expect(taken(&ring, 3, at: 11) == ["a", "b", "c"])
    }

    @Test func withNoneLeftTheFirstToRecoverIsUsed() {
        var ring = KeyRing(keys)
        for (key, seconds) in zip(keys, [30.0, 10, 20]) { ring.report(.aside(seconds: seconds), of: key, at: 0) }
        #expect(ring.next(at: 1)?.exposed == "b")
        #expect(ring.next(tried: [keys[1]], at: 1) == nil, "the call has been refused once, that is enough")
        var none = KeyRing()
        #expect(none.next(at: 0) == nil)
    }

    @Test func keysThatStayKeepTheirStateWhenOthersChange() {
        var ring = KeyRing(keys)
        ring.report(.aside(seconds: 100), of: keys[0], at: 0)
        ring.update([keys[0], SecretString("d")])
        #expect(taken(&ring, 2, at: 1) == ["d", "d"])
    }

    @Test(
        arguments: [
            (200, [], "{}", .good),
            (401, [], "{}", .aside(seconds: 300)),
            (429, [], "{}", .aside(seconds: 5)),
            (429, [("retry-after", "7")], "{}", .aside(seconds: 7)),
            (429, [("retry-after", "4000")], "{}", .aside(seconds: 60)),
            (429, [], #"{"error":{"message":"m","code":"insufficient_quota"}}"#, .aside(seconds: 600)),
            (400, [], "{}", .good), (403, [], "{}", .good), (500, [], "{}", .neutral),
        ] as [(Int, [(name: String, value: String)], String, KeyRing.Verdict)])
    func verdicts(
        _ status: Int, _ headers: [(name: String, value: String)], _ body: String, _ expected: KeyRing.Verdict
    ) {
        let answer = Answer(status: status, headers: Headers(headers), body: .bytes(Array(body.utf8)))
        #expect(KeyRing.Verdict(answer, now: 0) == expected)
    }
}
