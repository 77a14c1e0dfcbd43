import Gateway
import Imaging
import JSON

/// Pictures to draw for one request, and how they are answered.
struct ImageJob: Sendable {
    let options: ImageOptions
    let prompt: String
    /// What the prompt is mixed with, such as the image that is edited.
    let seed: UInt64
    let created: Int
    /// Prefix of the event types of a stream.
    let eventPrefix: String
    var inputImages = 0

    private func picture(_ index: Int) -> Composition {
        Composition(
            prompt: prompt, seed: seed &+ UInt64(index), width: options.width, height: options.height,
            isTransparent: options.background == "transparent")
    }

    /// The object that holds all images.
    var object: JSONValue {
        let data = (0..<options.count).map { index -> JSONValue in
            let base64 = Base64.text(picture(index).png())
            return options.wantsURL
                ? ["url": .string("data:image/png;base64,\(base64)")] : ["b64_json": .string(base64)]
        }
        return .object([.init("created", .int(created)), .init("data", .array(data))] + look + [.init("usage", usage)])
    }

    private var look: [JSONValue.Member] {
        [
            .init("background", .string(options.background)), .init("output_format", "png"),
            .init("quality", .string(options.quality)), .init("size", .string("\(options.width)x\(options.height)")),
        ]
    }

    private var usage: JSONValue {
        let text = Pieces.count(prompt)
        let images = inputImages * 194
        return [
            "input_tokens": .int(text + images),
            "input_tokens_details": ["text_tokens": .int(text), "image_tokens": .int(images)],
            "output_tokens": .int(options.outputTokens),
            "output_tokens_details": ["text_tokens": 0, "image_tokens": .int(options.outputTokens)],
            "total_tokens": .int(text + images + options.outputTokens),
        ]
    }

    /// The events of a stream: the picture as it grows, then whole.
    var events: [EventStream.Event] {
        let partials = (0..<options.partialImages).map { index -> EventStream.Event in
            let share = Double(index + 1) / Double(options.partialImages + 1)
            return event("partial_image", share: share, [.init("partial_image_index", .int(index))])
        }
        return partials + [event("completed", share: 1, [.init("usage", usage)])]
    }

    private func event(_ name: String, share: Double, _ more: [JSONValue.Member]) -> EventStream.Event {
        let type = "\(eventPrefix).\(name)"
        return {
            let base64 = Base64.text(picture(0).png(share: share))
            let members: [JSONValue.Member] = [
                .init("type", .string(type)), .init("b64_json", .string(base64)), .init("created_at", .int(created)),
            ]
            return EventStream.frame(type, data: JSONValue.object(members + look + more).encoded)
        }
    }
}

extension EmbeddedProvider {
    /// The answer to a job, whole or as a stream.
    func draw(_ job: ImageJob) -> Answer { job.options.streams ? stream(job.events) : json(job.object) }
}

/// The images that a request sends along.
struct InputImages: Sendable {
    let contents: [[UInt8]]
    let headers: [ImageHeader]

    /// Reads parts named `image` or `image[]`, or the list `images` of a JSON body, which may name uploaded files.
    init(_ fields: Input, parts: [FormPart], files: CallerFiles) throws(Refusal) {
        var contents = parts.filter { $0.name == "image" || $0.name == "image[]" }.map(\.content)
        for reference in try fields["images"].list(1...16) ?? [] {
            let url = reference["image_url"]
            guard let text = try url.string() else {
                contents.append(try files.file(reference["file_id"]).content)
                continue
            }
            guard let data = DataURI(text) else {
                throw .unsupported(url.name, "The offline provider fetches nothing; send a base64-encoded data URI.")
            }
            contents.append(data.bytes)
        }
        guard !contents.isEmpty else { throw .missing("image") }
        var headers: [ImageHeader] = []
        for (position, content) in contents.enumerated() {
            guard let header = ImageHeader(content) else {
                throw Refusal(
                    message: "Invalid image file for image \(position + 1): it is no PNG, JPEG, GIF or WebP.",
                    param: "image",
                    code: "invalid_image_file")
            }
            headers.append(header)
        }
        self.contents = contents
        self.headers = headers
    }

    /// A number that changes with any byte of any image.
    var seed: UInt64 { contents.reduce(0) { Identity.hash($1, basis: $0 ^ 0xCBF2_9CE4_8422_2325) } }
}
