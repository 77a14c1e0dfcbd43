import HTTPTypes
import HummingbirdCore
import NIOCore

extension RequestBody {
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

    /// Reads the whole body, copying it once; before, asks a client for it that waits to be asked.
    func bytes(
        _ fields: RequestFields, limit: Int, _ writer: borrowing ResponseWriter
    ) async throws -> [UInt8] {
        let announced = fields.contentLength.flatMap { Int($0) } ?? 0
        guard announced <= limit else { throw Self.tooLarge(limit) }
        if fields.expectsContinue { try await writer.writeInformationalHead(HTTPResponse(status: .continue)) }
        var bytes: [UInt8] = []
        do {
            for try await chunk in self {
                guard bytes.count + chunk.readableBytes <= limit else { throw Self.tooLarge(limit) }
                if bytes.isEmpty { bytes.reserveCapacity(Swift.min(announced, 1 << 20)) }
                bytes.append(contentsOf: chunk.readableBytesView)
            }
        } catch is StallGuard.RequestStalled {
            throw Refusal(.requestTimeout, "The request did not arrive whole in time.", fields: [.connection: "close"])
        }
        return bytes
    }

    private static func tooLarge(_ limit: Int) -> Refusal {
        Refusal(.contentTooLarge, "The body of a request may have \(limit) bytes at most.")
    }
}
