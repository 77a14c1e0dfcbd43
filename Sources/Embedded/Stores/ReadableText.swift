/// The text of a file as a vector store can search it.
enum ReadableText {
    /// Why a file has no text.
    struct Fault: Error, Sendable, Hashable {
        let code: String
        let message: String

        static func unsupported(_ what: String) -> Fault {
            Fault(
                code: "unsupported_file",
                message: "The offline provider reads text, Markdown, JSON, CSV and HTML; \(what).")
        }

        static func invalid(_ message: String) -> Fault { Fault(code: "invalid_file", message: message) }
    }

    /// Longest text that is cut and embedded, in bytes: longer ones would keep the caller waiting for minutes.
    static let longest = 4 << 20

    /// Reads a file. Its name says what it is; without an ending that is known, its bytes do.
    static func read(_ content: [UInt8], name: String) throws(Fault) -> String {
        let ending = name.contains(".") ? String(name.split(separator: ".").last ?? "").lowercased() : ""
        let isMarkup = ["html", "htm", "xhtml"].contains(ending)
        guard isMarkup || plain.contains(ending) || !foreign.contains(ending) else {
            throw .unsupported("'.\(ending)' files it does not")
        }
        guard !content.isEmpty else { throw .invalid("The file is empty.") }
        guard let text = decode(content) else {
            throw plain.contains(ending) || isMarkup
                ? .invalid("The file is not text in UTF-8 or UTF-16.") : .unsupported("this file is none of them")
        }
        guard text.utf8.count <= longest else {
            throw .invalid("The text is longer than the \(longest) bytes that the offline provider searches.")
        }
        let readable = isMarkup ? Markup.text(of: text) : text
        guard readable.contains(where: { !$0.isWhitespace }) else { throw .invalid("There is no text in the file.") }
        return readable
    }

    private static func decode(_ content: [UInt8]) -> String? {
        if content.starts(with: [0xFF, 0xFE]) || content.starts(with: [0xFE, 0xFF]) {
            let low = content[0] == 0xFF ? 0 : 1
            guard content.count % 2 == 0 else { return nil }
            let units = stride(from: 2, to: content.count, by: 2).map { position in
                UInt16(content[position + low]) | UInt16(content[position + 1 - low]) << 8
            }
            return String(validating: units, as: UTF16.self)
        }
        let isMarked = content.starts(with: [0xEF, 0xBB, 0xBF])
        guard let text = String(validating: content.dropFirst(isMarked ? 3 : 0), as: UTF8.self),
            !text.utf8.contains(0), !text.hasPrefix("%PDF-")
        else { return nil }
        return text
    }

    /// Endings of files whose bytes are the text itself.
    private static let plain: Set<String> = [
        "txt", "text", "md", "markdown", "json", "jsonl", "ndjson", "csv", "tsv", "log", "xml", "yaml", "yml", "toml",
        "tex", "rst", "c", "cpp", "cs", "css", "go", "h", "java", "js", "kt", "php", "py", "rb", "rs", "sh", "sql",
        "swift", "ts",
    ]

    /// Endings of files that hold more than text, even where their bytes could pass for it.
    private static let foreign: Set<String> = [
        "pdf", "doc", "docx", "odt", "ppt", "pptx", "odp", "xls", "xlsx", "ods", "rtf", "epub", "png", "jpg", "jpeg",
        "gif", "webp", "svg", "bmp", "mp3", "mp4", "wav", "ogg", "flac", "m4a", "webm", "mov", "avi", "zip", "tar",
        "gz", "bz2", "xz", "7z", "pkl", "exe", "bin",
    ]
}
