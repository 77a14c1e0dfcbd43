import JSON

/// Sees each report of progress: how much is done, of how much, and a sentence.
public typealias ProgressHandler = @Sendable (Double, Double?, String?) -> Void

extension Client {
    /// All tools, page by page, but for those whose definition a client over HTTP has to reject (2026-07-28, Streamable
    /// HTTP, custom headers from tool parameters).
    public func listTools() async throws -> [JSONView] {
        let definitions = try await list("tools/list", "tools")
        let entries = definitions.map { (name: $0["name"]?.string ?? "", entry: KnownTools.Entry($0)) }
        tools.remember(entries)
        guard mirrorsArguments else { return definitions }
        return zip(definitions, entries).compactMap { definition, known in
            guard let fault = known.entry.fault else { return definition }
            features.warn?("The tool \(known.name.debugDescription) is left out: \(fault)")
            return nil
        }
    }

    /// Calls a tool and returns its result, an error of the tool's own included.
    ///
    /// - Parameters:
    ///   - arguments: a JSON object.
    ///   - observer: lets the call become a task, where server and tool have tasks, and follows it to its end. A client
    ///     that is cancelled meanwhile cancels the task.
    ///   - onProgress: asks for progress.
    public func call(
        _ tool: String, arguments: [UInt8], observer: TaskObserver? = nil, onProgress: ProgressHandler? = nil
    ) async throws -> JSONView {
        var draft = RequestDraft(
            "tools/call", name: tool, [.init("name", .string(tool)), .init("arguments", .raw(arguments))])
        if let onProgress { draft.progressToken = watch(onProgress) }
        defer { if let token = draft.progressToken { inbox.follow(token, nil) } }
        draft.followsTasks = observer != nil
        if observer != nil, revision?.hasTaskParameter ?? false {
            guard try await canBeTask(tool) else { return try await settle(draft).root }
            draft.params.append(.init("task", observer?.wish ?? [:]))
        }
        let result = try await callMirroring(draft, tool, arguments)
        guard let observer else { return result }
        if result["resultType"]?.string == "task" { return try await follow(result, observer) }
        if let task = result["task"] { return try await follow(task, observer) }
        return result
    }

    /// Calls with the headers that the tool's definition asks for, and once more with new ones where the definition has
    /// changed since it was read.
    private func callMirroring(_ draft: RequestDraft, _ tool: String, _ arguments: [UInt8]) async throws -> JSONView {
        guard mirrorsArguments else { return try await settle(draft).root }
        var draft = draft
        draft.mirrored = try await mirrored(of: tool, arguments)
        do {
            return try await settle(draft).root
        } catch ClientFailure.refused(ProtocolError.Code.headerMismatch.rawValue, _) {
            tools.forget()
            draft.mirrored = try await mirrored(of: tool, arguments)
            return try await settle(draft).root
        }
    }

    private func mirrored(of tool: String, _ arguments: [UInt8]) async throws -> [(header: String, text: String)] {
        if tools.isEmpty { _ = try await listTools() }
        guard let known = tools[tool] else { return [] }
        if let fault = known.fault { throw ClientFailure.unexpected("\(tool) cannot be called: \(fault)") }
        guard !known.mirrored.isEmpty else { return [] }
        let view = try JSONDocument(arguments).root
        return known.mirrored.compactMap { parameter in
            parameter.text(in: view).map { (header: parameter.header, text: $0) }
        }
    }

    private var mirrorsArguments: Bool { transport.hasHeaders && (revision?.hasStandardHeaders ?? false) }

    /// Registers a handler and returns the token of its reports.
    private func watch(_ report: @escaping ProgressHandler) -> Int {
        let token = number()
        inbox.follow(token) { params in
            guard let progress = params["progress"]?.double else { return }
            report(progress, params["total"]?.double, params["message"]?.string)
        }
        return token
    }

    /// Whether a call may become a task (2025-11-25, tasks, tool-level negotiation).
    private func canBeTask(_ tool: String) async throws -> Bool {
        guard serverCapabilities?["tasks"]?["requests"]?["tools"]?["call"] != nil else { return false }
        if tools.isEmpty { _ = try await listTools() }
        return (tools[tool]?.taskSupport ?? .forbidden) != .forbidden
    }

    /// All elements of a list, page by page.
    func list(_ method: String, _ key: String) async throws -> [JSONView] {
        var elements: [JSONView] = []
        var cursors: Set<String> = []
        var cursor: String?
        repeat {
            let page = try await request(RequestDraft(method, cursor.map { [.init("cursor", .string($0))] } ?? []))
            elements += page.root[key]?.elements.map { $0 } ?? []
            cursor = page.root["nextCursor"]?.string
            if let cursor, !cursors.insert(cursor).inserted {
                throw ClientFailure.unexpected("\(method) leads from page to page in a circle")
            }
        } while cursor != nil
        return elements
    }
}
