#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Newline-delimited JSON-RPC over two file descriptors.
///
/// A thread reads whole chunks, answers at once what can be, and starts a task only for calls that wait. Its answers
/// are written once per chunk.
public final class StdioTransport: Sendable {
    /// Bytes of answers that are written in one call: as much as stays in a processor's cache.
    private static let batchSize = 128 << 10

    private let input: Descriptor
    private let writer: LineWriter
    private let connection: Connection
    private let drain: Duration
    /// Written to in order to stop the reading thread; nil if the system has no pipe left, and then only the end of
    /// input stops it.
    private let wake: (read: Descriptor, write: Descriptor)?
    private let lineLimit: Int

    /// Creates a transport; nothing is read before ``run()``.
    ///
    /// - Parameters:
    ///   - drain: how long calls in flight may go on after the end of input or ``stop()``; then they are cancelled.
    ///   - lineLimit: longest message in bytes.
    public init(
        server: Server, principal: any Principal, input: Int32 = 0, output: Int32 = 1, drain: Duration = .seconds(10),
        maxInFlight: Int = 1024, lineLimit: Int = 64 << 20
    ) {
        signal(SIGPIPE, SIG_IGN)
        let wake = Descriptor.pipe()
        self.wake = wake
        self.input = Descriptor(number: input)
        self.drain = drain
        self.lineLimit = lineLimit
        writer = LineWriter(Descriptor(number: output), onBroken: { Self.ring(wake?.write) })
        connection = Connection(
            server: server, principal: principal, outlet: writer, maxInFlight: maxInFlight,
            limits: .init(size: lineLimit))
    }

    deinit {
        wake?.read.close()
        wake?.write.close()
    }

    /// Serves until the input ends, the client stops reading, or ``stop()``; returns when everything is written.
    public func run() async {
        await untilInputEndsOrStop()
        connection.endSubscriptions()
        let deadline = ContinuousClock.now + drain
        while connection.requestsInFlight > 0, ContinuousClock.now < deadline, !writer.isGone {
            try? await Task.sleep(for: .milliseconds(5))
        }
        connection.close()
        let patience = ContinuousClock.now + .seconds(2)
        while connection.requestsInFlight > 0, ContinuousClock.now < patience {
            try? await Task.sleep(for: .milliseconds(5))
        }
        await Threads.run { [self] in writer.finish(within: 2) }
        stop()
    }

    /// The reading thread cannot be relied on to notice a stop: it may be writing to a client that does not read, or
    /// waiting for a place among the calls in flight.
    private func untilInputEndsOrStop() async {
        let end = AsyncStream<Void>.makeStream()
        Threads.start { [self] in
            read()
            end.continuation.yield()
        }
        if let wake {
            Threads.start {
                Descriptor.wait(for: [(wake.read, POLLIN)])
                end.continuation.yield()
            }
        }
        for await _ in end.stream { return }
    }

    /// Stops reading. Safe to call from anywhere, more than once.
    public func stop() { Self.ring(wake?.write) }

    /// Writing a byte here is what ``stop()`` does.
    var stopDescriptor: Int32? { wake?.write.number }

    private static func ring(_ bell: Descriptor?) { _ = bell?.write([1]) }

    private func read() {
        var splitter = LineSplitter(limit: lineLimit)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        var replies: [UInt8] = []
        while let count = nextChunk(into: buffer) {
            splitter.feed(UnsafeRawBufferPointer(rebasing: buffer[..<count])) { handle($0, &replies) }
            flush(&replies)
        }
        splitter.finish { handle($0, &replies) }
        flush(&replies)
    }

    private func handle(_ line: LineSplitter.Line, _ replies: inout [UInt8]) {
        switch line {
        case .text(let bytes):
            guard connection.receive(bytes, appendingTo: &replies) else { return }
        case .tooLong:
            let error = ProtocolError(.invalidRequest, "The message is longer than \(lineLimit) bytes.")
            replies += Envelope.error(nil, error, nullID: true)
        }
        replies.append(0x0A)
        if replies.count > Self.batchSize { flush(&replies) }
    }

    /// Writes what has gathered and keeps its memory for more.
    private func flush(_ replies: inout [UInt8]) {
        guard !replies.isEmpty else { return }
        writer.append(lines: replies)
        replies.removeAll(keepingCapacity: replies.capacity <= Self.batchSize * 8)
    }

    /// Bytes read, or nil at the end.
    private func nextChunk(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        if let wake {
            let ready = Descriptor.wait(for: [(input, POLLIN), (wake.read, POLLIN)])
            if ready[1] { return nil }
        }
        let count = input.read(into: buffer)
        return count > 0 ? count : nil
    }
}
