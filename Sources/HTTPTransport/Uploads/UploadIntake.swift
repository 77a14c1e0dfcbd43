import MCP
import Synchronization

/// One upload on its way: finds the file in what comes and passes it on. Used by one task at a time.
final class UploadIntake: Sendable {
    private struct State {
        var form: FormReader?
        var target: (any UploadTarget)?
        var size = 0
        /// Whether what comes now belongs to the file.
        var isInFile = false
        var formHasEnded = false
    }

    /// Bytes of a body that do not belong to the file.
    let overhead: Int
    private let head: UploadHead?
    private let limit: Int
    private let sink: any UploadSink
    private let principal: any Principal
    private let state: Mutex<State>

    init(_ form: UploadForm, limit: Int, sink: any UploadSink, principal: any Principal) {
        self.limit = limit
        self.sink = sink
        self.principal = principal
        switch form {
        case .raw(let head):
            (self.head, overhead) = (head, 0)
            state = Mutex(State())
        case .form(let boundary):
            (head, overhead) = (nil, 64 << 10)
            state = Mutex(State(form: FormReader(boundary: boundary)))
        }
    }

    /// Takes the next bytes of the body.
    func take(_ bytes: [UInt8]) async throws {
        if let head {
            if state.withLock({ $0.target == nil }) { try await begin(head) }
            return try await pass(bytes)
        }
        let events: [FormReader.Event]
        do {
            events = try state.withLock { state throws(FormReader.Malformed) in try state.form?.read(bytes) ?? [] }
        } catch {
            throw Refusal(.badRequest, "The form cannot be read: \(error.message).")
        }
        for event in events {
            switch event {
            case .part(let part) where part.filename != nil:
                guard state.withLock({ $0.target == nil }) else {
                    throw Refusal(.badRequest, "Send one file in each request; this form has several.")
                }
                let type = part.contentType.flatMap { UploadForm.isMediaType($0) ? $0 : nil }
                try await begin(UploadHead(name: part.filename, mediaType: type))
                state.withLock { $0.isInFile = true }
            case .part: state.withLock { $0.isInFile = false }
            case .content(let bytes): if state.withLock({ $0.isInFile }) { try await pass(bytes) }
            case .end: state.withLock { $0.formHasEnded = true }
            }
        }
    }

    /// The body is whole.
    func finish() async throws -> UploadReceipt {
        let (target, size, isForm, hasEnded) = state.withLock { ($0.target, $0.size, $0.form != nil, $0.formHasEnded) }
        guard !isForm || hasEnded else {
            throw Refusal(.badRequest, "The form ends before its last boundary; send it again whole.")
        }
        guard let target else {
            throw Refusal(
                .badRequest,
                isForm
                    ? "The form has no file; add a part with a filename, as curl does for -F file=@PATH."
                    : "The body is empty; send the file as the body of the request.")
        }
        guard size > 0 else { throw Refusal(.badRequest, "The file is empty.") }
        return try await target.finish()
    }

    /// Nothing of the file stays.
    func abandon() async { await state.withLock { $0.target }?.abandon() }

    private func begin(_ head: UploadHead) async throws {
        let target = try await sink.begin(head, from: principal)
        state.withLock { $0.target = target }
    }

    private func pass(_ bytes: [UInt8]) async throws {
        let (target, size) = state.withLock { state in
            state.size += bytes.count
            return (state.target, state.size)
        }
        guard size <= limit else { throw Self.tooLarge(limit) }
        try await target?.append(bytes)
    }

    static func tooLarge(_ limit: Int) -> Refusal {
        Refusal(.payloadTooLarge, "A file of an upload may have \(limit) bytes at most; make it smaller, or split it.")
    }
}
