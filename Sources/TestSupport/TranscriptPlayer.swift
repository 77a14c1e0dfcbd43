import JSON
import MCP

/// Plays one conversation: knows what was asked in which revision, and what the names in it stand for.
struct TranscriptPlayer {
    private let wire: any TranscriptWire
    private var names: [String: String] = [:]
    private var asked: [JSONValue: (method: String, revision: Revision)] = [:]
    private var agreed = Revision.assumed
    /// Of the last request.
    private var current = Revision.assumed
    private var checks: [Revision: MessageCheck] = [:]
    private var faults: [String] = []

    /// How often a request is sent again, and how long to wait in between.
    private static let polls = (count: 500, pause: Duration.milliseconds(20))

    init(_ wire: any TranscriptWire) { self.wire = wire }

    mutating func play(_ steps: [Transcript.Step]) async throws -> [String] {
        for step in steps {
            do {
                switch step {
                case .define(let name, let text): names[name] = filled(text)
                case .send(let line): try await send(filled(line))
                case .expect(let lines): try await expect(lines.map(filled))
                case .poll(let line, let last): try await poll(filled(line), until: filled(last))
                }
            } catch is Inbox.Silence {
                return faults + ["nothing came where a step says \(step)"]
            }
        }
        return faults
    }

    private func filled(_ line: String) -> String {
        guard line.contains("${") else { return line }
        var output = ""
        var rest = line[...]
        while let start = rest.firstRange(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
            output += rest[..<start.lowerBound]
            let name = String(rest[start.upperBound..<end])
            output += names[name] ?? "${\(name)}"
            rest = rest[rest.index(after: end)...]
        }
        return output + rest
    }

    private mutating func send(_ line: String) async throws {
        if let message = try? JSONDocument(line).root {
            for request in message.kind == .array ? Array(message.elements) : [message] { note(request) }
        }
        try await wire.send(Array(line.utf8))
    }

    private mutating func note(_ request: JSONView) {
        guard let id = request["id"], let method = request["method"]?.string else { return }
        let declared = request["params"]?["_meta"]?[MetaKey.protocolVersion]?.string
        if method == "initialize", let version = request["params"]?["protocolVersion"]?.string {
            agreed = .negotiated(asking: version)
        }
        current = declared == nil && method != "server/discover" ? agreed : .v2026_07_28
        asked[JSONValue(id)] = (method, current)
    }

    private mutating func expect(_ lines: [String]) async throws {
        var open = try lines.map { ($0, try JSONDocument($0).root) }
        for _ in lines {
            let message = try await receive()
            var found: [String: String] = [:]
            let place = open.firstIndex { Transcript.matches(message, $0.1, &found) }
            guard let place else {
                let text = open.map { $0.0 }.joined(separator: "\n      or ")
                faults.append("expected \(text)\n     came \(String(decoding: message.raw, as: UTF8.self))")
                continue
            }
            open.remove(at: place)
            names.merge(found) { $1 }
        }
    }

    private mutating func poll(_ line: String, until last: String) async throws {
        let expected = try JSONDocument(last).root
        var text = ""
        for _ in 0..<Self.polls.count {
            try await send(line)
            let message = try await receive()
            var found: [String: String] = [:]
            if Transcript.matches(message, expected, &found) {
                names.merge(found) { $1 }
                return
            }
            text = String(decoding: message.raw, as: UTF8.self)
            try await Task.sleep(for: Self.polls.pause)
        }
        faults.append("never came \(last)\n     but \(text)")
    }

    /// The next message, which must be one of its revision.
    private mutating func receive() async throws -> JSONView {
        let bytes = try await wire.receive()
        let message = try JSONDocument(bytes).root
        guard SharedFacts.arePresent else { return message }
        let request = message["method"] == nil ? message["id"].flatMap { asked[JSONValue($0)] } : nil
        let isSubscribed = message["params"]?["_meta"]?[MetaKey.subscriptionID] != nil
        let revision = request?.revision ?? (isSubscribed ? .v2026_07_28 : current)
        let check = try checks[revision] ?? MessageCheck(revision)
        checks[revision] = check
        faults += check.faults(in: message, answering: request?.method)
            .map { "schema \(revision.rawValue): \($0) in \(String(decoding: bytes, as: UTF8.self))" }
        return message
    }
}
