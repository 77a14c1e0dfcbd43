import JSON
import MCP
import NIOHTTP1
import Synchronization

/// Takes the files that callers post, each as it comes, and answers with what stands for it in an argument.
final class Uploads: Sendable {
    static let methods = "POST, OPTIONS"

    private let sink: any UploadSink
    private let limit: Int
    private let most: Int
    private let count = Atomic(0)

    init(_ sink: any UploadSink, _ configuration: HTTPConfiguration) {
        self.sink = sink
        limit = configuration.uploadLimit
        most = configuration.maxUploads
    }

    /// Makes ready to take the file in a body.
    func intake(_ fields: RequestFields, from principal: any Principal) throws(Refusal) -> UploadIntake {
        let intake = UploadIntake(try UploadForm(fields), limit: limit, sink: sink, principal: principal)
        try check(fields, intake.overhead)
        return intake
    }

    /// Takes the file in a body. Throws a ``Refusal``, or something else where the connection is of no more use.
    func take(_ body: IncomingBody, _ intake: UploadIntake) async throws -> Answer {
        guard count.add(1, ordering: .relaxed).newValue <= most else {
            count.subtract(1, ordering: .relaxed)
            throw Refusal(
                .serviceUnavailable, "The server takes as many uploads as it can; send this one again in a moment.",
                fields: ["Retry-After": "1"])
        }
        defer { count.subtract(1, ordering: .relaxed) }
        do {
            return try await receive(body, intake)
        } catch let refused as UploadRefused {
            await intake.abandon()
            throw Refusal(HTTPResponseStatus(statusCode: refused.status), refused.message)
        } catch is IncomingBody.Stalled {
            await intake.abandon()
            throw Refusal(.requestTimeout, "The upload stopped before it was whole; send it again.")
        } catch {
            await intake.abandon()
            throw error
        }
    }

    private func receive(
        _ body: IncomingBody, _ intake: UploadIntake
    ) async throws -> Answer {
        var size = 0
        while let pieces = try await body.next() {
            // At once, so that what comes in crumbs is looked through no more often.
            var bytes: [UInt8] = []
            for piece in pieces { piece.withUnsafeReadableBytes { bytes.append(contentsOf: $0) } }
            size += bytes.count
            guard size <= limit + intake.overhead else { throw UploadIntake.tooLarge(limit) }
            try await intake.take(bytes)
        }
        try Task.checkCancellation()
        return .json(Self.text(try await intake.finish()), status: .created, ["Cache-Control": "no-store"])
    }

    private func check(_ fields: RequestFields, _ overhead: Int) throws(Refusal) {
        if let coding = fields.contentEncoding, coding.lowercased() != "identity" {
            throw Refusal(.unsupportedMediaType, "Send the file without Content-Encoding.")
        }
        guard fields.contentLength != nil || fields.transferEncoding != nil else {
            throw Refusal(
                .lengthRequired, "Send the file as the body of the request, with Content-Length or in chunks.")
        }
        if let announced = fields.contentLength.flatMap({ Int($0) }), announced > limit + overhead {
            throw UploadIntake.tooLarge(limit)
        }
    }

    private static func text(_ receipt: UploadReceipt) -> [UInt8] {
        let value: JSONValue = [
            "uri": .string(receipt.uri), "bytes": .int(receipt.size), "sha256": .string(receipt.digest),
            "mime_type": .string(receipt.mediaType), "name": .string(receipt.name),
            "expires_at": .int(Int(receipt.expires)),
        ]
        return value.encoded
    }
}
