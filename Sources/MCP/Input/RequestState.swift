import JSON

/// What a server remembers between the rounds of one request, in the hands of the client.
///
/// It is sealed to the caller and to the request with its arguments, and lapses (2026-07-28, multi round-trip requests,
/// server requirements 4 and 5).
struct RequestState: Sendable {
    /// Seconds within which a client must answer.
    static let lifetime = 900.0

    /// The answers of earlier rounds as JSON text, by key.
    let answers: [(key: String, raw: [UInt8])]
    /// Keys of what has been asked so far: an answer that comes before its question was not given by who was asked.
    let asked: Set<String>

    func sealed(for origin: Origin, by sealer: any Sealer, now: Double) throws -> String {
        var writer = JSONWriter()
        writer.object { state in
            state.member("e", Int(now + Self.lifetime))
            state.key("a")
            state.object { for (key, raw) in answers { $0.member(key, raw: raw) } }
            state.member("q", .array(asked.sorted().map { .string($0) }))
        }
        return try sealer.seal(writer.bytes, for: origin.bytes)
    }

    init(answers: [(key: String, raw: [UInt8])], asked: Set<String>) {
        self.answers = answers
        self.asked = asked
    }

    /// Opens what a client sent back; throws `invalidParams` where it cannot be believed.
    init(_ text: String, for origin: Origin, by sealer: (any Sealer)?, now: Double) throws(ProtocolError) {
        guard let bytes = sealer?.open(text, for: origin.bytes), let view = try? JSONDocument(bytes).root,
            let end = view["e"]?.int, let members = view["a"]?.members, let asked = view["q"]?.elements
        else {
            throw ProtocolError(
                .invalidParams,
                "\"requestState\" is not what this server gave you for this request; send the request anew without it.")
        }
        guard now < Double(end) else {
            throw ProtocolError(
                .invalidParams, "\"requestState\" has lapsed; send the request anew without it.")
        }
        answers = members.map { ($0.key, Array($0.value.raw)) }
        self.asked = Set(asked.compactMap(\.string))
    }

    /// The request that a state belongs to.
    struct Origin: Sendable {
        let caller: String
        let method: String
        let name: String
        let arguments: JSONView?

        /// What the seal holds on to. Arguments count by value, for a client may write the same ones differently.
        ///
        /// Made only where something is sealed or opened: most requests never ask.
        var bytes: [UInt8] {
            JSONValue.array([
                .string(caller), .string(method), .string(name),
                arguments.map { Self.sorted(JSONValue($0)) } ?? .null,
            ]).encoded
        }

        private static func sorted(_ value: JSONValue) -> JSONValue {
            switch value {
            case .object(let members):
                .object(
                    members.map { JSONValue.Member($0.key, sorted($0.value)) }
                        .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
            case .array(let elements): .array(elements.map(sorted))
            default: value
            }
        }
    }
}
