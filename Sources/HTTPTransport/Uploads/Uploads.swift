import HTTPTypes
import HummingbirdCore
import JSON
import MCP
import NIOCore
import Synchronization

/// Takes the files that callers post, each as it comes, and answers with what stands for it in an argument.
final class Uploads: Sendable {
    static let methods = "POST, OPTIONS"

    private let sink: any UploadSink
    private let limit: Int
    private let most: Int
    private let disconnects: DisconnectMonitor
    private let count = Atomic(0)

    init(_ sink: any UploadSink, _ configuration: HTTPConfiguration, disconnects: DisconnectMonitor) {
        self.sink = sink
        self.disconnects = disconnects
        limit = configuration.uploadLimit
        most = configuration.maxUploads
    }

    /// Takes the file in a body. Throws a ``Refusal``, or something else where the connection is of no more use.
    func take(
        _ body: RequestBody, _ fields: RequestFields, from principal: any Principal, _ channel: any Channel,
        _ writer: borrowing ResponseWriter
    ) async throws -> Answer {
        let intake = UploadIntake(try UploadForm(fields), limit: limit, sink: sink, principal: principal)
        try check(fields, intake.overhead)
        guard count.add(1, ordering: .relaxed).newValue <= most else {
            count.subtract(1, ordering: .relaxed)
            throw Refusal(
                .serviceUnavailable, "The server takes as many uploads as it can; send this one again in a moment.",
                fields: [.retryAfter: "1"])
        }
        defer { count.subtract(1, ordering: .relaxed) }
        if fields.expectsContinue { try await writer.writeInformationalHead(HTTPResponse(status: .continue)) }
        do {
            return try await receive(body, fields, intake, channel)
        } catch let refused as UploadRefused {
            await intake.abandon()
            throw Refusal(HTTPResponse.Status(code: refused.status), refused.message)
        } catch is StallGuard.RequestStalled {
            await intake.abandon()
            throw Refusal(.requestTimeout, "The upload stopped before it was whole; send it again.")
        } catch {
            await intake.abandon()
            throw error
        }
    }

    private func receive(
        _ body: RequestBody, _ fields: RequestFields, _ intake: UploadIntake, _ channel: any Channel
    ) async throws -> Answer {
        var size = 0
        for try await chunk in body {
            size += chunk.readableBytes
            guard size <= limit + intake.overhead else { throw UploadIntake.tooLarge(limit) }
            try await intake.take(Array(chunk.readableBytesView))
        }
        // The body also ends where the client has gone in the middle of it.
        try Task.checkCancellation()
        let isWhole = fields.contentLength.map { Int($0) == size } ?? !disconnects.hasLost(channel)
        guard isWhole else { throw CancellationError() }
        return .json(Self.text(try await intake.finish()), status: .created, [.cacheControl: "no-store"])
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
