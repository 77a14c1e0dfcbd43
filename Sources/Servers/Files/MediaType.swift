import Gateway

/// What kind of data a file holds.
enum MediaType {
    /// By content first, which does not lie as names do; then by what a sender declared, then by name.
    ///
    /// Of images and PDF, which always show what they are, neither a declaration nor a name is believed.
    static func of(_ content: FileContent, declared: String?, name: String?) throws(FileFailure) -> String {
        let head = try content.slice(0..<FileSignature.window).bytes()
        let tail = try content.slice(max(0, content.count - FileSignature.window)..<content.count).bytes()
        if let type = FileSignature.type(head: head[...], tail: tail[...]) { return type }
        let told = [declared, name.flatMap { ofName($0) }].compactMap { $0 }
        return told.first { isWellFormed($0) && !isUnspecific($0) && !FileSignature.isSure($0) }
            ?? TextKind.of(head, isWhole: head.count == content.count) ?? unknown
    }

    /// By the first bytes and the last; nil where they are not known.
    static func of(_ content: [UInt8]) -> String? {
        FileSignature.type(head: content.prefix(FileSignature.window), tail: content.suffix(FileSignature.window))
    }

    static func ofName(_ name: String) -> String? {
        guard let dot = name.lastIndex(of: ".") else { return nil }
        let suffix = name[name.index(after: dot)...].lowercased()
        return table.first { $0.suffixes.contains(suffix) }?.type
    }

    static func suffix(of type: String) -> String {
        table.first { $0.type == type }?.suffixes.first ?? "bin"
    }

    /// Whether a type is one of a pattern such as `image/*`.
    static func matches(_ type: String, _ pattern: String) -> Bool {
        pattern == "*/*" || pattern == type || pattern.hasSuffix("/*") && type.hasPrefix(pattern.dropLast())
    }

    private static let unknown = "application/octet-stream"

    private static func isUnspecific(_ type: String) -> Bool { [unknown, "binary/octet-stream"].contains(type) }

    /// `type/subtype` in the characters that such names have (RFC 6838, section 4.2): nothing that could end a header.
    private static func isWellFormed(_ type: String) -> Bool {
        let names = type.split(separator: "/", omittingEmptySubsequences: false)
        return names.count == 2
            && names.allSatisfy { name in
                (1...127).contains(name.utf8.count)
                    && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "!#$&-^_.+".contains($0)) }
            }
    }

    private static let table: [(type: String, suffixes: [String])] = [
        ("image/png", ["png"]), ("image/jpeg", ["jpg", "jpeg"]), ("image/webp", ["webp"]), ("image/gif", ["gif"]),
        ("image/svg+xml", ["svg"]), ("audio/wav", ["wav"]), ("audio/mpeg", ["mp3", "mpga", "mpeg"]),
        ("audio/ogg", ["ogg", "oga", "opus"]), ("audio/mp4", ["m4a"]),
        ("audio/flac", ["flac"]), ("audio/aac", ["aac"]), ("audio/pcm", ["pcm", "pcm16"]),
        ("video/mp4", ["mp4", "m4v"]), ("video/webm", ["webm"]), ("video/x-matroska", ["mkv"]),
        ("video/quicktime", ["mov"]),
        ("application/pdf", ["pdf"]), ("application/json", ["json"]),
        ("application/jsonl", ["jsonl"]), ("text/plain", ["txt"]), ("text/csv", ["csv"]),
        ("text/markdown", ["md"]), ("text/html", ["html", "htm"]),
        ("application/zip", ["zip"]), ("application/gzip", ["gz", "tgz"]),
        (FileSignature.word, ["docx"]), (FileSignature.sheet, ["xlsx"]), (FileSignature.slides, ["pptx"]),
    ]
}
