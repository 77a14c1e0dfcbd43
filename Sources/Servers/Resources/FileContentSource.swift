import Gateway
import JSON
import MCP

/// The content of an uploaded file, as text where it is text, up to the size of a result.
struct FileContentSource: ResourceSource {
    let reads: ProviderReads
    let suggestions: Suggestions

    private static let uri: URITemplate = "openai://files/{file_id}/content"

    var templates: [ResourceTemplate] {
        [
            ResourceTemplate(
                uri: Self.uri, name: "file-content", title: "Content of a file",
                description: "What is in an uploaded file; larger ones are saved with the tool file-content.",
                completers: ["file_id": suggestions.completer(.files)])
        ]
    }

    /// Nothing: the files themselves are listed, and not each may be downloaded.
    func list(from cursor: String?, for principal: any Principal) async throws -> ResourcePage {
        guard cursor == nil else { throw UnknownCursor() }
        return ResourcePage([])
    }

    func read(_ uri: String, for principal: any Principal) async throws -> [ResourceContents]? {
        guard let id = Self.uri.match(uri)?["file_id"] else { return nil }
        let caller = Caller(principal)
        var arguments = Members()
        arguments.set("file_id", .string(id))
        // Its size is asked for first, so that what is too large is not fetched.
        guard let file = try await reads.objectIfAny("file-get", arguments, for: caller)?.body else { return nil }
        if let size = file["bytes"]?.int { try refuseIfLarge(size, id, uri) }
        let bytes = try await reads.bytes("file-content", arguments, for: caller)
        try refuseIfLarge(bytes.count, id, uri)
        return [Self.contents(uri, bytes, name: file["filename"]?.string ?? "")]
    }

    private func refuseIfLarge(_ size: Int, _ id: String, _ uri: String) throws(ProtocolError) {
        let limit = reads.environment.maxResultSize
        guard size > limit else { return }
        throw ProtocolError(
            .invalidParams,
            "The file has \(size) bytes and a resource at most \(limit); save it with the tool file-content and file_id \(id.debugDescription).",
            data: ["uri": .string(uri), "bytes": .int(size)])
    }

    /// Text stays text; that it is none shows in bytes that no text has.
    static func contents(_ uri: String, _ bytes: [UInt8], name: String) -> ResourceContents {
        let type = MediaType.of(bytes) ?? MediaType.ofName(name)
        let isText = !bytes.contains { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        if isText, let text = String(validating: bytes, as: UTF8.self) {
            return ResourceContents(uri: uri, mimeType: type ?? "text/plain", .text(text))
        }
        return ResourceContents(uri: uri, mimeType: type ?? "application/octet-stream", .blob(bytes))
    }
}
