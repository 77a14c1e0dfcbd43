import JSON
import MCP
import TestSupport
import Testing

/// Requests that the schemas of the revisions allow, whole and damaged, through dispatch.
@Suite(.enabled(if: SharedFacts.arePresent)) struct DispatchFuzzTests {
    /// Requests of each kind, half of them damaged. The seeds never change, so that a failure comes again.
    private static let count: UInt64 = 60

    /// The requests that a client of a revision may send, by the names of their definitions.
    private static func requests(_ schema: JSONDocument, _ revision: Revision) -> [String] {
        let definitions = schema.root["definitions"] ?? schema.root["$defs"]
        return definitions?["ClientRequest"]?["anyOf"]?.elements.compactMap { choice in
            choice["$ref"]?.string?.split(separator: "/").last.map(String.init)
        } ?? []
    }

    @Test("each request gets one reply, and it is well-formed", .timeLimit(.minutes(5)), arguments: Revision.allCases)
    func dispatch(_ revision: Revision) async throws {
        let schema = try SharedFacts.json("mcp-schema/\(revision.rawValue).json")
        let fuzzed = try await FuzzedServer(revision)
        let values = SchemaValues(schema, known: fuzzed.known)
        let kinds = Self.requests(schema, revision)
        let checks = (own: try MessageCheck(revision), assumed: try MessageCheck(.assumed))
        #expect(kinds.count >= 10)
        for (place, kind) in kinds.enumerated() {
            for number in 0..<Self.count {
                var dice = Dice(seed: UInt64(place) << 32 | number)
                let isDamaged = !number.isMultiple(of: 2)
                let request = Self.request(values.value(of: kind, &dice), isDamaged: isDamaged, revision, &dice)
                let exchange = try await fuzzed.exchange(request, answer: Self.answer(&dice))
                let faults = try Self.faults(in: exchange, to: request, checks, revision)
                #expect(
                    faults.isEmpty,
                    "\(kind) \(number): \(faults.joined(separator: "; "))\n\(String(decoding: request.prefix(2000), as: UTF8.self))"
                )
            }
        }
        await fuzzed.server.features.tasks?.suspend()
    }

    /// The message under an id of its own. Its method may be damaged too, and its parameters anywhere.
    private static func request(
        _ value: JSONValue, isDamaged: Bool, _ revision: Revision, _ dice: inout Dice
    ) -> [UInt8] {
        var method = value["method"] ?? "ping"
        var params = value["params"] ?? [:]
        if isDamaged, dice.hits(oneIn: 10) {
            method = .string(
                dice.pick(["", "tools/Call", "tools/call ", "notifications/cancelled", "\u{0}", "initialize"]))
        } else if isDamaged {
            for _ in 0...Int.random(in: 0...2, using: &dice) { params = Mutation.of(params, &dice) }
        }
        let id: JSONValue = dice.hits(oneIn: 2) ? 4711 : "four \u{1F340} \\ \""
        return JSONValue.object([
            .init("jsonrpc", "2.0"), .init("id", id), .init("method", method), .init("params", params),
        ]).encoded
    }

    /// What a client replies when it is asked; seldom what was wanted.
    private static func answer(_ dice: inout Dice) -> JSONValue {
        dice.pick([
            ["action": "accept", "content": ["value": "x", "name": "x"]], ["action": "decline"], [:], ["action": 7],
            ["role": "assistant", "content": ["type": "text", "text": "x"], "model": "m"], ["roots": []],
        ])
    }

    private static func faults(
        in exchange: FuzzedServer.Exchange, to request: [UInt8], _ check: (own: MessageCheck, assumed: MessageCheck),
        _ revision: Revision
    ) throws -> [String] {
        let message = try? JSONDocument(request).root
        // A request that has lost its metadata belongs to no revision, and counts as of the one that is assumed.
        let isStateless =
            message?["params"]?["_meta"]?[MetaKey.protocolVersion] != nil
            || message?["method"]?.string == "server/discover"
        let check = revision.isStateless && !isStateless ? check.assumed : check.own
        var faults: [String] = []
        let wanted = exchange.isSubscription ? 0 : 1
        if exchange.replies.count != wanted { faults.append("\(exchange.replies.count) replies") }
        for reply in exchange.replies {
            faults += check.faults(in: reply, answering: message?["method"]?.string)
            if let error = reply["error"] {
                let code = error["code"]?.int ?? 0
                if !known.contains(code) { faults.append("the code \(code)") }
                if error["message"]?.string?.isEmpty ?? true { faults.append("an error without words") }
                if error["message"]?.string?.contains("inside the server") == true { faults.append("an inner error") }
            }
        }
        for other in exchange.others { faults += check.faults(in: other, answering: nil) }
        return faults
    }

    private static let known: Set<Int> = [
        -32600, -32601, -32602, -32603, -32002, -32020, -32021, -32022,
    ]

    @Test("whatever the envelope, nothing hangs, and who can be answered is", .timeLimit(.minutes(2)))
    func envelopes() async throws {
        let server = try FixtureServer.make()
        let check = SharedFacts.arePresent ? try MessageCheck(.assumed) : nil
        for number in 0..<2000 as Range<UInt64> {
            var dice = Dice(seed: number)
            let whole: JSONValue = [
                "jsonrpc": "2.0", "id": 1, "method": "tools/call",
                "params": ["name": "echo", "arguments": ["text": "hi"]],
            ]
            let message = Mutation.of(whole, &dice).encoded
            let inbox = Inbox()
            let connection = Connection(server: server, principal: FixtureServer.Tester(), outlet: inbox)
            if let reply = connection.receive(message) { inbox.put(reply) }
            let view = try? JSONDocument(message).root
            let text = String(decoding: message.prefix(300), as: UTF8.self)
            let expectsReply =
                view.map { view in
                    if view.kind == .array { return true }
                    guard let read = try? Message(view) else { return true }
                    if case .request = read { return true }
                    return false
                } ?? true
            if expectsReply {
                let reply = try JSONDocument(try await inbox.next()).root
                let faults = check?.faults(in: reply, answering: nil) ?? []
                // To a batch, which the assumed revision has, the answer is one.
                let all = reply.kind == .array ? reply.elements.map { $0 } : [reply]
                #expect(all.allSatisfy { $0["jsonrpc"]?.string == "2.0" } && faults.isEmpty, "\(faults) to \(text)")
            }
            connection.close()
        }
    }
}
