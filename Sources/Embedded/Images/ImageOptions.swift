import Imaging
import JSON

/// The options that all endpoints for images share.
struct ImageOptions: Sendable {
    let model: String
    let count: Int
    let width: Int
    let height: Int
    let quality: String
    let background: String
    let streams: Bool
    let partialImages: Int
    /// A data URI in place of base64; the models of OpenAI that are still alive never answer so.
    let wantsURL: Bool

    /// Fields of a multipart body that are numbers or booleans.
    static let typedFields: Set<String> = ["n", "stream", "partial_images", "output_compression"]

    /// `original` is the first input image: its shape decides where no size is given.
    init(_ body: Input, defaultModel: String, original: ImageHeader? = nil) throws(Refusal) {
        model = try body["model"].string() ?? defaultModel
        count = try body["n"].integer(1...10) ?? 1
        (width, height) = try Self.size(body["size"], original: original)
        let quality = try body["quality"].choice(["auto", "low", "medium", "high", "standard", "hd"]) ?? "auto"
        self.quality = ["auto", "standard"].contains(quality) ? "medium" : quality == "hd" ? "high" : quality
        let background = try body["background"].choice(["auto", "opaque", "transparent"]) ?? "auto"
        self.background = background == "auto" ? "opaque" : background
        streams = try body["stream"].bool() ?? false
        partialImages = try body["partial_images"].integer(0...3) ?? 0
        let isURL = try body["response_format"].choice(["url", "b64_json"]) == "url"
        wantsURL = isURL && model == ServedModels.offline
        _ = try body["style"].choice(["vivid", "natural"])
        _ = try body["moderation"].choice(["auto", "low"])
        _ = try body["input_fidelity"].choice(["high", "low"])
        let format = try body["output_format"].choice(["png", "jpeg", "webp"])
        if let format, format != "png" {
            throw .unsupported("output_format", "The offline model draws PNG only, not '\(format)'.")
        }
        if let compression = try body["output_compression"].integer(0...100), compression < 100 {
            throw .unsupported("output_compression", "Compression below 100 is not supported for PNG.")
        }
        for name in ["svg", "complexity", "frame_count", "frame_duration_ms"] where body[name].isPresent {
            throw .unsupported(name, "The offline model draws single PNG pictures; it has no use for '\(name)'.")
        }
        if partialImages > 0, !streams {
            throw .invalidValue("partial_images", "'partial_images' needs 'stream: true'.")
        }
        if streams, count > 1 { throw .invalidValue("n", "A stream holds one image: leave out 'n'.") }
    }

    private static func size(_ field: Input, original: ImageHeader?) throws(Refusal) -> (Int, Int) {
        let text = try field.string() ?? "auto"
        if text == "auto" {
            guard let original else { return (1024, 1024) }
            let ratio = Double(original.width) / Double(original.height)
            return ratio > 1.2 ? (1536, 1024) : ratio < 0.83 ? (1024, 1536) : (1024, 1024)
        }
        let sides = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        guard sides.count == 2, let width = sides[0], let height = sides[1], (16...4096).contains(width),
            (16...4096).contains(height), width * height <= 8_388_608
        else {
            throw .invalidValue(
                field.name,
                "Invalid value: '\(text)'. Expected 'auto' or WIDTHxHEIGHT, each side 16 to 4096 and at most 8 megapixels together."
            )
        }
        return (width, height)
    }

    /// What an image is charged as: by quality and area, as OpenAI's tables have it.
    var outputTokens: Int {
        let square = ["low": 272, "medium": 1056, "high": 4160][quality] ?? 1056
        return count * max(1, square * width * height / 1_048_576)
    }
}
