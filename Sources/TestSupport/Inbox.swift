import MCP
import Synchronization

/// Messages that have come and wait to be looked at.
public final class Inbox: Outlet {
    private let stream: AsyncStream<[UInt8]>
    private let continuation: AsyncStream<[UInt8]>.Continuation

    /// Nothing came in time.
    public struct Silence: Error {}

    /// Creates an empty inbox.
    public init() { (stream, continuation) = AsyncStream.makeStream() }

    /// Puts a message in.
    public func put(_ message: [UInt8]) { continuation.yield(message) }

    /// Says that nothing more will come.
    public func finish() { continuation.finish() }

    public func send(_ message: [UInt8]) async { put(message) }

    /// Takes the next message out; throws ``Silence`` after the time given.
    public func next(within limit: Duration = .seconds(10)) async throws -> [UInt8] {
        try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
            group.addTask { [stream] in
                for await message in stream { return message }
                return nil
            }
            group.addTask {
                try await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let message = first else { throw Silence() }
            return message
        }
    }
}

/// A transcript's way to a server in the same process.
public final class MemoryWire: TranscriptWire {
    private let inbox = Inbox()
    private let connection: Connection

    /// Connects to a server.
    public init(_ server: Server) {
        connection = Connection(server: server, principal: FixtureServer.Tester(), outlet: inbox)
    }

    public func send(_ message: [UInt8]) async throws {
        if let reply = connection.receive(message) { inbox.put(reply) }
    }

    public func receive() async throws -> [UInt8] { try await inbox.next() }
    public func close() async { connection.close() }
}
