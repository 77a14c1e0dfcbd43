/// What kind of data a file holds.
enum MediaType {
    /// By the first bytes, which do not lie as names do; nil where they are not known.
    static func of(_ content: [UInt8]) -> String? {
        func begins(_ bytes: [UInt8], at offset: Int = 0) -> Bool { content.dropFirst(offset).starts(with: bytes) }
        if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
        if begins([0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if begins(Array("GIF8".utf8)) { return "image/gif" }
        if begins(Array("RIFF".utf8)) {
            if begins(Array("WEBP".utf8), at: 8) { return "image/webp" }
            if begins(Array("WAVE".utf8), at: 8) { return "audio/wav" }
        }
        if begins(Array("%PDF-".utf8)) { return "application/pdf" }
        if begins(Array("ID3".utf8)) || begins([0xFF, 0xFB]) { return "audio/mpeg" }
        if begins(Array("OggS".utf8)) { return "audio/ogg" }
        if begins(Array("fLaC".utf8)) { return "audio/flac" }
        return nil
    }

    static func ofName(_ name: String) -> String? {
        guard let dot = name.lastIndex(of: ".") else { return nil }
        let suffix = name[name.index(after: dot)...].lowercased()
        return table.first { $0.suffixes.contains(suffix) }?.type
    }

    static func suffix(of type: String) -> String {
        table.first { $0.type == type }?.suffixes.first ?? "bin"
    }

    private static let table: [(type: String, suffixes: [String])] = [
        ("image/png", ["png"]), ("image/jpeg", ["jpg", "jpeg"]), ("image/webp", ["webp"]), ("image/gif", ["gif"]),
        ("image/svg+xml", ["svg"]), ("audio/wav", ["wav"]), ("audio/mpeg", ["mp3", "mpga"]),
        ("audio/ogg", ["ogg", "opus"]),
        ("audio/flac", ["flac"]), ("audio/aac", ["aac"]), ("audio/pcm", ["pcm", "pcm16"]),
        ("application/pdf", ["pdf"]), ("application/json", ["json"]),
        ("application/jsonl", ["jsonl"]), ("text/plain", ["txt", "md"]), ("text/csv", ["csv"]),
    ]
}
