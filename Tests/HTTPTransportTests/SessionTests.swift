import Crypto
import MCP
import Synchronization
import Testing

@testable import HTTPTransport

@Suite struct SessionTests {
    private let seal = SessionSeal(key: SymmetricKey(size: .bits256))
    private let client = ClientDescription(
        revision: .v2025_06_18, name: "Some \"client\"", version: "2", capabilities: Array(#"{"sampling":{}}"#.utf8))

    @Test func anIdHoldsItsSession() throws {
        let id = try seal.seal(client: client, caller: "alice", server: "images", now: 1000)
        #expect(id.utf8.allSatisfy { (0x21...0x7E).contains($0) })
        let session = try #require(seal.open(id, now: 2000))
        #expect(session.client == client)
        #expect(session.caller == "alice")
        #expect(session.server == "images")
        let other = try #require(
            seal.open(try seal.seal(client: client, caller: "alice", server: "images", now: 1000), now: 1000))
        #expect(other.key != session.key)
    }

    @Test func everyChangeOfAnIdShows() throws {
        let id = Array(try seal.seal(client: client, caller: "a", server: "s", now: 0).utf8)
        for position in id.indices {
            var changed = id
            changed[position] = changed[position] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(seal.open(String(decoding: changed, as: UTF8.self), now: 0) == nil, "\(position)")
        }
        for text in [
            "", "AAAA", String(decoding: id.dropLast(4), as: UTF8.self), String(decoding: id, as: UTF8.self) + "AAAA",
        ] {
            #expect(seal.open(text, now: 0) == nil)
        }
        #expect(SessionSeal(key: SymmetricKey(size: .bits256)).open(String(decoding: id, as: UTF8.self), now: 0) == nil)
    }

    @Test func anIdExpires() throws {
        let id = try seal.seal(client: client, caller: "a", server: "s", now: 1000)
        #expect(seal.open(id, now: 1000 + 24 * 3600 - 1) != nil)
        #expect(seal.open(id, now: 1000 + 24 * 3600) == nil)
    }

    @Test func largeCapabilitiesDoNotSwellAnId() throws {
        var large = client
        large.name = String(repeating: "n", count: 10_000)
        large.capabilities = Array("{\"x\":\"\(String(repeating: "y", count: 5000))\"}".utf8)
        let id = try seal.seal(client: large, caller: "a", server: "s", now: 0)
        #expect(id.utf8.count < 500)
        #expect(seal.open(id, now: 0)?.client.capabilities == Array("{}".utf8))
    }

    @Test(arguments: [
        ("n", 100, 64), ("é", 100, 64), ("€", 100, 63), ("😀", 100, 64), ("a\u{301}\u{301}", 100, 63),
        ("n", 64, 64), ("n", 3, 3),
    ])
    func aNameIsCutBetweenCharacters(text: String, count: Int, bytes: Int) throws {
        let name = String(repeating: text, count: count)
        var named = client
        (named.name, named.version) = (name, name)
        let id = try seal.seal(client: named, caller: "a", server: "s", now: 0)
        let found = try #require(seal.open(id, now: 0)?.client)
        let kept = try #require(found.name)
        #expect(kept.utf8.count == bytes)
        #expect(found.version == kept)
        #expect(name.utf8.starts(with: kept.utf8))
    }

    @Test(arguments: [(512, true), (513, false)])
    func capabilitiesOfSomeSizeAreKept(size: Int, isKept: Bool) throws {
        var large = client
        large.capabilities = Array("{\"x\":\"\(String(repeating: "y", count: size - 8))\"}".utf8)
        #expect(large.capabilities.count == size)
        let id = try seal.seal(client: large, caller: "a", server: "s", now: 0)
        #expect((seal.open(id, now: 0)?.client.capabilities == large.capabilities) == isKept)
    }

    @Test func replicasShareTheSecret() throws {
        let (one, other) = (Secrets("a shared secret"), Secrets("a shared secret"))
        let id = try SessionSeal(key: one.sealing).seal(client: client, caller: "a", server: "s", now: 0)
        #expect(SessionSeal(key: other.sealing).open(id, now: 0) != nil)
        #expect(one.name(forHolderOf: "sk-1") == other.name(forHolderOf: "sk-1"))
        #expect(one.name(forHolderOf: "sk-1") != one.name(forHolderOf: "sk-2"))
        #expect(Secrets(nil).name(forHolderOf: "sk-1") != Secrets(nil).name(forHolderOf: "sk-1"))
    }

    @Test func theOldestEndedSessionIsForgotten() {
        let ended = EndedSessions(capacity: 3)
        let keys = (0..<5).map { Session.Key(bytes: [UInt8($0)]) }
        for key in keys { ended.insert(key) }
        ended.insert(keys[4])
        #expect(keys.map { ended.contains($0) } == [false, false, true, true, true])
    }

    // MARK: Over the wire

    @Test func aSessionIsOpenedUsedAndEnded() async throws {
        try await Harness.run { server in
            let id = try await server.initialize()
            let session = [("mcp-session-id", id), ("mcp-protocol-version", "2025-11-25")] + Message.both
            #expect(try await server.post(Message.initialized, session).status == 202)
            #expect(try await server.post(Message.list, session).status == 200)
            #expect(try await server.post(Message.list, session + [("x-unknown", "1")]).status == 200)

            let unknown = try await server.post(
                Message.list, [("mcp-session-id", id), ("mcp-protocol-version", "2031-01-01")])
            #expect(unknown.status == 400)
            for (headers, path) in [
                ([("mcp-session-id", String(id.dropLast()))], "/mcp"), ([("mcp-session-id", "x")], "/mcp"),
                ([("mcp-session-id", id), ("x-api-key", "sk-other")], "/mcp"), ([("mcp-session-id", id)], "/alpha/mcp"),
            ] {
                let answer = try await server.post(Message.list, headers, to: path)
                #expect(answer.status == 404)
                #expect(answer.code == -32600)
            }

            #expect(try await server.send(.DELETE).status == 400)
            #expect(try await server.send(.DELETE, "/mcp", session).status == 204)
            #expect(try await server.post(Message.list, session).status == 404)
            #expect(try await server.send(.DELETE, "/mcp", session).status == 404)
        }
    }

    @Test func anotherReplicaServesTheSession() async throws {
        let secret = "thirty-two characters or more of it"
        try await Harness.run({ $0.sessionSecret = secret }) { one in
            let id = try await one.initialize([("x-api-key", "sk-1")])
            try await Harness.run({ $0.sessionSecret = secret }) { other in
                let headers = [("mcp-session-id", id), ("x-api-key", "sk-1")]
                let answer = try await other.post(Message.list, headers)
                #expect(answer.status == 200)
            }
            try await Harness.run { stranger in
                let answer = try await stranger.post(Message.list, [("mcp-session-id", id)])
                #expect(answer.status == 404)
            }
        }
    }
}
