import Gateway

/// One part of a form, whole in memory: the offline provider looks into its files.
struct FormPart: Sendable {
    let name: String
    /// Set for files only.
    let filename: String?
    let content: [UInt8]

    /// Bytes of all parts of one request: the largest file that is kept, and the fields beside it.
    static let limit = FileLimits().file + (1 << 20)

    /// Reads the parts of a call. Blocks.
    static func read(_ parts: [Part]) throws -> [FormPart] {
        guard parts.reduce(0, { $0 + $1.content.count }) <= limit else {
            throw Refusal(
                status: 413, message: "The offline provider takes at most \(limit) bytes in one request.",
                code: "file_too_large")
        }
        return try parts.map { FormPart(name: $0.name, filename: $0.filename, content: try $0.content.bytes()) }
    }
}
