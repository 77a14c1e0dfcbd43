import Gateway
import JSON
import MCP

/// A message whose files are uploaded first: images become parts of it, others are attached for tools to read.
struct NewMessage: Sendable {
    let work: Work

    private struct Uploaded: Sendable {
        let id: String
        let mediaType: String
        var isImage: Bool { Self.shown.contains(mediaType) }

        /// What a message can show.
        static let shown: Set<String> = ["image/png", "image/jpeg", "image/gif", "image/webp"]
    }

    func result() async throws -> ToolResult {
        var members = ChatTools.members(work, "thread_id", "role", "content", "attachments", "metadata")
        let arguments = work.texts("files")
        guard !arguments.isEmpty else { return try await work.run("message-add", members) }
        let files = try await upload(arguments)
        members.set("content", content(showing: files.filter(\.isImage)))
        let attached = files.filter { !$0.isImage }
        if !attached.isEmpty {
            let given = work["attachments"].map { $0.elements.map { JSONValue($0) } } ?? []
            members.set("attachments", .array(given + attached.map(attachment)))
        }
        do {
            return try await work.run("message-add", members)
        } catch let error as APIError where (400..<500).contains(error.status ?? 0) {
            // The provider refused the message for certain, so that nothing refers to them.
            await delete(files)
            throw error
        }
    }

    /// All of them or none: what has arrived is deleted where one fails.
    private func upload(_ arguments: [String]) async throws -> [Uploaded] {
        let opened = try await concurrently(arguments, atMost: 3) { argument in
            try await work.file(argument, named: "files", limit: UploadPlan.largestFile)
        }
        let outcomes = try await concurrently(opened, atMost: 3) { file -> Result<Uploaded, any Error> in
            do {
                let isImage = Uploaded.shown.contains(file.mediaType)
                var settings = Members()
                settings.set("purpose", isImage ? "vision" : "assistants")
                let answer = try await FileUpload(work: work).send(file, settings)
                guard let id = answer.body?["id"]?.string else {
                    throw APIError(.malformedAnswer, "the provider took a file and gave no id; list the files")
                }
                return .success(Uploaded(id: id, mediaType: file.mediaType))
            } catch let error as CancellationError {
                throw error
            } catch {
                return .failure(error)
            }
        }
        let uploaded = outcomes.compactMap { try? $0.get() }
        guard uploaded.count == outcomes.count else {
            await delete(uploaded)
            return try outcomes.map { try $0.get() }
        }
        return uploaded
    }

    private func delete(_ files: [Uploaded]) async {
        for file in files {
            var members = Members()
            members.set("file_id", .string(file.id))
            _ = try? await work.send("file-delete", members)
        }
    }

    private func content(showing images: [Uploaded]) -> JSONValue {
        guard let content = work["content"] else { return .array([]) }
        guard !images.isEmpty else { return JSONValue(content) }
        let parts: [JSONValue] =
            content.string.map { [["type": "text", "text": .string($0)]] } ?? content.elements.map { JSONValue($0) }
        return .array(
            parts + images.map { ["type": "image_file", "image_file": ["file_id": .string($0.id)]] })
    }

    private func attachment(_ file: Uploaded) -> JSONValue {
        let asked = work.texts("file_tools")
        let tools = asked.isEmpty ? [Self.searched(file.mediaType) ? "file_search" : "code_interpreter"] : asked
        return ["file_id": .string(file.id), "tools": .array(tools.map { ["type": .string($0)] })]
    }

    /// Whether file search reads it: texts and documents, but no tables, archives, pictures and recordings.
    private static func searched(_ mediaType: String) -> Bool {
        if ["text/csv", "application/octet-stream"].contains(mediaType) { return false }
        return mediaType.hasPrefix("text/")
            || ["application/pdf", "application/json", FileSignature.word, FileSignature.slides].contains(mediaType)
    }
}
