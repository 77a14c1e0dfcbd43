import Gateway
import JSON

/// Base64 in answers, which goes to files and not through the model.
enum BinaryData {
    static let malformed = APIError(.malformedAnswer, "the provider's answer holds data that is not Base64")

    /// Saves decoded data; that the folder cannot be written is the operator's to mend.
    static func save(
        _ bytes: [UInt8], in output: OutputFolder, prefix: String, mediaType: String?
    ) throws -> OutputFolder.Saved {
        do {
            return try output.save(bytes, prefix: prefix, mediaType: mediaType)
        } catch let refusal as FileBridge.Refusal {
            throw APIError(
                .serverError,
                "the provider answered, but \(refusal.message); whoever runs this server must give it an output folder (--output)"
            )
        }
    }
}
