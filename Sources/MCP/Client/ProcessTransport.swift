#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import JSON

/// A server that runs as a child process and speaks over its standard streams; its stderr is ours.
public final class ProcessTransport: ClientTransport {
    private let pending = Pending()
    private let process: pid_t
    private let input: Descriptor
    private let writer: LineWriter
    private let onMessage: (@Sendable (Bool, [UInt8]) -> Void)?

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - path: path of the executable.
    ///   - onMessage: sees every message as it went over the wire; `true` for ours.
    public init(
        path: String, arguments: [String], onMessage: (@Sendable (Bool, [UInt8]) -> Void)? = nil
    ) throws(ClientFailure) {
        guard let toChild = Descriptor.pipe(), let fromChild = Descriptor.pipe() else {
            throw ClientFailure.disconnected("the system has no pipe left")
        }
        signal(SIGPIPE, SIG_IGN)
        let spawned = Self.spawn(path, arguments, input: toChild.read, output: fromChild.write)
        toChild.read.close()
        fromChild.write.close()
        switch spawned {
        case .success(let process): self.process = process
        case .failure(let failure):
            toChild.write.close()
            fromChild.read.close()
            throw failure
        }
        input = toChild.write
        self.onMessage = onMessage
        writer = LineWriter(toChild.write, onBroken: { [pending] in pending.end("the server closed its input") })
        Threads.start { [pending] in Self.read(fromChild.read, pending, onMessage) }
    }

    private static func spawn(
        _ path: String, _ arguments: [String], input: Descriptor, output: Descriptor
    ) -> Result<pid_t, ClientFailure> {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input.number, 0)
        posix_spawn_file_actions_adddup2(&actions, output.number, 1)
        var argv: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for item in argv { free(item) } }
        var process = pid_t()
        let code = posix_spawn(&process, path, &actions, nil, &argv, environ)
        guard code == 0 else {
            return .failure(.disconnected("cannot start \(path): \(String(cString: strerror(code)))"))
        }
        return .success(process)
    }

    public func start(_ receive: @escaping @Sendable (JSONView) -> Void) { pending.start(receive) }

    public func request(_ message: OutgoingMessage) async throws -> JSONDocument {
        try await pending.exchange(message) { [self] in write($0) }
    }

    public func send(_ message: OutgoingMessage) async throws { write(message.bytes) }

    /// Closes the server's input and waits until it has ended; after 15 s it is told to terminate.
    public func close() async {
        let (writer, input, process) = (writer, input, process)
        await Threads.run {
            writer.finish(within: 5)
            input.close()
            var status: Int32 = 0
            for _ in 0..<1500 {
                if waitpid(process, &status, WNOHANG) != 0 { return }
                usleep(10_000)
            }
            kill(process, SIGTERM)
            waitpid(process, &status, 0)
        }
        pending.end("closed")
    }

    private func write(_ bytes: [UInt8]) {
        onMessage?(true, bytes)
        writer.append(lines: bytes + [0x0A])
    }

    private static func read(
        _ output: Descriptor, _ pending: Pending, _ onMessage: (@Sendable (Bool, [UInt8]) -> Void)?
    ) {
        var splitter = LineSplitter(limit: 1 << 30)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        while case let count = output.read(into: buffer), count > 0 {
            splitter.feed(UnsafeRawBufferPointer(rebasing: buffer[..<count])) { line in
                guard case .text(let bytes) = line else { return }
                onMessage?(false, bytes)
                pending.receive(bytes)
            }
        }
        output.close()
        pending.end("the server has ended")
    }
}
