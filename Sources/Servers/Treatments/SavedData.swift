import Gateway
import JSON

/// Base64 of an answer that goes to files and not through the model.
struct SavedData {
    private let output: CallerOutput
    /// Files by where their data stood in the answer.
    private var files: [Int: SavedFile] = [:]

    init(in output: CallerOutput) { self.output = output }

    /// Decodes a value's text and saves it; nil where the value is no text.
    mutating func save(_ value: JSONView?, prefix: String, mediaType: String? = nil) throws -> SavedFile? {
        guard let value, let text = value.string else { return nil }
        guard let bytes = Base64.decode(Self.withoutScheme(text).utf8) else {
            throw APIError(.malformedAnswer, "the provider's answer holds data that is not Base64")
        }
        let file = try output.save(bytes, prefix: prefix, mediaType: mediaType)
        files[value.offset] = file
        return file
    }

    /// The answer without nulls, and with what is said of a file in place of its data.
    func compact(_ body: JSONView) -> [UInt8] {
        guard !files.isEmpty else { return body.compact }
        var writer = JSONWriter(reserving: 4096)
        writer.compact(body) { _, value in files[value.offset]?.json }
        return writer.bytes
    }

    /// Some servers answer with a data URI where OpenAI has bare Base64 or an address.
    private static func withoutScheme(_ text: String) -> Substring {
        guard text.hasPrefix("data:"), let comma = text.firstIndex(of: ",") else { return text[...] }
        return text[text.index(after: comma)...]
    }
}
