/// What must be true of a body before it is read.
enum RequestBody {
    /// Refuses a body that does not claim to be plain JSON. Bare clients may leave the claim out.
    static func checkIsJSON(_ fields: RequestFields) throws(Refusal) {
        if let type = fields.contentType, type != "application/json" {
            let essence = type.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
            guard essence == "application/json" else {
                throw Refusal(.unsupportedMediaType, "Send the message as Content-Type: application/json.")
            }
        }
        if let coding = fields.contentEncoding, coding.lowercased() != "identity" {
            throw Refusal(.unsupportedMediaType, "Send the message without Content-Encoding.")
        }
    }

    static func tooLarge(_ limit: Int) -> Refusal {
        Refusal(.payloadTooLarge, "The body of a request may have \(limit) bytes at most.")
    }

    static var late: Refusal {
        Refusal(.requestTimeout, "The request did not arrive whole in time.").closing
    }
}
