import Catalogue
import Gateway
import JSON

/// Arguments for a call, made up from an endpoint's field table, and what must come of them.
struct Example: CustomStringConvertible {
    /// What every file argument is: a data URI of the eight bytes with which a PNG begins.
    static let file = "data:image/png;base64,iVBORw0KGgo="
    static let fileContent: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    /// What every id in a path is, and how it must look there.
    static let id = (json: #""a\/b \u00fc:c""#, encoded: "a%2Fb%20%C3%BC:c")

    let endpoint: Endpoint
    let isMultipart: Bool
    let isFull: Bool
    /// Which shape of a union and which value of an enumeration is taken.
    let variant: Int

    var description: String {
        "\(endpoint.name) \(isFull ? "full \(variant)" : "minimal")\(isMultipart ? ", multipart" : "")"
    }

    /// Minimal and full arguments in each form of the body.
    static func all(of endpoint: Endpoint) -> [Example] {
        let forms = endpoint.encoding == .multipartOrJSON ? [false, true] : [endpoint.encoding == .multipart]
        return forms.flatMap { isMultipart in
            [Example(endpoint: endpoint, isMultipart: isMultipart, isFull: false, variant: 0)]
                + (0..<4).map { Example(endpoint: endpoint, isMultipart: isMultipart, isFull: true, variant: $0) }
        }
        .filter { !$0.isMultipart || endpoint.encoding == .multipart || $0.holdsFile }
    }

    /// The arguments by name, as JSON text.
    var arguments: [(field: Field, json: String)] {
        let others: Field.Traits = isMultipart ? .jsonOnly : .multipartOnly
        let fitting = endpoint.fields.filter { $0.traits.isDisjoint(with: others.union(.local)) }
        return fitting.filter { isFull || $0.isRequired && !$0.traits.contains(.filled) }
            .map { ($0, endpoint.location(of: $0) == .path ? Self.id.json : json($0.shape)) }
    }

    /// Where a body may have either form, only a file makes it multipart.
    private var holdsFile: Bool { arguments.contains { $0.json.contains(Self.file) } }

    /// Members of `extra_body`.
    var extra: [(name: String, json: String)] {
        isFull && endpoint.hasBody ? [("x_number", "1.50"), ("x_list", #"["a",true]"#)] : []
    }

    /// The whole as the client sends it.
    var json: String {
        var members = arguments.map { "\"\($0.field.name)\": \($0.json)" }
        if !extra.isEmpty {
            members.append("\"extra_body\": {\(extra.map { "\"\($0.name)\": \($0.json)" }.joined(separator: ", "))}")
        }
        return "{\(members.joined(separator: ", "))}"
    }

    // MARK: A value for each shape

    private func json(_ shape: Shape) -> String {
        switch shape {
        case .string(let values, _, _):
            return values.isEmpty ? #""na\u00efve \"x\" / 1""# : "\"\(values[variant % values.count])\""
        case .integer(let bounds): return bounds.lower.map { "\($0)" } ?? bounds.upper.map { "\($0)" } ?? "7.0"
        case .number(let bounds):
            return ["1.50", "0.50", "-0.50"].first { bounds.contains(Double($0) ?? 0) } ?? "0"
        case .boolean: return "true"
        case .array(let element, let bounds):
            let count = max(bounds.lower ?? 1, min(2, bounds.upper ?? 2))
            return "[\(Array(repeating: json(element), count: count).joined(separator: ", "))]"
        case .object(let members):
            let taken = members.filter { isFull || $0.isRequired }
            return "{\(taken.map { "\"\($0.name)\": \(json($0.shape))" }.joined(separator: ", "))}"
        case .map(let value): return "{\"k 1\": \(json(value))}"
        case .file: return "\"\(Self.file)\""
        case .union(let shapes):
            let hasFile = shapes.contains { Self.isFile($0) }
            let fitting = hasFile ? shapes.filter { Self.isFile($0) == isMultipart } : shapes
            return json(fitting[variant % fitting.count])
        case .json: return #"{"any": [1.50, null, "x"]}"#
        }
    }

    static func isFile(_ shape: Shape) -> Bool {
        switch shape {
        case .file: true
        case .array(let element, _): isFile(element)
        default: false
        }
    }
}

// MARK: What must come of it

extension Example {
    var expectedPath: String {
        endpoint.path.split(separator: "/", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("{") ? Self.id.encoded : String($0) }.joined(separator: "/")
    }

    var expectedQuery: [String] {
        get throws {
            let variant =
                sent(.header).isEmpty ? [] : endpoint.fold.map { ["\($0.query.name)=\($0.query.value)"] } ?? []
            return try variant
                + sent(.query).flatMap { try flat($0.field.name, $0.json) }.map { "\($0.name)=\($0.text)" }
        }
    }

    var expectedHeaders: [String: String] {
        get throws {
            let given = try sent(.header).map { item in
                (item.field.name, try flat("", item.json).map(\.text).joined(separator: ","))
            }
            let beta = endpoint.beta.map { [("OpenAI-Beta", $0)] } ?? []
            return Dictionary(uniqueKeysWithValues: given + beta)
        }
    }

    /// Members of a JSON body as the very text that came.
    var expectedMembers: [String: String] {
        var members: [String: String] = [:]
        for item in sent(.body) { members[item.field.name] = item.json }
        for item in extra { members[item.name] = item.json }
        if let model = endpoint.defaultModel, members["model"] == nil { members["model"] = "\"\(model)\"" }
        return members
    }

    /// Parts of a multipart body, sorted: name, file name and content.
    var expectedParts: [String] {
        get throws {
            var parts: [String] = []
            for item in sent(.body) {
                if let type = endpoint.partTypes[item.field.name] {
                    let value = try JSONDocument(item.json).root
                    parts.append("\(item.field.name) \(type)=\(value.string ?? item.json)")
                    continue
                }
                for (name, text) in try flat(item.field.name, item.json) {
                    parts.append(text == Self.file ? "\(name) file.png image/png" : "\(name)=\(text)")
                }
            }
            for item in extra { parts += try flat(item.name, item.json).map { "\($0.name)=\($0.text)" } }
            if let model = endpoint.defaultModel, !parts.contains(where: { $0.hasPrefix("model=") }) {
                parts.append("model=\(model)")
            }
            return parts.sorted()
        }
    }

    private func sent(_ location: Endpoint.Location) -> [(field: Field, json: String)] {
        arguments.filter { endpoint.location(of: $0.field) == location }
    }

    /// Scalars with names such as `include[]` and `metadata[k]`, as OpenAI's libraries write them.
    private func flat(_ name: String, _ json: String) throws -> [(name: String, text: String)] {
        Self.flat(name, try JSONDocument(json).root)
    }

    private static func flat(_ name: String, _ value: JSONView) -> [(name: String, text: String)] {
        switch value.kind {
        case .array: value.elements.flatMap { flat(name + "[]", $0) }
        case .object: value.members.flatMap { flat("\(name)[\($0.key)]", $0.value) }
        default: [(name, value.string ?? String(decoding: value.raw, as: UTF8.self))]
        }
    }
}
