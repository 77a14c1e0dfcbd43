import Testing

@testable import Servers

@Suite struct DepositIndexTests {
    private static let limits = DepositLimits(bytes: 100, bytesPerCaller: 60, count: 5, countPerCaller: 3)

    private func deposit(_ id: String, _ caller: String, _ size: Int, until expires: Double = 10) -> Deposit {
        Deposit(
            id: id, kind: .result, caller: caller, name: id, mediaType: "x/y", size: size, digest: "", expires: expires)
    }

    /// What had to go for a deposit that was put in as a writer does it.
    private func put(_ deposit: Deposit, into index: inout DepositIndex) throws -> [String] {
        let gone = try index.reserve(deposit.size, for: deposit.caller)
        do {
            return (gone + (try index.add(deposit))).map(\.id)
        } catch {
            index.release(deposit.size, of: deposit.caller)
            throw error
        }
    }

    @Test(
        "a caller's own oldest go, and no other's",
        arguments: [
            // Bytes of one caller.
            ([("a1", 30), ("a2", 30)], ("a3", 30), ["a1"]), ([("a1", 30), ("a2", 30)], ("a3", 60), ["a1", "a2"]),
            ([("a1", 30), ("a2", 30)], ("a3", 1), ["a1"]), ([("a1", 30)], ("a2", 30), []),
            // Number of one caller's.
            ([("a1", 1), ("a2", 1), ("a3", 1)], ("a4", 1), ["a1"]),
            ([("a1", 0), ("a2", 0), ("a3", 0)], ("a4", 0), ["a1"]),
            // Bytes of all.
            ([("a1", 20), ("b1", 60), ("a2", 20)], ("a3", 20), ["a1"]),
            ([("a1", 20), ("b1", 60), ("a2", 20)], ("a3", 40), ["a1", "a2"]),
            // Number of all.
            ([("a1", 1), ("b1", 1), ("b2", 1), ("b3", 1), ("c1", 1)], ("a2", 1), ["a1"]),
        ] as [([(String, Int)], (String, Int), [String])])
    func room(_ before: [(String, Int)], _ new: (String, Int), _ gone: [String]) throws {
        var index = DepositIndex(Self.limits)
        for (id, size) in before { #expect(try put(deposit(id, String(id.prefix(1)), size), into: &index) == []) }
        #expect(try put(deposit(new.0, String(new.0.prefix(1)), new.1), into: &index) == gone)
        for (id, _) in before + [new] {
            #expect((index.find(id, of: String(id.prefix(1)), at: 0) == nil) == gone.contains(id), "\(id)")
        }
    }

    @Test(
        "where that is not enough, the new one is refused and nothing goes",
        arguments: [
            ([("b1", 50), ("b2", 10), ("c1", 30)], ("a1", 20)), ([("a1", 10), ("b1", 60), ("c1", 30)], ("a2", 11)),
            ([], ("a1", 61)), ([("b1", 1), ("b2", 1), ("b3", 1), ("c1", 1), ("c2", 1)], ("a1", 1)),
        ] as [([(String, Int)], (String, Int))])
    func full(_ before: [(String, Int)], _ new: (String, Int)) throws {
        var index = DepositIndex(Self.limits)
        for (id, size) in before { _ = try put(deposit(id, String(id.prefix(1)), size), into: &index) }
        #expect(throws: DepositIndex.Full.self) { try put(deposit(new.0, "a", new.1), into: &index) }
        for (id, _) in before { #expect(index.find(id, of: String(id.prefix(1)), at: 0) != nil, "\(id)") }
    }

    @Test("what is being written counts, and can be given back")
    func reservations() throws {
        var index = DepositIndex(Self.limits)
        #expect(try index.reserve(40, for: "a").isEmpty)
        #expect(throws: DepositIndex.Full.self) { try index.reserve(21, for: "a") }
        #expect(try index.reserve(60, for: "b").isEmpty)
        #expect(throws: DepositIndex.Full.self) { try index.reserve(1, for: "c") }
        index.release(40, of: "a")
        #expect(try index.reserve(40, for: "c").isEmpty)
        index.release(40, of: "c")
        index.release(60, of: "b")
        #expect(index.isEmpty)
    }

    @Test("a caller sees its own, newest first, until they expire")
    func lists() throws {
        var index = DepositIndex(Self.limits)
        _ = try put(deposit("a1", "a", 1, until: 5), into: &index)
        _ = try put(deposit("a2", "a", 1), into: &index)
        _ = try put(deposit("b1", "b", 1), into: &index)
        #expect(index.list("a", at: 0).map(\.id) == ["a2", "a1"])
        #expect(index.find("b1", of: "a", at: 0) == nil)
        #expect(index.find("a1", of: "a", at: 4.9) != nil)
        #expect(index.find("a1", of: "a", at: 5) == nil)
        #expect(index.list("a", at: 5).map(\.id) == ["a2"])
        #expect(index.expire(at: 5).map(\.id) == ["a1"])
        #expect(Set(index.expire(at: 10).map(\.id)) == ["a2", "b1"])
        #expect(index.isEmpty)
    }
}
