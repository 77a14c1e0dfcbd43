import JSON

/// What the body of an error answer says, whatever its shape.
struct APIErrorBody {
    var message: String?
    var type: String?
    var code: String?
    var param: String?
    /// Whether it says no more than the status does, as a server answers for a path that it does not know.
    private(set) var isBare = false

    /// Reads OpenAI's envelope and the shapes that other servers have; anything else leaves no more than a message.
    init(_ bytes: [UInt8], contentType: String? = nil) {
        if let document = try? JSONDocument(bytes) {
            read(document.root)
            isBare = code == nil && (message.map { Self.phrases.contains($0) } ?? (type == nil))
            return
        }
        isBare = true
        if contentType?.contains("html") == true || bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") {
            let title = Self.title(of: String(decoding: bytes.prefix(8_192), as: UTF8.self))
            message = "the provider answered with a web page instead of JSON" + (title.map { " (\"\($0)\")" } ?? "")
        } else if contentType?.hasPrefix("text/") ?? true, Self.isText(bytes) {
            message = String(decoding: bytes.prefix(8_192), as: UTF8.self)
        }
    }

    /// What web frameworks put into JSON by themselves where they know no path or method.
    private static let phrases: Set<String> = ["Not Found", "Not found", "File Not Found", "Resource not found"]

    /// Reads an error that came as JSON, such as an event of a stream.
    init(_ view: JSONView) { read(view) }

    private mutating func read(_ view: JSONView) {
        switch view.kind {
        case .string: message = view.string
        case .array: if let first = view[0] { read(first) }
        case .object:
            if let error = view["error"], error.kind == .object {
                take(error)
            } else {
                take(view)
                if let error = view["error"]?.string {
                    // OAuth has a code here and the sentence beside it; others have the sentence itself.
                    let sentence = view["error_description"]?.string ?? message
                    if sentence != nil { code = code ?? error }
                    message = sentence ?? error
                }
                if message == nil, let errors = view["errors"] ?? view["detail"] { message = Self.sentence(in: errors) }
            }
        default: break
        }
    }

    private mutating func take(_ error: JSONView) {
        message = error["message"].flatMap(Self.sentence)
        type = Self.word(error["type"])
        code = Self.word(error["code"])
        param = error["param"]?.string
    }

    /// A code may be a number: then it repeats the status and says nothing.
    private static func word(_ view: JSONView?) -> String? {
        view?.string.flatMap { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } ? nil : $0 }
    }

    /// The sentence in a `detail` or `errors` member: a string, or a list of objects as FastAPI has it.
    private static func sentence(in view: JSONView) -> String? {
        switch view.kind {
        case .string: return view.string
        case .array: return view[0].flatMap(sentence)
        case .object:
            guard let text = (view["msg"] ?? view["message"])?.string else { return nil }
            let place = view["loc"]?.elements.compactMap { $0.string ?? $0.number }.joined(separator: ".")
            return place.map { "\(text) (\($0))" } ?? text
        default: return nil
        }
    }

    private static func title(of page: String) -> String? {
        let lower = page.lowercased()
        guard lower.utf8.count == page.utf8.count, let open = lower.firstRange(of: "<title>"),
            let close = lower[open.upperBound...].firstRange(of: "</title>")
        else { return nil }
        let skipped = lower.utf8.distance(from: lower.startIndex, to: open.upperBound)
        let length = lower.utf8.distance(from: open.upperBound, to: close.lowerBound)
        let text = String(decoding: page.utf8.dropFirst(skipped).prefix(length), as: UTF8.self)
        return text.isEmpty ? nil : text
    }

    private static func isText(_ bytes: [UInt8]) -> Bool {
        !bytes.isEmpty && !bytes.contains { $0 < 0x20 && !(0x09...0x0D).contains($0) }
            && String(validating: bytes, as: UTF8.self) != nil
    }
}
