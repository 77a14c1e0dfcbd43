import JSON

/// A file in a vector store: its text, cut into chunks that are embedded.
struct StoreFile: Sendable {
    /// One passage of the text, with the vector by which it is found.
    struct Chunk: Sendable {
        let range: Range<String.Index>
        let vector: [Float]
    }

    let id: String
    let filename: String
    let created: Int
    let chunking: Chunking
    var attributes: JSONValue?
    let text: String
    let chunks: [Chunk]
    let fault: ReadableText.Fault?

    /// Dimensions of the vectors: few, since there may be many of them.
    static let dimensions = 256

    /// Reads, cuts and embeds a file. What cannot be read becomes a failed file.
    init(_ file: FileRecord, created: Int, chunking: Chunking, attributes: JSONValue?) throws {
        id = file.id
        filename = file.filename
        self.created = created
        self.chunking = chunking
        self.attributes = attributes
        var text = ""
        var fault: ReadableText.Fault?
        do throws(ReadableText.Fault) {
            text = try ReadableText.read(file.content, name: file.filename)
        } catch {
            fault = error
        }
        var chunks: [Chunk] = []
        for range in chunking.chunks(of: text) {
            // A caller who has left does not want the rest.
            try Task.checkCancellation()
            chunks.append(Chunk(range: range, vector: Self.vector(String(text[range]))))
        }
        self.text = text
        self.chunks = chunks
        self.fault = fault
    }

    /// The vector of a passage or a question, as `/embeddings` would shorten it.
    static func vector(_ text: String) -> [Float] {
        TextVector.text(text, size: 1_536, dimensions: dimensions)
    }

    var weight: Int { text.utf8.count + chunks.count * (Self.dimensions * 4 + 64) + 512 }

    /// Bytes that the store is said to use.
    var usage: Int { fault == nil ? text.utf8.count + chunks.count * Self.dimensions * 4 : 0 }

    var status: String { fault == nil ? "completed" : "failed" }

    /// The `vector_store.file` object.
    func object(in store: String) -> JSONValue {
        [
            "id": .string(id), "object": "vector_store.file", "usage_bytes": .int(usage), "created_at": .int(created),
            "vector_store_id": .string(store), "status": .string(status),
            "last_error": fault.map { ["code": .string($0.code), "message": .string($0.message)] } ?? .null,
            "chunking_strategy": chunking.object, "attributes": attributes ?? [:],
        ]
    }
}
