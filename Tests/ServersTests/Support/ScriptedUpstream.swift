import Gateway
import Synchronization

/// A provider in memory: answers by a script and keeps the calls it was sent.
final class ScriptedUpstream: Upstream {
    typealias Script = @Sendable (Call) async throws -> Answer

    private let script: Script
    private let log = Mutex<[Call]>([])

    init(_ script: @escaping Script) { self.script = script }

    var calls: [Call] { log.withLock { $0 } }

    func send(_ call: Call) async throws -> Answer {
        log.withLock { $0.append(call) }
        return try await script(call)
    }
}

extension Answer {
    /// An answer with a JSON body, or whatever text is given.
    static func text(_ body: String, status: Int = 200, headers: [(name: String, value: String)] = []) -> Answer {
        Answer(status: status, headers: Headers(headers), body: .bytes(Array(body.utf8)))
    }

    /// A stream of events with these data, each in two chunks.
    static func events(_ data: [String]) -> Answer {
        let (stream, continuation) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
        for item in data {
            let bytes = Array("data: \(item)\n\n".utf8)
            continuation.yield(Array(bytes.prefix(9)))
            continuation.yield(Array(bytes.dropFirst(9)))
        }
        continuation.finish()
        return Answer(status: 200, headers: Headers([("content-type", "text/event-stream")]), body: .stream(stream))
    }
}
