import NIOCore
import NIOHTTP1

/// Writing what becomes of a request.
extension ServerConnection {
    func begin(_ answer: Answer) {
        guard let turn, !turn.isAnswered, turn.source == nil else { return }
        if responder.health.drains { self.turn?.closes = true }
        switch answer {
        case .whole(let status, let fields, let body): write(AnswerHead(status: status, fields: fields), body)
        case .pending(let source):
            self.turn?.source = source
            let bound = NIOLoopBound(self, eventLoop: channel.eventLoop)
            let loop = channel.eventLoop
            // Never at once: whoever tells may hold a lock.
            source.onNews { loop.execute { bound.value.drain() } }
            drain()
        }
    }

    /// Writes what there is, as far as the client reads it.
    func drain() {
        // Writing may make the channel writable again, which is told in the middle of it.
        guard !isPulling else { return }
        isPulling = true
        defer { isPulling = false }
        while let source = turn?.source, channel.isWritable {
            switch source.next() {
            case .wait: return
            case .whole(let status, let fields, let body): write(AnswerHead(status: status, fields: fields), body)
            case .piece(let head, let bytes, let isLast): write(head, bytes, isLast: isLast)
            case .broken: return close()
            }
        }
    }

    private func write(_ head: AnswerHead, _ body: [UInt8]) {
        guard let turn else { return }
        let isHead = turn.request.head.method == .HEAD
        if head.fields.contains(name: "connection") { self.turn?.closes = true }
        let keeping = connectionField(besides: head.fields)
        let framing: AnswerHead.Framing = head.status == .noContent ? .none : .length(body.count)
        // What is large goes out as the client reads it.
        let rest = isHead || body.count <= SlicedBody.size ? nil : SlicedBody(body, from: SlicedBody.size)
        if let rest { self.turn?.source = rest }
        write(reserving: min(body.count, SlicedBody.size)) { buffer in
            head.write(to: &buffer, framing, date: date.text(), extra: turn.extra, connection: keeping)
            if !isHead { buffer.writeBytes(body.prefix(SlicedBody.size)) }
        }
        if rest == nil { ended() } else { drain() }
    }

    private func write(_ head: (HTTPResponseStatus, HTTPHeaders)?, _ bytes: [UInt8], isLast: Bool) {
        guard let turn else { return }
        var isChunked = turn.isChunked
        if head != nil {
            // Older clients find the end of the body where the connection ends.
            isChunked = !turn.request.isOld
            self.turn?.isChunked = isChunked
            if !isChunked { self.turn?.closes = true }
        }
        let keeping = connectionField(besides: head?.1 ?? [:])
        write(reserving: bytes.count) { buffer in
            if let (status, fields) = head {
                AnswerHead(status: status, fields: fields).write(
                    to: &buffer, isChunked ? .chunks : .none, date: date.text(), extra: turn.extra,
                    connection: keeping)
            }
            if isChunked {
                buffer.writeChunk(bytes, isLast: isLast)
            } else {
                buffer.writeBytes(bytes)
            }
        }
        if isLast { ended() }
    }

    /// What is said about the connection's end where a client would expect otherwise.
    private func connectionField(besides fields: HTTPHeaders) -> String? {
        guard let turn, !fields.contains(name: "connection") else { return nil }
        if turn.closes { return "close" }
        return turn.request.isOld ? "keep-alive" : nil
    }

    func write(reserving count: Int = 0, _ body: (inout ByteBuffer) -> Void) {
        guard let context else { return }
        var buffer = channel.allocator.buffer(capacity: count + 320)
        body(&buffer)
        guard buffer.readableBytes > 0 else { return }
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }

    /// The answer has been written.
    func ended() {
        connection.unwatch()
        let source = turn?.source
        turn?.source = nil
        turn?.isAnswered = true
        source?.abandon()
        guard let turn else { return }
        if case .pass(let body) = turn.intake {
            body.end(.failure(CancellationError()))
            self.turn?.intake = .drop
            roomCame()
        }
        if turn.isWhole { return endTurn() }
        clock.answeredEarly(at: .now())
        setTimer()
    }
}

extension ByteBuffer {
    /// Appends a chunk (RFC 9112, section 7.1), and the end of the body after the last.
    fileprivate mutating func writeChunk(_ bytes: [UInt8], isLast: Bool) {
        // An empty chunk would be the end.
        if !bytes.isEmpty {
            writeString(String(bytes.count, radix: 16))
            writeStaticString("\r\n")
            writeBytes(bytes)
            writeStaticString("\r\n")
        }
        if isLast { writeStaticString("0\r\n\r\n") }
    }
}
