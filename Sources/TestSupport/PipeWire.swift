#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Dispatch
import MCP
import Synchronization

/// A transcript's way to a server over two pipes, as stdio has them.
public final class PipeWire: TranscriptWire {
    private let inbox = Inbox()
    private let toServer: Int32
    private let writing = DispatchQueue(label: "test.pipe")
    private let serving: Task<Void, Never>
    private let transport: StdioTransport

    /// Starts the transport.
    public init(_ server: Server, maxInFlight: Int = 1024) {
        var upward: [Int32] = [-1, -1]
        var downward: [Int32] = [-1, -1]
        precondition(pipe(&upward) == 0 && pipe(&downward) == 0, "no pipes left")
        toServer = upward[1]
        let transport = StdioTransport(
            server: server, principal: FixtureServer.Tester(), input: upward[0], output: downward[1],
            drain: .seconds(2), maxInFlight: maxInFlight)
        self.transport = transport
        let (input, output) = (upward[0], downward[1])
        serving = Task {
            await transport.run()
            Self.shut(input)
            Self.shut(output)
        }
        let fromServer = downward[0]
        var thread = pthread_t()
        let reader = Unmanaged.passRetained(Reader(fromServer, inbox)).toOpaque()
        pthread_create(
            &thread, nil,
            {
                Unmanaged<Reader>.fromOpaque($0!).takeRetainedValue().run(); return nil
            }, reader)
        pthread_detach(thread)
    }

    /// Waits outside of the pool of Swift's tasks: a full pipe would block a thread that the server needs to empty it.
    public func send(_ message: [UInt8]) async throws {
        let descriptor = toServer
        let isSent = await withCheckedContinuation { continuation in
            writing.async { continuation.resume(returning: Self.write(message + [0x0A], to: descriptor)) }
        }
        guard isSent else { throw Inbox.Silence() }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            #if canImport(Glibc)
                let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            #else
                let count = rest.withUnsafeBytes { Darwin.write(descriptor, $0.baseAddress, $0.count) }
            #endif
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    public func receive() async throws -> [UInt8] { try await inbox.next() }

    /// Ends the server's input and waits for it to finish.
    public func close() async {
        Self.shut(toServer)
        await serving.value
    }

    /// Tells the server to stop, as a signal would, and waits for it to finish.
    public func stop() async {
        transport.stop()
        await serving.value
        Self.shut(toServer)
    }

    private static func shut(_ descriptor: Int32) {
        #if canImport(Glibc)
            _ = Glibc.close(descriptor)
        #else
            _ = Darwin.close(descriptor)
        #endif
    }

    private final class Reader: Sendable {
        private let descriptor: Int32
        private let inbox: Inbox

        init(_ descriptor: Int32, _ inbox: Inbox) {
            self.descriptor = descriptor
            self.inbox = inbox
        }

        func run() {
            var line: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 1 << 16)
            while case let count = read(descriptor, &chunk, chunk.count), count > 0 {
                for byte in chunk[..<count] {
                    if byte != 0x0A {
                        line.append(byte)
                    } else {
                        inbox.put(line)
                        line = []
                    }
                }
            }
            PipeWire.shut(descriptor)
            inbox.finish()
        }
    }
}
