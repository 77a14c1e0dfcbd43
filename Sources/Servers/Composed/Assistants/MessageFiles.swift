import Gateway
import JSON

/// The files that a message of a thread has, each once, in the order in which they are found.
struct MessageFiles: Sendable {
    private(set) var all: [File] = []

    /// A file, and all places of the message that name it.
    struct File: Sendable {
        let id: String
        let message: String
        let created: JSONValue?
        /// Such as `attachment`, `image_file`, `file_path`, `file_citation`.
        var uses: [String] = []
        /// Tools that may read it.
        var tools: [String] = []
        /// Texts that stand for it, such as the path in a sandbox.
        var texts: [String] = []

        var json: JSONValue {
            var members: [JSONValue.Member] = [
                .init("id", .string(id)), .init("object", "thread.message.file"),
                .init("message_id", .string(message)),
            ]
            if let created { members.append(.init("created_at", created)) }
            members.append(.init("used_as", .array(uses.map { .string($0) })))
            if !tools.isEmpty { members.append(.init("tools", .array(tools.map { .string($0) }))) }
            if !texts.isEmpty { members.append(.init("texts", .array(texts.map { .string($0) }))) }
            return .object(members)
        }
    }

    /// Reads the message that a call names.
    init(of work: Work) async throws {
        let answer = try await work.send("message-get", ChatTools.members(work, "thread_id", "message_id"))
        guard let body = answer.body, body.kind == .object else {
            throw APIError(.malformedAnswer, "the provider answered without a message; check that it has threads")
        }
        self.init(message: body)
    }

    init(message: JSONView) {
        let id = message["id"]?.string ?? ""
        let created = message["created_at"].map { JSONValue($0) }
        func add(_ file: String?, _ use: String, tools: [String] = [], text: String? = nil) {
            guard let file else { return }
            let position = all.firstIndex { $0.id == file } ?? all.count
            if position == all.count { all.append(File(id: file, message: id, created: created)) }
            Self.extend(&all[position].uses, by: [use])
            Self.extend(&all[position].tools, by: tools)
            Self.extend(&all[position].texts, by: text.map { [$0] } ?? [])
        }
        for attachment in Self.list(message["attachments"]) {
            let tools = Self.list(attachment["tools"]).compactMap { $0["type"]?.string }
            add(attachment["file_id"]?.string, "attachment", tools: tools)
        }
        for part in Self.list(message["content"]) {
            add(part["image_file"]?["file_id"]?.string, "image_file")
            for note in Self.list(part["text"]?["annotations"]) {
                guard let type = note["type"]?.string else { continue }
                add(note[type]?["file_id"]?.string, type, text: note["text"]?.string)
            }
        }
    }

    /// The file of this id.
    subscript(id: String) -> File? { all.first { $0.id == id } }

    private static func list(_ view: JSONView?) -> [JSONView] { view.map { Array($0.elements) } ?? [] }

    private static func extend(_ list: inout [String], by items: [String]) {
        for item in items where !list.contains(item) { list.append(item) }
    }
}
