import Catalogue
import Gateway
import JSON
import MCP

/// Makes a call of checked arguments: path, query, headers and body.
struct RequestBuilder: Sendable {
    private let endpoint: Endpoint
    private var defaults: CallDefaults
    private let files: FileBridge
    private let fillsModel: Bool
    private let outputLimit: String?
    private let takesTemperature: Bool
    private let canStream: Bool

    init(_ endpoint: Endpoint, environment: ToolEnvironment) {
        self.endpoint = endpoint
        defaults = environment.defaults
        files = environment.files
        let names = Set(endpoint.fields.map(\.name))
        fillsModel = endpoint.fields.contains { $0.name == "model" && $0.traits.contains(.filled) }
        // An assistant or a run has settings of its own, which ours would override.
        let writesText = endpoint.treatment == .chat || endpoint.treatment == .response
        let limits = ["max_completion_tokens", "max_output_tokens", "max_tokens"]
        outputLimit = writesText ? limits.first { names.contains($0) } : nil
        takesTemperature = writesText && names.contains("temperature")
        canStream = endpoint.method == .post && endpoint.streamField != nil
    }

    /// A builder that fills in further defaults where the settings name none.
    func adding(_ further: CallDefaults) -> RequestBuilder {
        var copy = self
        copy.defaults = defaults.orElse(further)
        return copy
    }

    /// - Parameters:
    ///   - streams: whether somebody listens to progress, so that a stream is worth asking for.
    ///   - attached: files that some of the arguments only refer to.
    func call(
        _ arguments: Arguments, caller: Caller, streams: Bool, attached: Attachments = Attachments()
    ) async throws -> Call {
        var call = Call(endpoint, path: try path(arguments), query: query(arguments), caller: caller)
        if let beta = endpoint.beta { call.headers["OpenAI-Beta"] = beta }
        for item in arguments.headers { call.headers[item.name] = headerValue(item.value) }
        call.streams = canStream && (arguments["stream"]?.bool ?? (streams && isWorthStreaming(arguments)))
        switch arguments.encoding {
        case .json where endpoint.method == .post && endpoint.hasBody:
            call.body = .json(members(arguments, streams: call.streams, &call.defaulted))
        case .multipart, .multipartOrJSON:
            call.body = .multipart(try await parts(arguments, for: caller, attached, streams: call.streams))
        case .json:
            call.streams =
                arguments.query.contains { $0.name == "stream" && $0.value.bool == true }
                || endpoint.method == .get && endpoint.treatment == .events
        }
        return call
    }

    /// Whether a stream shows something before the end that a listener wants.
    private func isWorthStreaming(_ arguments: Arguments) -> Bool {
        switch endpoint.treatment {
        // Work in the background is to be answered at once; a stream of it would last until it is done.
        case .chat, .response: arguments["background"]?.bool != true
        // Without previews there is nothing to show, and not every model streams images.
        case .saveImages: arguments["partial_images"]?.int ?? 0 > 0
        case .transcript, .events: true
        case .forward, .embeddings, .saveFile: false
        }
    }

    // MARK: Path, query, headers

    private func path(_ arguments: Arguments) throws -> String {
        var path = endpoint.path
        for item in arguments.path {
            let text = item.value.string ?? String(decoding: item.value.raw, as: UTF8.self)
            // An empty id would name the list, and a dot another place.
            guard !text.isEmpty, text != ".", text != ".." else {
                throw ArgumentFault("`\(item.name)` is not an id; give the id of one object.")
            }
            path = path.replacingPlaceholder(item.name, with: PercentEncoding.segment(text))
        }
        return path
    }

    private func query(_ arguments: Arguments) -> [(name: String, value: String)] {
        var query: [(name: String, value: String)] = []
        if let fixed = arguments.fixedQuery { query.append(fixed) }
        for (name, value) in arguments.query where !value.isNull {
            switch value.kind {
            case .array:
                let key = name.hasSuffix("[]") ? name : name + "[]"
                for element in value.elements { query.append((key, headerValue(element))) }
            case .object:
                for (key, member) in value.members { query.append(("\(name)[\(key)]", headerValue(member))) }
            default:
                query.append((name, headerValue(value)))
            }
        }
        return query
    }

    private func headerValue(_ view: JSONView) -> String {
        if view.kind == .array { return view.elements.map { headerValue($0) }.joined(separator: ",") }
        return view.string ?? String(decoding: view.raw, as: UTF8.self)
    }

    // MARK: Body

