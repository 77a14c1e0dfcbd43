import JSON

/// What makes two calls equal: everything that is sent, who may see the answer, and who would give it.
///
/// The key is the whole of that and not a digest of it, so that no two calls can be mistaken for each other.
public struct CacheKey: Sendable, Hashable {
    /// Whose answers may be served.
    public let scope: String
    /// The canonical request.
    public let bytes: [UInt8]
    /// Of both, found once: a key is looked up several times.
    private let digest: Int

    /// A longer request is not remembered.
    static let longest = 256 << 10

    /// Creates a key from its parts, as a store has kept them.
    public init(scope: String, bytes: [UInt8]) {
        self.scope = scope
        self.bytes = bytes
        digest = Self.digest(scope, bytes)
    }

    private static func digest(_ scope: String, _ bytes: [UInt8]) -> Int {
        var hasher = Hasher()
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
        hasher.combine(scope)
        return hasher.finalize()
    }

    /// The key of a call; nil where it is too long, or sends a file.
    ///
    /// Members in another order, other white space and other escapes make no difference; another spelling of a number does.
    ///
    /// - Parameters:
    ///   - provider: identity of whoever would answer.
    ///   - leavingOut: a text in the body that is not to count.
    init?(_ call: Call, scope: String, provider: String, leavingOut text: ArraySlice<UInt8>? = nil) {
        var writer = KeyWriter()
        writer.add(provider)
        writer.add("\(call.endpoint.method.rawValue) \(call.path) \(call.answerForm)")
        for item in call.query.sorted(by: { $0.name < $1.name }) {
            writer.add(item.name)
            writer.add(item.value)
        }
        for field in call.headers.fields.sorted(by: { $0.name < $1.name }) {
            writer.add(field.name.lowercased())
            writer.add(field.value)
        }
        switch call.body {
        case .none: break
        case .json(let members):
            guard members.all.reduce(0, { $0 + $1.value.count }) <= Self.longest else { return nil }
            for member in members.all.sorted(by: { $0.name < $1.name }) {
                writer.add(member.name)
                // Most values are spelled in the one way that there is.
                if text == nil, Self.isPlain(member.value) {
                    writer.add(member.value)
                    continue
                }
                guard let document = try? JSONDocument(Array(member.value)) else { return nil }
                var json = document.root.canonical
                if let text, member.value.startIndex <= text.startIndex, text.endIndex <= member.value.endIndex {
                    json = Self.without(text, member.value)
                }
                writer.add(json)
            }
        case .multipart(let parts):
            guard parts.reduce(0, { $0 + $1.content.count }) <= Self.longest else { return nil }
            for part in parts {
                guard case .bytes(let bytes) = part.content else { return nil }
                writer.add(part.name)
                writer.add(part.filename ?? "")
                writer.add(part.contentType ?? "")
                writer.add(bytes)
            }
        }
        self.init(scope: scope, bytes: writer.bytes)
    }

    /// Whether a value is its own canonical JSON: a number, a word, or a string without escapes.
    private static func isPlain(_ json: ArraySlice<UInt8>) -> Bool {
        switch json.first {
        case UInt8(ascii: "{"), UInt8(ascii: "["), nil: false
        case UInt8(ascii: "\""): !json.contains(UInt8(ascii: "\\"))
        default: true
        }
    }

    /// A member's canonical JSON with an empty string in place of one of its strings.
    private static func without(_ text: ArraySlice<UInt8>, _ member: ArraySlice<UInt8>) -> [UInt8] {
        let json = Array(member[..<text.startIndex]) + Array("\"\"".utf8) + Array(member[text.endIndex...])
        return (try? JSONDocument(json).root.canonical) ?? json
    }

    /// Bytes that it takes.
    var size: Int { bytes.count + scope.utf8.count }

    public static func == (one: CacheKey, other: CacheKey) -> Bool {
        one.digest == other.digest && one.bytes == other.bytes && one.scope == other.scope
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}

/// Fields one behind the other, each after its length, so that no two lists have the same bytes.
private struct KeyWriter {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add($0) }
    }

    mutating func add(_ field: some Collection<UInt8>) {
        withUnsafeBytes(of: UInt64(field.count).littleEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: field)
    }
}
