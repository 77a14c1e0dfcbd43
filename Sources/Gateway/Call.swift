import Catalogue
import JSON

/// One request to the API on its way through the gateway.
public struct Call: Sendable {
    public let endpoint: Endpoint
    /// Path below the base URL with its placeholders filled in and percent-encoded.
    public var path: String
    /// Query items in order, not yet encoded.
    public var query: [(name: String, value: String)]
    public var headers: Headers
    public var body: CallBody
    public var caller: Caller
    /// How the answer is wanted.
    public var answerForm: AnswerForm
    /// Body members that the settings filled in, not the caller; left out where the model does not take them.
    public var defaulted: Set<String> = []
    /// The retired model that the caller named, whose successor the body names now.
    public var replacedModel: String?
    /// The providers that may serve it; nil: there is only one.
    public var routing: Routing?
    /// Name of the server whose tool makes the call, such as `complete`.
    public var server: String?
    /// Name of the tool that makes the call; nil: that of the endpoint.
    public var tool: String?
    /// Whether the caller wants an earlier answer to an equal call, or a new one; nil: as the rules say.
    public var cache: Bool?
    /// Where stages write down what the call used and cost; nil where nobody asks.
    public var receipt: Receipt?

    /// Creates a call.
    public init(
        _ endpoint: Endpoint, path: String? = nil, query: [(name: String, value: String)] = [],
        headers: Headers = Headers(), body: CallBody = .none, caller: Caller = .local, streams: Bool = false
    ) {
        self.endpoint = endpoint
        self.path = path ?? endpoint.path
        self.query = query
        self.headers = headers
        self.body = body
        self.caller = caller
        answerForm = streams ? .events : .whole
    }

    /// Whether the answer is wanted as server-sent events.
    public var streams: Bool {
        get { answerForm == .events }
        set { answerForm = newValue ? .events : .whole }
    }

    /// The model that the body names, or nil; setting replaces the one that is there.
    public var model: String? {
        get {
            switch body {
            case .none: nil
            case .json(let members): members.string("model")
            case .multipart(let parts):
                parts.first { $0.isModel }?.text
            }
        }
        set {
            guard let newValue else { return }
            switch body {
            case .none: break
            case .json(var members):
                members.set("model", .string(newValue))
                body = .json(members)
            case .multipart(var parts):
                for position in parts.indices where parts[position].isModel {
                    parts[position].content = .bytes(Array(newValue.utf8))
                }
                body = .multipart(parts)
            }
        }
    }
}

/// How the body of a good answer is handed out.
public enum AnswerForm: Sendable, Hashable {
    /// Once it is there.
    case whole
    /// As it comes, and asked for as server-sent events.
    case events
    /// As it comes, whatever it is: for files, which need not fit into memory.
    case chunks
}

/// What a call sends.
public enum CallBody: Sendable {
    case none
    /// Members of one object; each value is JSON that nobody has decoded.
    case json(Members)
    /// `multipart/form-data`.
    case multipart([Part])
}

/// Members of a JSON object whose values stay bytes; a name stands once.
public struct Members: Sendable {
    private var items: [(name: String, value: ArraySlice<UInt8>)] = []

    /// Creates an empty object.
    public init() {}

    /// Members in order.
    public var all: [(name: String, value: ArraySlice<UInt8>)] { items }

    /// The JSON text of one member; nil removes it.
    public subscript(name: String) -> ArraySlice<UInt8>? {
        get { items.first { $0.name == name }?.value }
        set {
            let position = items.firstIndex { $0.name == name }
            switch (position, newValue) {
            case (let position?, let value?): items[position].value = value
            case (let position?, nil): items.remove(at: position)
            case (nil, let value?): items.append((name, value))
            case (nil, nil): break
            }
        }
    }

    /// Appends a member whose name is known to be new.
    public mutating func append(unique name: String, _ value: ArraySlice<UInt8>) { items.append((name, value)) }

    /// The value of a member that is a string, or nil.
    public func string(_ name: String) -> String? {
        guard let json = self[name], json.first == UInt8(ascii: "\"") else { return nil }
        // Nearly every name of a model is plain text, which needs no parser.
        guard json.contains(UInt8(ascii: "\\")) else {
            return String(decoding: json.dropFirst().dropLast(), as: UTF8.self)
        }
        return try? JSONDocument(Array(json)).root.string
    }

    /// Sets a member from a value.
    public mutating func set(_ name: String, _ value: JSONValue) { self[name] = value.encoded[...] }

    /// The object as compact JSON; the values are copied as they are.
    public var encoded: [UInt8] {
        var writer = JSONWriter(reserving: items.reduce(16) { $0 + $1.name.utf8.count + $1.value.count + 4 })
        writer.object { for item in items { $0.member(item.name, raw: item.value) } }
        return writer.bytes
    }
}

/// One part of a multipart body (RFC 7578).
public struct Part: Sendable {
    public var name: String
    /// Set for files only.
    public var filename: String?
    public var contentType: String?
    public var content: FileContent

    /// Creates a part.
    public init(_ name: String, filename: String? = nil, contentType: String? = nil, content: FileContent) {
        self.name = name
        self.filename = filename
        self.contentType = contentType
        self.content = content
    }

    /// Creates a part of bytes.
    public init(_ name: String, filename: String? = nil, contentType: String? = nil, content: [UInt8]) {
        self.init(name, filename: filename, contentType: contentType, content: .bytes(content))
    }

    /// The content of a field as text; nil where it is a file on disk.
    var text: String? {
        if case .bytes(let bytes) = content { String(decoding: bytes, as: UTF8.self) } else { nil }
    }

    fileprivate var isModel: Bool { name == "model" && filename == nil }
}

/// Who sent a request.
public struct Caller: Sendable, Hashable {
    /// Name of the caller's token, or a keyed hash of its key; never a key. Cache, handles and budgets belong to it.
    public let id: String
    /// The provider key that the caller brought, if any. Goes to one provider only, and into no text.
    public let key: SecretString?
    /// Whether the operator's own provider key may serve this caller.
    public let mayUseServerKey: Bool
    /// Whether the operator's admin key may serve this caller; over HTTP only by an explicit grant.
    public let mayUseAdminKey: Bool
    public let grant: Grant

    /// Creates a caller.
    public init(
        id: String, key: SecretString? = nil, mayUseServerKey: Bool, mayUseAdminKey: Bool = false,
        grant: Grant = Grant()
    ) {
        self.id = id
        self.key = key
        self.mayUseServerKey = mayUseServerKey
        self.mayUseAdminKey = mayUseAdminKey
        self.grant = grant
    }

    /// Whoever started the process: the client of a stdio server.
    public static let local = Caller(id: "local", mayUseServerKey: true, mayUseAdminKey: true)
}

/// Text that must not be printed: every description of it is a placeholder.
public struct SecretString: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
    /// The text itself; only what sends it to its owner reads this.
    public let exposed: String

    /// Wraps a secret.
    public init(_ text: String) { exposed = text }

    public var description: String { "<redacted>" }
    public var debugDescription: String { "<redacted>" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