    private func members(_ arguments: Arguments, streams: Bool, _ defaulted: inout Set<String>) -> Members {
        var members = Members()
        for item in arguments.body { members.append(unique: item.name, item.value.raw) }
        for item in arguments.extra { members.append(unique: item.name, item.value.raw) }
        for item in filled(arguments) { members.set(item.name, item.value) }
        if !usesStoredPrompt(arguments) { setDefaults(of: &members, &defaulted) }
        if streams {
            members.set("stream", true)
            if endpoint.treatment == .chat, members["stream_options"] == nil {
                // Without it a stream says nothing of what it cost.
                members.set("stream_options", ["include_usage": true])
            }
        } else if members["stream"] != nil {
            members["stream"] = nil
        }
        return members
    }

    private func setDefaults(of members: inout Members, _ defaulted: inout Set<String>) {
        if let outputLimit, let limit = defaults.maxTokens, members[outputLimit] == nil, members["max_tokens"] == nil {
            let isResponse = endpoint.treatment == .response
            // The older name is the one that compatible servers know; models that refuse it are known to us.
            let knowsBoth = members.string("model").map { !ModelTraits.usesMaxCompletionTokens($0) } ?? false
            let name = knowsBoth && !isResponse ? "max_tokens" : outputLimit
            // Fewer than 16 are refused for a response.
            members.set(name, .int(isResponse ? max(16, limit) : limit))
            defaulted.insert(name)
        }
        if takesTemperature, let temperature = defaults.temperature, members["temperature"] == nil {
            members.set("temperature", .double(temperature))
            defaulted.insert("temperature")
        }
    }

    /// Fields that the API requires and a caller need not give.
    private func filled(_ arguments: Arguments) -> [(name: String, value: JSONValue)] {
        guard fillsModel, arguments["model"].map(\.isNull) ?? true, !usesStoredPrompt(arguments) else { return [] }
        let isText = endpoint.defaultModel == Models.chat
        let model = isText ? defaults.model ?? endpoint.defaultModel : endpoint.defaultModel
        return model.map { [("model", .string($0))] } ?? []
    }

    /// A stored prompt has a model and settings of its own, which ours would override.
    private func usesStoredPrompt(_ arguments: Arguments) -> Bool { arguments["prompt"]?.kind == .object }

    private func parts(
        _ arguments: Arguments, for caller: Caller, _ attached: Attachments, streams: Bool
    ) async throws -> [Part] {
        var parts: [Part] = []
        for (name, value) in filled(arguments) {
            guard case .string(let text) = value else { continue }
            parts.append(Part(name, content: Array(text.utf8)))
        }
        for (name, value) in arguments.body + arguments.extra where !value.isNull && name != "stream" {
            parts += try await self.parts(name, value, for: caller, attached)
        }
        if streams { parts.append(Part("stream", content: Array("true".utf8))) }
        return parts
    }

    private func parts(
        _ name: String, _ value: JSONView, for caller: Caller, _ attached: Attachments
    ) async throws -> [Part] {
        guard let field = endpoint.fields.first(where: { $0.name == name }), field.shape.holdsFile else {
            guard let type = endpoint.partTypes[name] else { return Self.textParts(name, value) }
            let content = value.string.map { Array($0.utf8) } ?? Array(value.raw)
            return [Part(name, contentType: type, content: content)]
        }
        guard value.kind == .array else { return [try await filePart(name, value, for: caller, attached)] }
        var parts: [Part] = []
        for element in value.elements {
            parts.append(try await filePart(name + "[]", element, for: caller, attached))
        }
        return parts
    }

    /// Members and elements become parts of their own, named as OpenAI's libraries name them.
    private static func textParts(_ name: String, _ value: JSONView) -> [Part] {
        switch value.kind {
        case .null: []
        case .object: value.members.flatMap { textParts("\(name)[\($0.key)]", $0.value) }
        case .array: value.elements.flatMap { textParts(name + "[]", $0) }
        case .string: [Part(name, content: Array((value.string ?? "").utf8))]
        case .number, .bool: [Part(name, content: Array(value.raw))]
        }
    }

    private func filePart(
        _ name: String, _ value: JSONView, for caller: Caller, _ attached: Attachments
    ) async throws -> Part {
        do {
            let argument = value.string ?? ""
            let file: FileBridge.File
            if let known = attached[argument] {
                file = known
            } else {
                file = try await files.read(argument, for: caller)
            }
            return Part(name, filename: file.name, contentType: file.mediaType, content: file.content)
        } catch let refusal as FileBridge.Refusal {
            throw ArgumentFault("`\(name)`: \(refusal.message).")
        }
    }
}

extension Shape {
    /// Whether a file may stand here.
    fileprivate var holdsFile: Bool {
        switch self {
        case .file: true
        case .array(let element, _): element.holdsFile
        case .union(let shapes): shapes.contains { $0.holdsFile }
        default: false
        }
    }
}
