import HTTPTypes
import HummingbirdCore
import NIOCore

/// Writes an answer to a connection.
struct AnswerWriter: ~Copyable {
    private let response: ResponseWriter
    /// Headers that every answer to this request has.
    private let extra: HTTPFields
    private let isHead: Bool

    init(_ response: consuming ResponseWriter, extra: HTTPFields, isHead: Bool) {
        self.response = response
        self.extra = extra
        self.isHead = isHead
    }

    /// Writes a whole answer in one go.
    consuming func write(_ status: HTTPResponse.Status, _ fields: HTTPFields, _ body: [UInt8]) async throws {
        var fields = fields.merging(extra)
        if status != .noContent { fields[.contentLength] = String(body.count) }
        let head = HTTPResponse(status: status, headerFields: fields)
        if body.isEmpty || isHead {
            try await response.writeResponse(head)
        } else {
            try await response.write(response: head, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
        }
    }

    /// Writes what becomes of a tool's work.
    consuming func write(_ pending: ReplyReader) async throws {
        var exchange = pending.exchange
        var step = Exchange.Step.wait
        while step == .wait {
            let inputs = await pending.mailbox.take()
            guard !inputs.isEmpty else { throw CancellationError() }
            step = exchange.advance(inputs)
        }
        if case .whole(let reply) = step {
            guard let reply else { return try await write(.accepted, [:], []) }
            let fields: HTTPFields = [.contentType: "application/json"]
            return try await write(HTTPResponse.Status(code: reply.status), fields, reply.bytes)
        }
        let head = HTTPResponse(status: .ok, headerFields: EventStream.fields.merging(extra))
        var body = try await response.writeHead(head)
        while true {
            if case .events(let bytes, let isLast) = step {
                if !bytes.isEmpty { try await body.write(ByteBuffer(bytes: bytes)) }
                if isLast { return try await body.finish(nil) }
            }
            let inputs = await pending.mailbox.take()
            guard !inputs.isEmpty else { throw CancellationError() }
            step = exchange.advance(inputs)
        }
    }

    /// Writes what a client is told of, as it reads.
    consuming func write(_ reply: SubscriptionReply) async throws {
        let head = HTTPResponse(status: .ok, headerFields: EventStream.fields.merging(extra))
        var body = try await response.writeHead(head)
        var events: [UInt8] = []
        EventStream.append(await reply.subscription.begin(), to: &events)
        try await body.write(ByteBuffer(bytes: events))
        while let events = await reply.next() { try await body.write(ByteBuffer(bytes: events)) }
        events = []
        EventStream.append(reply.subscription.reply.bytes, to: &events)
        try await body.write(ByteBuffer(bytes: events))
        try await body.finish(nil)
    }

    /// Writes the answer of a further route.
    consuming func write(_ pending: PendingPlain) async throws {
        var parts = await pending.take()
        guard case .response(let answer)? = parts.first else { throw CancellationError() }
        parts.removeFirst()
        var fields = HTTPFields()
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
        }
        let status = HTTPResponse.Status(code: answer.status)
        if case .bytes(let bytes) = answer.body { return try await write(status, fields, bytes) }
        var body = try await response.writeHead(HTTPResponse(status: status, headerFields: fields.merging(extra)))
        while true {
            for part in parts {
                switch part {
                case .response: continue
                case .chunk(let bytes): try await body.write(ByteBuffer(bytes: bytes))
                case .end(true): return try await body.finish(nil)
                // Without a proper end the client sees that something is missing.
                case .end(false): throw CancellationError()
                }
            }
            parts = await pending.take()
            guard !parts.isEmpty else { throw CancellationError() }
        }
    }
}
