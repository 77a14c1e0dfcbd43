import JSON

/// Gathers the events of an image generation or edit: a `completed` event for each image.
public struct ImageStreamGatherer: StreamGatherer {
    private var images: [[UInt8]] = []
    /// What the images have in common, such as `size`, and the usage of them all.
    private var members: [(key: String, json: [UInt8])] = []
    private var previews = 0

    /// Creates a gatherer for one stream.
    public init() {}

    public mutating func take(_ event: JSONView) throws -> StreamDelta? {
        let type = event["type"]?.string ?? ""
        if type.hasSuffix(".partial_image") {
            previews += 1
            return .preview(previews, data: event["b64_json"]?.string ?? "")
        }
        guard type.hasSuffix(".completed") else { return nil }
        var image = JSONWriter(reserving: (event["b64_json"]?.raw.count ?? 0) + 64)
        image.object {
            for (key, value) in event.members where Self.ofImage.contains(key) { $0.member(key, raw: value.raw) }
        }
        images.append(image.bytes)
        for (key, value) in event.members where !Self.ofImage.contains(key) && !Self.ofEvent.contains(key) {
            let key = key == "created_at" ? "created" : key
            members.removeAll { $0.key == key }
            members.append((key, Array(value.raw)))
        }
        return nil
    }

    private static let ofImage: Set<String> = ["b64_json", "url", "revised_prompt"]
    private static let ofEvent: Set<String> = ["type", "sequence_number", "partial_image_index"]

    public var progress: StreamProgress { images.isEmpty ? .nothing : .enough }

    public var whole: [UInt8] {
        var writer = JSONWriter(reserving: images.reduce(256) { $0 + $1.count + 1 })
        writer.object {
            for (key, json) in members { $0.member(key, raw: json) }
            $0.key("data")
            $0.array { for image in images { $0.raw(image) } }
        }
        return writer.bytes
    }
}
