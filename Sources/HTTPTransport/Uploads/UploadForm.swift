/// How the file stands in the body of an upload.
enum UploadForm: Sendable {
    /// The body is the file.
    case raw(UploadHead)
    /// The file is a part of `multipart/form-data`.
    case form(boundary: String)

    init(_ fields: RequestFields) throws(Refusal) {
        guard let type = fields.contentType.map({ HeaderParameters($0) }), Self.isMediaType(type.value) else {
            throw Refusal(
                .unsupportedMediaType,
                "Say what the file is in Content-Type, such as image/png, or send it as multipart/form-data.")
        }
        switch type.value {
        case "multipart/form-data":
            guard let boundary = type["boundary"], FormReader(boundary: boundary) != nil else {
                throw Refusal(.unsupportedMediaType, "The Content-Type multipart/form-data needs a boundary.")
            }
            self = .form(boundary: boundary)
        case "application/x-www-form-urlencoded":
            throw Refusal(
                .unsupportedMediaType,
                "A form of this type has no file; send the file as multipart/form-data, or alone under its own Content-Type."
            )
        case let type where type.hasPrefix("multipart/"):
            throw Refusal(.unsupportedMediaType, "Of multipart bodies, only multipart/form-data is taken.")
        default:
            self = .raw(UploadHead(name: Self.name(fields), mediaType: type.value))
        }
    }

    private static func name(_ fields: RequestFields) -> String? {
        if let name = fields.filename { return PercentEncoding.decode(name) ?? name }
        return fields.contentDisposition.flatMap { HeaderParameters($0).filename }
    }

    /// `type/subtype` in the characters that such names have (RFC 6838, section 4.2).
    static func isMediaType(_ text: String) -> Bool {
        let names = text.split(separator: "/", omittingEmptySubsequences: false)
        return names.count == 2
            && names.allSatisfy { name in
                (1...127).contains(name.utf8.count)
                    && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "!#$&-^_.+".contains($0)) }
            }
    }
}
