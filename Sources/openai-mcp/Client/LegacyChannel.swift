import AsyncHTTPClient
import Gateway
import JSON
import MCP
import NIOCore

/// The HTTP+SSE transport: one stream of events for all that the server says, and a POST for each message of the
/// client's (2024-11-05, transports).
final class LegacyChannel: Sendable {
    private let sender: HTTPSender
    private let endpoint: String
    private let pending: Pending
    private let reading: Task<Void, Never>

    private init(_ sender: HTTPSender, endpoint: String, _ pending: Pending, _ reading: Task<Void, Never>) {
        self.sender = sender
        self.endpoint = endpoint
        self.pending = pending
        self.reading = reading
    }

    /// Opens the stream and waits for its first event; nil where the server does not speak so.
    static func open(_ sender: HTTPSender, receive: @escaping @Sendable (JSONView) -> Void) async -> LegacyChannel? {
        guard let response = try? await sender.stream(session: nil, nil), response.status == .ok,
            response.isEventStream
        else { return nil }
        let pending = Pending()
        pending.start(receive)
        let (endpoints, found) = AsyncStream<String>.makeStream()
        let reading = Task {
            await read(response, sender, pending) { found.yield($0) }
            found.finish()
            pending.end("the server's stream has ended")
        }
        let patience = Task {
            try? await Task.sleep(for: .seconds(10))
            found.finish()
        }
        defer { patience.cancel() }
        for await endpoint in endpoints {
            guard let url = LegacyEndpoint.url(endpoint, from: sender.url) else { break }
            return LegacyChannel(sender, endpoint: url, pending, reading)
        }
        reading.cancel()
        return nil
    }

    private static func read(
        _ response: HTTPClientResponse, _ sender: HTTPSender, _ pending: Pending, onEndpoint: (String) -> Void
    ) async {
        var reader = SSEReader()
        do {
            for try await chunk in response.body {
                for event in try reader.feed(chunk.readableBytesView) {
                    if event.name == "endpoint" {
                        onEndpoint(String(decoding: event.data, as: UTF8.self))
                    } else {
                        sender.tap?(false, event.data)
                        pending.receive(event.data)
                    }
                }
            }
        } catch {
            // However the stream ends, those who wait hear of it.
        }
    }

    func request(_ message: OutgoingMessage) async throws -> JSONDocument {
        try await pending.exchange(message) { [self] bytes in
            // What goes out beside the request itself says that it is cancelled.
            let isRequest = bytes == message.bytes
            let outgoing =
                isRequest
                ? message
                : OutgoingMessage(
                    bytes: bytes, id: nil, method: nil, name: nil, revision: message.revision)
            Task {
                do { try await send(outgoing) } catch {
                    if let id = message.id, isRequest { pending.fail(id, error) }
                }
            }
        }
    }

    func send(_ message: OutgoingMessage) async throws {
        let response = try await sender.post(message, to: endpoint, session: nil)
        guard (200..<300).contains(response.status.code) else {
            throw ClientFailure.http(status: Int(response.status.code))
        }
        _ = try await response.body.collect(upTo: 1 << 20)
    }

    func close() {
        reading.cancel()
        pending.end("closed")
    }
}
