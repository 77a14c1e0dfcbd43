import JSON

/// How a text is cut for a vector store: pieces of equal length that overlap.
struct Chunking: Sendable {
    /// Longest chunk, in tokens.
    var size = 800
    /// Tokens that a chunk has in common with the one before.
    var overlap = 400

    /// Reads `chunking_strategy`; automatic where it is absent.
    init(_ input: Input) throws(Refusal) {
        guard let input = try input.object() else { return }
        guard try input["type"].required().choice(["auto", "static"]) == "static" else { return }
        let fixed = try input["static"].required()
        _ = try fixed.object()
        size = try fixed["max_chunk_size_tokens"].required().integer(100...4_096) ?? size
        overlap = try fixed["chunk_overlap_tokens"].required().integer(0...size / 2) ?? overlap
    }

    /// The chunking that is always reported, whatever was asked for.
    var object: JSONValue {
        [
            "type": "static",
            "static": ["max_chunk_size_tokens": .int(size), "chunk_overlap_tokens": .int(overlap)],
        ]
    }

    /// Where the chunks of a text lie in it.
    func chunks(of text: String) -> [Range<String.Index>] {
        let pieces = Pieces.split(text)
        var chunks: [Range<String.Index>] = []
        var start = 0
        while start < pieces.count {
            let end = min(start + size, pieces.count)
            chunks.append(pieces[start].startIndex..<pieces[end - 1].endIndex)
            guard end < pieces.count else { break }
            start = end - overlap
        }
        return chunks
    }
}
