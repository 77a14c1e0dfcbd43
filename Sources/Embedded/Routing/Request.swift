import Gateway
import JSON

/// One request as an endpoint sees it, whichever way it came in.
struct Request: Sendable {
    /// What a request carries.
    enum Content: Sendable {
        case none
        case json([UInt8])
        case multipart([FormPart])

        /// Takes over what a call carries; the files among it are read now.
        init(_ body: CallBody) throws {
            self =
                switch body {
                case .none: .none
                case .json(let members): .json(members.encoded)
                case .multipart(let parts): .multipart(try FormPart.read(parts))
                }
        }
    }

    let method: String
    /// Below the base URL, percent-encoded, without query.
    let path: String
    let query: [(name: String, value: String)]
    let content: Content
    /// Whose stored objects the request may see.
    let owner: String
    /// Seconds since 1970.
    let received: Double
    /// Decides every id and every random choice in the answer.
    let seed: UInt64
    /// Values of the placeholders in the path, decoded.
    var parameters: [String: String] = [:]

    init(
        method: String, path: String, query: [(name: String, value: String)], content: Content, owner: String,
        received: Double, number: Int
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.content = content
        self.owner = owner
        self.received = received
        var hash = Identity.hash("\(method) \(path)".utf8)
        switch content {
        case .none: break
        case .json(let bytes): hash = Identity.hash(bytes, basis: hash)
        case .multipart(let parts): for part in parts { hash = Identity.hash(part.content, basis: hash) }
        }
        seed = hash &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15
    }

    /// The second in which the answer is made.
    var created: Int { Int(received) }

    /// Whether anything came with the request.
    var hasBody: Bool { size > 0 }

    /// Bytes of what came with the request.
    var size: Int {
        switch content {
        case .none: 0
        case .json(let bytes): bytes.count
        case .multipart(let parts): parts.reduce(0) { $0 + $1.content.count }
        }
    }

    /// The value of a placeholder.
    func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// The body, which must be a JSON object.
    func json() throws(Refusal) -> Input {
        guard case .json(let bytes) = content, !bytes.isEmpty else {
            throw Refusal(message: "This endpoint takes a JSON object as its body (Content-Type: application/json).")
        }
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONDocument(bytes)
        } catch {
            throw Refusal(message: "The body of the request is not valid JSON: \(error).")
        }
        guard document.root.kind == .object else {
            throw Refusal(message: "The body of the request must be a JSON object.")
        }
        return Input(document.root)
    }

    /// The fields and files of a body that may be multipart or JSON. `typed` fields are no text but other JSON.
    func form(typed: Set<String>) throws(Refusal) -> (fields: Input, files: [FormPart]) {
        guard case .multipart(let parts) = content else { return (try json(), []) }
        guard parts.count <= 1_024 else { throw Refusal(message: "A form may have at most 1024 fields.") }
        let fields = FormFields.object(of: parts.filter { $0.filename == nil }, typed: typed)
        guard let document = try? JSONDocument(fields.encoded) else {
            throw Refusal(message: "The multipart body could not be read.")
        }
        return (Input(document.root), parts.filter { $0.filename != nil })
    }

    // MARK: Query

    /// First value of a query item, or nil.
    func queryItem(_ name: String) -> String? { query.first { $0.name == name }?.value }

    /// A query item as text, for reading with the API's own errors.
    func queryInput(_ name: String, typed: Bool = false) -> Input {
        guard let value = queryItem(name) else { return Input(nil, name: name) }
        if typed, let document = try? JSONDocument(value) { return Input(document.root, name: name) }
        return Input((try? JSONDocument(JSONValue.string(value).encoded))?.root, name: name)
    }

    /// How the API pages through lists.
    func page(defaultOrder: String, atMost longest: Int = 100, limit: Int = 20) throws(Refusal) -> Page {
        Page(
            after: queryItem("after"), before: queryItem("before"),
            limit: try queryInput("limit", typed: true).integer(1...longest) ?? limit,
            isAscending: (try queryInput("order").choice(["asc", "desc"]) ?? defaultOrder) == "asc")
    }
}
