import MCP
import Synchronization

@testable import HTTPTransport

/// Uploads in memory, and what became of them.
final class MemorySink: UploadSink {
    struct Kept: Sendable {
        let caller: String
        let head: UploadHead
        let content: [UInt8]
    }

    private struct State {
        var kept: [Kept] = []
        var taken = 0
        var abandoned = 0
        var isHeld = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    /// What is said of every upload; nil: it is taken.
    private let refusal: UploadRefused?

    init(refusing refusal: UploadRefused? = nil) { self.refusal = refusal }

    var kept: [Kept] { state.withLock { $0.kept } }
    /// Bytes that have come in.
    var taken: Int { state.withLock { $0.taken } }
    var abandoned: Int { state.withLock { $0.abandoned } }

    /// Lets whoever brings bytes wait.
    func hold() { state.withLock { $0.isHeld = true } }

    func letGo() {
        let waiting = state.withLock { state in
            state.isHeld = false
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func begin(_ file: UploadHead, from principal: any Principal) async throws -> any UploadTarget {
        if let refusal { throw refusal }
        return Target(sink: self, caller: principal.id, head: file)
    }

    private final class Target: UploadTarget {
        private let sink: MemorySink
        private let caller: String
        private let head: UploadHead
        private let content = Mutex<[UInt8]>([])

        init(sink: MemorySink, caller: String, head: UploadHead) {
            self.sink = sink
            self.caller = caller
            self.head = head
        }

        func append(_ bytes: [UInt8]) async throws {
            await withCheckedContinuation { continuation in
                let goesOn = sink.state.withLock { state in
                    state.taken += bytes.count
                    if state.isHeld { state.waiting.append(continuation) }
                    return !state.isHeld
                }
                if goesOn { continuation.resume() }
            }
            content.withLock { $0 += bytes }
        }

        func finish() async throws -> UploadReceipt {
            let content = content.withLock { $0 }
            sink.state.withLock { $0.kept.append(Kept(caller: caller, head: head, content: content)) }
            return UploadReceipt(
                uri: "upload://1", name: head.name ?? "file", mediaType: head.mediaType ?? "x/y", size: content.count,
                digest: "abc", expires: 1_700_003_600.9)
        }

        func abandon() async { sink.state.withLock { $0.abandoned += 1 } }
    }
}
